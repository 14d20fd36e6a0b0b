import { expect, test } from 'vitest';
import { openPage, signIn, sizes, withBrowser } from '../support/browser.ts';
import { hostile, startScreens } from '../support/screens.ts';

const { browser, server } = withBrowser(startScreens);

test('an administrator adds an account, ties it to a collectivity and disables it', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  await signIn(page, 'admin@demo');
  await page.getByRole('link', { name: 'Administration' }).click();
  await page.getByRole('button', { name: 'Ajouter un compte' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nom').fill('Secrétariat');
  await dialog.getByLabel('Adresse électronique').fill('secretariat@tartas.fr');
  await dialog.getByLabel('Donner plutôt un premier mot de passe').check();
  await dialog.getByLabel('Premier mot de passe', { exact: true }).fill('Girafe-Jaune-9-Collines');
  await dialog.getByRole('button', { name: 'Ajouter' }).click();
  await dialog.getByText('Choisissez au moins une collectivité.').waitFor();
  await dialog.getByLabel('Tartas').check();
  await dialog.getByRole('button', { name: 'Ajouter' }).click();
  const row = page.getByRole('row', { name: /Secrétariat/ });
  await row.getByRole('cell', { name: 'Tartas', exact: true }).waitFor();
  await row.getByRole('button', { name: 'Modifier Secrétariat' }).click();
  await dialog.getByLabel('Désactivé').check();
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await row.getByText('Désactivé').waitFor();
  expect((await server().ask('administrator', '/users')).body.items).toContainEqual(
    expect.objectContaining({ email: 'secretariat@tartas.fr', organisations: ['tartas'], disabled: true }),
  );
  expect(complaints).toEqual([]);
});

test('a wall display opens by the address made for it, shown once, and goes dark when it is revoked', async () => {
  await using window = await openPage(browser(), server().url);
  const { page } = window;
  await signIn(page, 'admin@demo');
  await page.goto('/administration');
  await page.getByRole('button', { name: 'Créer un écran' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nom de l’écran').fill('Écran du hall');
  await dialog.getByLabel('Sauvegardes').check();
  await dialog.getByLabel('Change toutes les').selectOption('1m');
  await dialog.getByRole('button', { name: 'Créer un écran' }).click();
  const address = (await dialog.locator('code').textContent()) ?? '';
  expect(address).toContain('/ecran?consoles=batiments,sauvegardes,alertes&every=1m#token=');
  await using wall = await openPage(browser(), server().url, { viewport: sizes.wall });
  await wall.page.goto(address);
  await wall.page.getByRole('heading', { name: 'Bâtiments', level: 1 }).waitFor();
  await dialog.getByRole('button', { name: 'Fermer' }).click();
  await page.getByRole('button', { name: 'Révoquer Écran du hall' }).click();
  await dialog.getByRole('button', { name: 'Révoquer' }).click();
  await page.getByRole('button', { name: 'Révoquer Écran du hall' }).waitFor({ state: 'detached' });
  await wall.page.getByText('Cet écran n’a plus accès').waitFor();
  await page.reload();
  await page.getByRole('region', { name: 'Tableau, Journal des actions' }).getByText('jeton retiré').waitFor();
});

test('a technician attaches what was discovered in two clicks', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.getByRole('link', { name: 'Découverte' }).click();
  await page.getByRole('heading', { name: hostile }).waitFor();
  await page.getByLabel('Rattacher à un équipement existant').check();
  await page
    .getByRole('combobox', { name: 'Équipement' })
    .selectOption({ label: 'Mairie de Tartas · Température, accueil' });
  await page.getByRole('button', { name: 'Rattacher' }).click();
  await page.getByText('Rattaché.').waitFor();
  expect(server().attached).toEqual([{ id: 7, target: { device: 'accueil-tartas' } }]);
  expect(complaints).toEqual([]);
});
