import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createSmtpSender } from '../../gateway/notify/smtp.ts';
import { axe, openPage, plugKey, signIn, sizes, withBrowser } from '../support/browser.ts';
import { linkIn, startMailServer } from '../support/mail-server.ts';
import { startScreens } from '../support/screens.ts';
import { password } from '../support/server.ts';

const chosen = 'Quatre-Tortues-92-Dunes';

const { browser, server } = withBrowser(async () => {
  const post = await startMailServer();
  const sender = createSmtpSender({ url: post.url, from: 'Vigie <vigie@exemple.fr>' });
  const screens = await startScreens({ mail: { sender, publicUrl: 'https://vigie.exemple.fr' } });
  return {
    ...screens,
    post,
    /** under the name that security keys want */
    url: screens.url.replace('127.0.0.1', 'localhost'),
    async [Symbol.asyncDispose]() {
      await screens[Symbol.asyncDispose]();
      await post[Symbol.asyncDispose]();
    },
  };
});
const open = (options: Parameters<typeof openPage>[2] = {}) => openPage(browser(), server().url, options);

/** A technician of one's own for each test. */
async function technician(email: string): Promise<string> {
  const person = { email, name: 'Hugo', role: 'technician', organisations: [], password } as const;
  return (await server().accounts.addUser(person, Date.now())).id;
}

