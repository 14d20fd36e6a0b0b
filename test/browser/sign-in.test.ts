import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage, signIn, sizes } from '../support/browser.ts';
import { startScreens } from '../support/screens.ts';
import { password } from '../support/server.ts';

let browser: Browser;
let server: Awaited<ReturnType<typeof startScreens>>;
beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), startScreens()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

test('whoever forgets a field is told which, with the cursor in it; a wrong password says what to do', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await page.goto('/');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByText('Indiquez votre adresse.').waitFor();
  await page.locator('#email:focus').waitFor();
  await page.getByLabel('Adresse électronique').fill('admin@demo');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByText('Indiquez votre mot de passe.').waitFor();
  await page.locator('#password:focus').waitFor();
  await page.getByLabel('Mot de passe', { exact: true }).fill('faux');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Adresse ou mot de passe inconnu').waitFor();
});

test('the demonstration names its accounts, and one is taken over with a click', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await page.goto('/');
  await page.getByRole('button', { name: /technicien@demo/ }).click();
  await expect.poll(() => page.getByLabel('Adresse électronique').inputValue()).toBe('technicien@demo');
  await page.locator('#password:focus').waitFor();
  await page.keyboard.type(password);
  await page.getByLabel('Afficher le mot de passe').check();
  await page.locator('#password[type=text]').waitFor();
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('heading', { name: 'Territoire', level: 1 }).waitFor();
  await page.getByText('Données simulées').waitFor();
});

test('language and theme are kept in the browser, and the page says its language', async () => {
  await using window = await openPage(browser, server.url, { viewport: sizes.wall });
  const { page, complaints } = window;
  await signIn(page, 'admin@demo');
  await page.locator('html[lang=fr]').waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Territory' }).waitFor();
  await page.getByLabel('Theme').selectOption('dark');
  await page.reload();
  await page.getByRole('heading', { name: 'Territory' }).waitFor();
  await page.locator('html[lang=en]').waitFor();
  await expect.poll(() => page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(14, 21, 19)');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(complaints).toEqual([]);
});

test('an account that is closed leaves its open screen at once', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  const added = await server.ask('administrator', '/users', {
    method: 'POST',
    body: { email: 'depart@demo.fr', name: 'Départ', role: 'technician', organisations: [], password },
  });
  await signIn(page, 'depart@demo.fr');
  await page.getByRole('heading', { name: 'Territoire', level: 1 }).waitFor();
  await server.ask('administrator', `/users/${added.body.id}`, { method: 'PATCH', body: { disabled: true } });
  await page.getByRole('button', { name: 'Se connecter' }).waitFor();
});
