import { expect, test } from 'vitest';
import { axe, openPage, signIn, sizes, withBrowser } from '../support/browser.ts';
import { layLine } from '../support/line.ts';
import { startScreens } from '../support/screens.ts';

const { browser, server } = withBrowser(startScreens);

test('Vigie installs as an application; with its server away it says so and shows no value, and comes back by itself', async () => {
  await using line = await layLine(Number(new URL(server().url).port));
  await using window = await openPage(browser(), line.url, { viewport: sizes.phone });
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.getByRole('link', { name: 'Mairie de Tartas' }).waitFor();
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  const devtools = await page.context().newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // a private window installs nothing, whatever the page
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  const { data, errors } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { icons } = JSON.parse(data ?? '') as { icons: { src: string; type: string; sizes: string }[] };
  expect(icons).toHaveLength(4);
  for (const { src, type } of icons) {
    const icon = await page.request.get(src);
    expect([src, icon.status(), icon.headers()['content-type']]).toEqual([src, 200, type]);
  }
  await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true);
  expect(complaints).toEqual([]);

  await line.cut();
  await page.goto('/sites/mairie-tartas');
  await page.getByRole('heading', { name: 'Vigie est injoignable' }).waitFor();
  await page.getByText('Aucune valeur n’est affichée').waitFor();
  expect(await axe(page)).toEqual([]);
  await line.mend();
  await page.getByRole('button', { name: 'Réessayer maintenant' }).click();
  await page.getByRole('heading', { name: 'Mairie de Tartas', level: 1 }).waitFor();
  // what the worker keeps holds no reading
  const held = await page.evaluate(
    'caches.keys().then(async (names) => (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat())',
  );
  expect(held).toEqual(['/offline.html', '/offline.css', '/offline.js', '/vigie.svg']);
});
