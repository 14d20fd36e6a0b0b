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

test('a responsable types an index with a digit too many, reads why, corrects it, and has the month’s figure and euros', async () => {
  await using window = await openPage(browser(), server().url, { viewport: sizes.phone });
  const { page, complaints } = window;
  await signIn(page, 'mairie.dax@demo');
  await page.goto('/mairie/mairie-dax/releves');
  await page.getByText('Rien n’est encore saisi pour ce bâtiment.').waitFor();
  const type = async (date: string, index: string) => {
    await page.getByLabel('Énergie').selectOption('Gaz');
    await page.getByLabel('Jour du relevé').fill(date);
    await page.getByLabel('Index lu, en m³').fill(index);
    await page.getByRole('button', { name: 'Enregistrer' }).click();
  };
  const list = page.getByRole('region', { name: 'Ce qui est saisi' });
  for (const [date, index] of [
    ['2026-09-01', '8 100'],
    ['2026-10-01', '8 230'],
  ] as const) {
    await type(date, index);
    await list.getByText(index).first().waitFor();
  }
  await type('2099-01-01', '8 300');
  await page.getByText(/date\s: le 01\/01\/2099 n’est pas encore passé/).waitFor();
  expect(complaints.splice(0), 'what the browser says of a refused entry').toEqual([expect.stringContaining('400')]);
  await type('2026-11-01', '84 100');
  await page.getByText('Enregistré, mais à vérifier : cette saisie ne compte pas encore.').waitFor();
  const waits = page.getByRole('region', { name: 'À vérifier' });
  await waits.getByText('environ dix fois trop : un chiffre de trop ?').waitFor();
  expect(await axe(page), 'a doubtful entry').toEqual([]);
  await waits.getByRole('button', { name: /^Corriger/ }).click();
  await page.getByRole('button', { name: /^Prendre 8.410/ }).click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await list.getByText('8 410').first().waitFor();
  expect(await waits.count()).toBe(0);
  await page.getByText(/octobre 2026\s: 180\sm³/).waitFor();
  // an invoice from a file brings the euros; its bad line is told
  await page.getByRole('button', { name: 'Importer un fichier' }).click();
  await page
    .getByLabel('Ou collez les lignes ici')
    .fill(
      'energie;debut;fin;quantite;unite;euros\ngaz;01/10/2026;31/10/2026;1980;kWh;217,8\nvapeur;01/10/2026;31/10/2026;1;kWh;1',
    );
  await page.getByRole('dialog').getByRole('button', { name: 'Importer', exact: true }).click();
  await page.getByText(/Lignes prises\s: 1, déjà connues\s: 0, à vérifier\s: 0, refusées\s: 1\./).waitFor();
  await page.getByText(/Ligne 3\s: énergie\s: «\svapeur\s» n’est ni eau, ni gaz/).waitFor();
  expect(await axe(page), 'the import').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByText(/octobre 2026\s: 180\sm³ · 218\s€/).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axe(page), 'dark').toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(sizes.phone.width);
  if (process.env.VIGIE_TEST_PICTURES !== undefined) {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.screenshot({ path: `${process.env.VIGIE_TEST_PICTURES}/releves.png`, fullPage: true });
  }
  await page.goto('/mairie?mois=2026-10');
  const gas = page
    .getByRole('region', { name: 'Ce que vous utilisez et payez' })
    .getByRole('listitem')
    .filter({ hasText: 'Gaz' });
  await gas.first().getByText('relevé, facture').waitFor();
  await page.getByRole('region', { name: 'Mes incidents' }).getByText('Aucun incident en cours').waitFor();
  if (process.env.VIGIE_TEST_PICTURES !== undefined)
    await page.screenshot({ path: `${process.env.VIGIE_TEST_PICTURES}/mairie.png`, fullPage: true });
  expect(complaints).toEqual([]);
});
