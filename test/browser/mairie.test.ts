import { expect, test } from 'vitest';
import { alertOf } from '../support/alerts-in-hand.ts';
import { axe, openPage, signIn, sizes, withBrowser } from '../support/browser.ts';
import { startScreens } from '../support/screens.ts';

const { browser, server } = withBrowser(startScreens);

test('a mayor reads on one page what is used and paid, what is abnormal with advice, and opens a building’s week', async () => {
  server().alerts.all.push(alertOf());
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  await signIn(page, 'mairie.tartas@demo');
  await page.getByRole('heading', { name: 'Tartas', level: 1 }).waitFor();
  await page.getByText('du 1er au 17, jours terminés').waitFor();
  const abnormal = page.getByRole('region', { name: 'Ce qui n’est pas normal' });
  await abnormal.getByRole('link', { name: 'Air confiné (CO₂)' }).waitFor();
  await abnormal.getByText('Ouvrez les fenêtres dix minutes').waitFor();
  const uses = page.getByRole('region', { name: 'Ce que vous utilisez et payez' });
  const plain = async (row: string) =>
    (await uses.getByRole('listitem').filter({ hasText: row }).first().innerText()).replaceAll(/\s+/g, ' ');
  expect(await plain('Électricité')).toMatch(/408 kWh — prix non renseigné 50 % de moins que l’an passé/);
  // two meters of 10 L an hour, at the mean price of France
  expect(await plain('Eau')).toMatch(/8,2 m³ 37 € prix moyen en France : 4,52 €\/m³ autant que l’an passé/);
  await page.getByText('Non souscrit').first().waitFor();
  await page.getByRole('button', { name: 'Mois précédent' }).click();
  await page.getByText('octobre 2026', { exact: true }).first().waitFor();
  expect(page.url()).toContain('mois=2026-10');
  expect(await axe(page), 'the month').toEqual([]);

  await page.getByRole('region', { name: 'Vos bâtiments' }).getByRole('link', { name: 'Mairie de Tartas' }).click();
  const week = page.getByRole('table', { name: /^La semaine par heure, Électricité/ });
  await week.waitFor();
  expect(await week.getByRole('cell').count()).toBe(168);
  await page
    .getByText(/La nuit \(22\sh\s–\s6\sh\)\s: 33\s% de la consommation/)
    .first()
    .waitFor();
  expect(await axe(page), 'a building').toEqual([]);

  await page.setViewportSize(sizes.phone);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/mairie');
  await uses.waitFor();
  expect(await axe(page), 'on the phone, dark').toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(sizes.phone.width);
  expect(complaints).toEqual([]);
});

test('who looks after every mairie chooses one, in English too; few people’s hours are not drawn for a mairie', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  await page.addInitScript(`localStorage.setItem('vigie.language', 'en')`);
  await page.goto('/');
  await page.request.post('/api/v1/session', {
    data: { email: 'technicien@demo', password: 'Girafe-Bleue-7-Vallons' },
    headers: { origin: server().url },
  });
  await page.goto('/mairie');
  await page.getByLabel('Organisation').selectOption('Tartas');
  await page.getByRole('heading', { name: 'What you use and pay' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.goto('/mairie/mairie-tartas/travaux');
  await page.getByLabel('First day of the works').fill('2026-05-04');
  await page.getByLabel('Last day').fill('2026-05-01');
  await page.getByRole('button', { name: 'Calculate' }).click();
  await page.getByRole('alert').getByText('in this order').waitFor();
  expect(await axe(page), 'savings').toEqual([]);
  await page.request.delete('/api/v1/session', { headers: { origin: server().url } });
  await page.request.post('/api/v1/session', {
    data: { email: 'agent.tartas@demo', password: 'Girafe-Bleue-7-Vallons' },
    headers: { origin: server().url },
  });
  await page.goto('/mairie/creche-tartas');
  await page.getByText('Few people work here: only whole days are shown.').waitFor();
  expect(await page.getByRole('table', { name: /^The week by hour/ }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