async function typePassword(page: Page, email: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Adresse électronique').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

/** Adds a key on the account page; the recovery codes that are shown with the first. */
async function addKey(page: Page, name: string): Promise<string[]> {
  await page.goto('/compte');
  await page.getByRole('button', { name: 'Ajouter une clé' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nom de la clé').fill(name);
  await dialog.getByLabel('Votre mot de passe, pour confirmer').fill(password);
  await dialog.getByRole('button', { name: 'Ajouter une clé' }).click();
  await dialog.getByRole('heading', { name: 'Codes de secours' }).waitFor();
  const codes = await dialog.locator('code').allTextContents();
  await dialog.getByRole('button', { name: 'Mes codes sont en lieu sûr' }).click();
  await page.getByRole('row', { name: new RegExp(name) }).waitFor();
  return codes;
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByRole('button', { name: 'Se connecter' }).waitFor();
}

const signedIn = (page: Page) => page.getByRole('heading', { name: 'Territoire', level: 1 }).waitFor();

test('an administrator invites; the person chooses a password by the mail’s link and signs in with it', async () => {
  await using desk = await open();
  await signIn(desk.page, 'admin@demo');
  await desk.page.goto('/administration');
  await desk.page.getByRole('button', { name: 'Ajouter un compte' }).click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByLabel('Nom').fill('Secrétariat partagé');
  await dialog.getByLabel('Adresse électronique').fill('secretariat@landes.fr');
  await dialog.getByLabel('Tartas').check();
  await dialog.getByLabel('Dax').check();
  await dialog.getByRole('button', { name: 'Inviter' }).click();
  const row = desk.page.getByRole('row', { name: /Secrétariat partagé/ });
  await row.getByText('Invité').waitFor();
  expect(await row.textContent()).toMatch(/Dax et Tartas|Tartas et Dax/);
  await expect.poll(() => server().post.letters.map(({ to }) => to)).toContain('secretariat@landes.fr');
  const letter = server().post.letters.find(({ to }) => to === 'secretariat@landes.fr');
  const { pathname, hash } = linkIn(letter!);

  await using home = await open({ viewport: sizes.phone });
  const asked: string[] = [];
  home.page.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`));
  await home.page.goto(pathname + hash);
  await home.page.getByText('Bonjour Secrétariat partagé').waitFor();
  expect(new URL(home.page.url()).hash).toBe('');
  expect(await axe(home.page)).toEqual([]);
  await home.page.getByLabel('Nouveau mot de passe').fill('trop court');
  await home.page.getByRole('button', { name: 'Choisir ce mot de passe' }).click();
  await home.page.getByRole('alert').getByText('se devine trop vite').waitFor();
  await home.page.getByLabel('Nouveau mot de passe').fill(chosen);
  await home.page.keyboard.press('Enter');
  await home.page.getByRole('link', { name: 'Se connecter' }).click();
  await home.page.getByLabel('Adresse électronique').fill('secretariat@landes.fr');
  await home.page.getByLabel('Mot de passe', { exact: true }).fill(chosen);
  await home.page.keyboard.press('Enter');
  // its own page, for one member after the other
  await home.page.getByRole('combobox').getByRole('option', { name: 'Dax' }).waitFor({ state: 'attached' });
  await home.page.goto('/territoire');
  await home.page.getByRole('link', { name: 'Mairie de Dax' }).waitFor();
  await home.page.getByRole('link', { name: 'Mairie de Tartas' }).waitFor();
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((line) => line.includes(hash.slice(1)))).toEqual([]);

  await home.page.goto(pathname + hash);
  await home.page.getByRole('heading', { name: 'Ce lien ne peut plus servir' }).waitFor();
  await desk.page.reload();
  await desk.page.getByRole('row', { name: /secretariat@landes.fr.*Parti/ }).waitFor();
});

test('whoever forgot the password gets a link, told in the same words for an unknown address', async () => {
  await using window = await open();
  const { page, complaints } = window;
  await page.goto('/');
  await page.getByRole('link', { name: 'Mot de passe oublié ?' }).click();
  for (const email of ['nobody@nowhere.fr', 'agent.tartas@demo']) {
    await page.goto('/mot-de-passe-perdu');
    await page.getByLabel('Adresse électronique').fill(email);
    await page.getByRole('button', { name: 'Recevoir un lien' }).click();
    await page.getByRole('status').getByText(`Si ${email} a un compte ici, un courriel vient de partir.`).waitFor();
  }
  await expect.poll(() => server().post.letters.map(({ to }) => to)).toContain('agent.tartas@demo');
  expect(server().post.letters.map(({ to }) => to)).not.toContain('nobody@nowhere.fr');
  expect(complaints).toEqual([]);
});

test('a registered key is asked for at the next sign-in: with it the screens open, without it nothing does', async () => {
  await technician('hugo@alpi.fr');
  await using window = await open();
  const { page } = window;
  const key = await plugKey(page);
  await signIn(page, 'hugo@alpi.fr');
  const codes = await addKey(page, 'Clé bleue');
  expect(codes).toHaveLength(10);
  expect(await axe(page)).toEqual([]);
  await signOut(page);

  await typePassword(page, 'hugo@alpi.fr');
  await signedIn(page);
  await signOut(page);

  await key.unplug();
  const other = await plugKey(page);
  await typePassword(page, 'hugo@alpi.fr');
  await page.getByRole('alert').getByText('La clé n’a pas répondu.').waitFor();
  expect(await page.context().cookies()).toEqual([]);
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Utiliser un code de secours' }).click();
  await page.getByLabel('Code de secours').fill('0000-0000-0000-0000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('La clé ou le code n’est pas juste.').waitFor();
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('button', { name: 'Utiliser un code de secours' }).click();
  await page.getByLabel('Code de secours').fill(codes[3]!.toLowerCase());
  await page.keyboard.press('Enter');
  await signedIn(page);
  await page.goto('/compte');
  await page.getByText('9 codes de secours restent.').waitFor();
  await other.unplug();
});

test('a key is taken back with the password, and then the password alone opens', async () => {
  await technician('lea@alpi.fr');
  await using window = await open();
  const { page } = window;
  await plugKey(page);
  await signIn(page, 'lea@alpi.fr');
  await addKey(page, 'Téléphone');
  await page.getByRole('button', { name: 'Retirer Téléphone' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('votre dernière clé').waitFor();
  await dialog.getByLabel('Votre mot de passe, pour confirmer').fill(password);
  await dialog.getByRole('button', { name: 'Retirer' }).click();
  await page.getByText('Aucune clé : le mot de passe suffit pour entrer.').waitFor();
  await signOut(page);
  await typePassword(page, 'lea@alpi.fr');
  await signedIn(page);
});

test('where an administrator demands a key, it is registered at the first sign-in; lost, they take it away', async () => {
  const id = await technician('max@alpi.fr');
  await using desk = await open();
  await signIn(desk.page, 'admin@demo');
  await desk.page.goto('/administration');
  const edit = async () => {
    const row = desk.page.getByRole('row', { name: /max@alpi.fr/ });
    await row.getByRole('button', { name: 'Modifier Hugo' }).click();
  };
  const dialog = desk.page.getByRole('dialog');
  await edit();
  await dialog.getByLabel('Demander une clé de sécurité').check();
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await desk.page.getByRole('row', { name: /max@alpi.fr.*clé attendue/ }).waitFor();

  await using window = await open();
  const { page } = window;
  await plugKey(page);
  await typePassword(page, 'max@alpi.fr');
  await page.getByRole('heading', { name: 'Une clé pour entrer' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel('Nom de la clé').fill('Clé du bureau');
  await page.getByRole('button', { name: 'Enregistrer ma clé' }).click();
  await page.getByRole('heading', { name: 'Codes de secours' }).waitFor();
  await page.getByRole('button', { name: 'Mes codes sont en lieu sûr' }).click();
  await signedIn(page);

  await desk.page.reload();
  await edit();
  await dialog.getByRole('button', { name: 'Retirer ses clés' }).click();
  await dialog.getByText('Retirer toutes les clés de Hugo ?').waitFor();
  await dialog.getByRole('button', { name: 'Retirer ses clés' }).click();
  await page.getByRole('button', { name: 'Se connecter' }).waitFor();
  expect((await server().accounts.user(id))?.keys).toBe(0);
});

test('whose first key is registered but whose codes fail is told, tries again, or goes in without them', async () => {
  for (const [email, way] of [
    ['lise@alpi.fr', 'Réessayer'],
    ['noe@alpi.fr', 'Entrer sans codes : je les ferai sur la page de mon compte'],
  ] as const) {
    const id = await technician(email);
    await server().accounts.changeUser(id, { keyRequired: true });
    await using window = await open();
    const { page } = window;
    await plugKey(page);
    const path = '**/api/v1/session/recovery-codes';
    await page.route(path, (route) => route.abort());
    await typePassword(page, email);
    await page.getByLabel('Nom de la clé').fill('Clé du bureau');
    await page.getByRole('button', { name: 'Enregistrer ma clé' }).click();
    await page.getByText('Votre clé est enregistrée.').waitFor();
    await page.getByText('Le serveur ne répond pas').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.unroute(path);
    await page.getByRole('button', { name: way }).click();
    if (way === 'Réessayer') {
      await page.getByText('Notez ou imprimez ces codes maintenant').waitFor();
      expect(await page.locator('code').count()).toBe(10);
      await page.getByRole('button', { name: 'Mes codes sont en lieu sûr' }).click();
    }
    await signedIn(page);
  }
});

test('opened by a number, Vigie says at which address keys work', async () => {
  await technician('ana@alpi.fr');
  await using window = await openPage(browser(), server().url.replace('localhost', '127.0.0.1'));
  const { page, complaints } = window;
  await signIn(page, 'ana@alpi.fr');
  await page.goto('/compte');
  await page.getByText(`Les clés ne marchent qu’à l’adresse ${server().url}.`).waitFor();
  expect(await page.getByRole('button', { name: 'Ajouter une clé' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('a mairie changes its password, makes itself a token, and ends its other sessions', async () => {
  const person = {
    email: 'maire@dax.fr',
    name: 'Mairie',
    role: 'responsable',
    organisations: ['dax'],
    password,
  } as const;
  await server().accounts.addUser(person, Date.now());
  await using elsewhere = await open();
  await signIn(elsewhere.page, person.email);
  await using window = await open({ viewport: sizes.phone });
  const { page } = window;
  await signIn(page, person.email);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('link', { name: /Mon compte/ }).click();
  await page.getByRole('heading', { name: 'Mon compte', level: 1 }).waitFor();
  expect(await page.locator('dl').textContent()).toContain('VoitDax');
  expect(await page.getByRole('heading', { name: 'Clés de sécurité' }).count()).toBe(0);

  await page.getByRole('button', { name: 'Créer un jeton' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('Rôle').locator('option').allTextContents()).toEqual(['Écran mural', 'Responsable']);
  await dialog.getByLabel('Nom').fill('Tableur');
  await dialog.getByLabel('Collectivité').selectOption('Dax');
  await dialog.getByRole('button', { name: 'Créer un jeton' }).click();
  const secret = await dialog.locator('code').textContent();
  const headers = { authorization: `Bearer ${secret}` };
  const { body } = await server().ask('nobody', '/organisations', { headers });
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['dax']);
  await dialog.getByRole('button', { name: 'Fermer' }).click();

  await page.getByLabel('Mot de passe actuel').fill('faux');
  await page.getByLabel('Nouveau mot de passe').fill(chosen);
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
  await page.getByText('Ce n’est pas votre mot de passe actuel.').waitFor();
  await page.getByRole('button', { name: 'Fermer les autres sessions' }).click();
  await page.getByText('Aucune autre session ouverte.').waitFor();
  await elsewhere.page.getByRole('button', { name: 'Se connecter' }).waitFor();
  await page.getByLabel('Mot de passe actuel').fill(password);
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
  await page.getByText('Mot de passe changé.').waitFor();
  expect(await axe(page)).toEqual([]);
});
