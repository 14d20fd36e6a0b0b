import { expect, test } from 'vitest';
import { openPage, signIn, withBrowser } from '../support/browser.ts';
import { startScreens } from '../support/screens.ts';

const { browser, server } = withBrowser(startScreens);

test('a technician sees how available a server was, announces the outage afterwards, and takes that back', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/devices/serveur-dax');
  const part = page.getByRole('region', { name: 'Disponibilité', exact: true });
  const says = async () => (await part.locator('.availability-says').textContent())?.replaceAll(/\s/g, ' ');
  await expect.poll(says).toMatch(/^Depuis 30 jours : 98,25 % du temps en service, 97,57 % les jours ouvrés\./);
  await expect.poll(says).toMatch(/On ne sait rien de 3,36\s% du temps\./);
  const band = part.getByRole('img', { name: /^Depuis 30 jours/ });
  expect(await band.locator('g').count()).toBe(30);
  await part.getByText('Tableau').click();
  const days = part.getByRole('table').getByRole('row');
  expect(await days.count()).toBe(31);
  await days
    .filter({ hasText: '16 nov. 2026' })
    .getByRole('cell', { name: /^50\s%$/ })
    .waitFor();

  await part.getByRole('button', { name: 'Annoncer une maintenance' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Début').fill('2026-11-16T12:00');
  await dialog.getByLabel('Fin').fill('2026-11-17T00:00');
  await dialog.getByLabel('Pourquoi').fill('Onduleur changé');
  await dialog.getByRole('button', { name: 'Annoncer une maintenance' }).click();
  await expect.poll(says).toMatch(/ 100\s% du temps en service, 100\s% les jours ouvrés\./);
  await expect.poll(says).toMatch(/Les maintenances, 1,6\d\s% du temps, ne comptent pas\./);

  await part.getByRole('link', { name: 'Maintenances' }).click();
  const row = page.getByRole('row', { name: /Onduleur changé/ });
  await row.getByRole('link', { name: 'Serveur de fichiers' }).waitFor();
  await row.getByText('Terminée').waitFor();
  await row.getByRole('button', { name: 'Supprimer Onduleur changé' }).click();
  await dialog.getByRole('button', { name: 'Supprimer' }).click();
  await page.getByText('Aucune maintenance annoncée.').waitFor();
  expect(complaints).toEqual([]);
});

test('the page of what is behind a cut line says whom to call, with what reference', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  await signIn(page, 'mairie.dax@demo');
  await page.goto('/devices/serveur-dax');
  await page.getByText(/N’est plus interrogé depuis 1\sh/).waitFor();
  await page
    .getByText('Si la liaison est coupée, appelez Orange Business au 39 00. Référence à donner : FTTO-40088.')
    .waitFor();
  expect(await page.getByRole('link', { name: '39 00' }).getAttribute('href')).toBe('tel:3900');
  await page.getByRole('link', { name: 'Liaison fibre, Orange Business' }).click();
  await page.getByRole('heading', { name: 'Liaison fibre' }).waitFor();
  expect(complaints).toEqual([]);
});

test('work that runs is announced from the list, and a mairie reads its own and changes nothing', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  await signIn(page, 'admin@demo');
  await page.getByRole('link', { name: 'Maintenances' }).click();
  await page.getByRole('button', { name: 'Annoncer une maintenance' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Où').selectOption('Dax, Mairie de Dax');
  await dialog.getByLabel('Pourquoi').fill('Coupure du fournisseur');
  await dialog.getByRole('button', { name: 'Annoncer une maintenance' }).click();
  await page
    .getByRole('row', { name: /Coupure du fournisseur/ })
    .getByText('En cours')
    .waitFor();
  await page.request.delete('/api/v1/session', { headers: { origin: server().url } });
  for (const [email, sees] of [
    ['mairie.dax@demo', true],
    ['mairie.tartas@demo', false],
  ] as const) {
    await page.goto('/');
    await signIn(page, email);
    await page.goto('/maintenances');
    await page.getByRole('heading', { name: 'Maintenances' }).waitFor();
    const text = sees ? 'Coupure du fournisseur' : 'Aucune maintenance annoncée.';
    await page.getByText(text).first().waitFor();
    expect(await page.getByRole('button', { name: /Annoncer|Supprimer/ }).count()).toBe(0);
    await page.request.delete('/api/v1/session', { headers: { origin: server().url } });
  }
  expect(complaints).toEqual([]);
});
