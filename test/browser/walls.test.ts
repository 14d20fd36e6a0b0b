import { expect, test } from 'vitest';
import { axe, openPage, signIn, sizes, withBrowser } from '../support/browser.ts';
import { hostile, startScreens } from '../support/screens.ts';

const { browser, server } = withBrowser(startScreens);

test('a wall opens by its token, which leaves the address bar; shows ages, what needs a person first, and its lost link', async () => {
  await using window = await openPage(browser(), server().url, { viewport: sizes.wall, colorScheme: 'dark' });
  const { page, complaints } = window;
  const token = server().tokens.get('screen');
  await page.goto(`/ecran/sauvegardes#token=${token}`);
  await page.getByRole('heading', { name: 'Sauvegardes', level: 1 }).waitFor();
  expect(page.url()).toBe(`${server().url}/ecran/sauvegardes`);
  const tile = page.locator('.tile').first();
  // the backups stand at a place of few people, of which a wall shows no fine value
  await tile.getByText('Total du jour seulement').waitFor();
  await page.goto('/ecran/batiments');
  const named = (name: string) => page.locator('.tile').filter({ hasText: name });
  await named('Mairie de Tartas').getByText('640').waitFor();
  await named('Mairie de Tartas').getByText('il y a 1 min').waitFor();
  expect(await named('Mairie de Dax').textContent()).toContain('1 capteur sans données');
  expect(await page.locator('.tile').first().textContent()).toContain('Dax');
  expect(await page.locator('.tile img').count()).toBe(0);
  await page.getByText(hostile).first().waitFor();
  expect(await axe(page)).toEqual([]);
  // a changed value is there within the next frames, without asking anything
  server().say('air-tartas', 'air.co2', 1_234, 0);
  await named('Mairie de Tartas').getByText('1 234').waitFor();
  // its token is revoked: the wall says so instead of what it showed
  expect(complaints).toEqual([]);
  const own = (await server().accounts.tokens({ limit: 100 })).find(({ role }) => role === 'screen');
  await server().ask('administrator', `/tokens/${own?.id}`, { method: 'DELETE' });
  await page.getByText('Cet écran n’a plus accès').waitFor();
  expect(await page.locator('.tile').count()).toBe(0);
});

test('consoles turn by themselves and by the arrow keys, and a lost link is told beside values that are no longer fresh', async () => {
  await using window = await openPage(browser(), server().url, { viewport: sizes.phone });
  const { page } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/ecran?consoles=serveurs,sauvegardes&every=5s');
  const heading = (name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  await heading(/Serveurs/);
  await heading(/Sauvegardes/);
  await page.getByText('manquante').waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Reprendre' }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await heading(/Serveurs/);
  await page.keyboard.press('ArrowRight');
  await heading(/Sauvegardes/);
  expect(await axe(page)).toEqual([]);
  await page.context().setOffline(true);
  await page.getByText('Liaison avec le serveur perdue').waitFor({ timeout: 60_000 });
  expect(await page.evaluate("getComputedStyle(document.querySelector('.amount')).color")).toBe(
    await page.evaluate("getComputedStyle(document.querySelector('.tile-age')).color"),
  );
});

test('three letters anywhere find a member, and its page shows on one screen whom to call and how its equipment is', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.getByRole('heading', { name: 'Territoire', level: 1 }).waitFor();
  await page.keyboard.type('tar');
  const field = page.getByRole('combobox');
  await field.waitFor();
  await page.getByRole('option').first().getByText('Tartas').waitFor();
  expect(await axe(page)).toEqual([]);
  await field.fill('0536491013');
  await page.getByRole('option', { name: /Sylvie Darrigade.*tél\. 05 36 49 10 13/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Tartas', level: 1 }).waitFor();
  expect(await page.getByRole('link', { name: '05 36 49 10 13' }).getAttribute('href')).toBe('tel:0536491013');
  const equipment = page.getByRole('region', { name: 'Matériel' });
  await equipment.getByText('Souscrit, rien n’est encore raccordé').waitFor();
  await equipment
    .getByText('1/4')
    .waitFor()
    .catch(() => equipment.getByText('2/4').waitFor());
  await page.getByRole('region', { name: 'Depuis 24 heures' }).getByText('Sauvegarde réussie de srv-paie').waitFor();
  const bottom = await page.locator('.call').evaluate((call) => call.getBoundingClientRect().bottom);
  expect(bottom).toBeLessThan(768);
  expect(await axe(page)).toEqual([]);

  // the map says where, its list says the same; nothing outside was asked for either
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server().url)) outside.push(request.url());
  });
  await page.getByRole('link', { name: 'Carte' }).click();
  await page.locator('.spot').first().waitFor();
  expect(await page.locator('.map-list a').allTextContents()).toEqual(['Mairie de Dax', 'Mairie de Tartas']);
  await page.getByRole('img', { name: /Carte des sites/ }).focus();
  const box = () => page.locator('.map-drawing').getAttribute('viewBox');
  const before = await box();
  await page.keyboard.press('+');
  await expect.poll(box).not.toBe(before);
  await page.keyboard.press('0');
  await expect.poll(box).toBe(before);
  await page.getByRole('button', { name: 'Bornes Wi-Fi' }).click();
  await page.getByText('Rien à regarder : tout est calme.').waitFor();
  expect(page.url()).toContain('couche=hotspots');
  expect(outside).toEqual([]);
  expect(complaints).toEqual([]);
});
