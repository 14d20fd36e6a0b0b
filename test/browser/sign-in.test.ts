import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildScreens, openBrowser, openPage, signIn } from '../support/browser.ts';
import { startScreens } from '../support/screens.ts';
import { password } from '../support/server.ts';

let browser: Browser;
let server: Awaited<ReturnType<typeof startScreens>>;
beforeAll(async () => {
  await buildScreens();
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
  expect(await page.getByText('Indiquez votre adresse.').isVisible()).toBe(true);
  expect(await page.getByLabel('Adresse électronique').evaluate((field) => field.matches(':focus'))).toBe(true);
  await page.getByLabel('Adresse électronique').fill('admin@demo');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  expect(await page.getByText('Indiquez votre mot de passe.').isVisible()).toBe(true);
  await page.getByLabel('Mot de passe', { exact: true }).fill('faux');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Adresse ou mot de passe inconnu').waitFor();
});

test('the demonstration names its accounts, and one is taken over with a click', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await page.goto('/');
  await page.getByRole('button', { name: /technicien@demo/ }).click();
  expect(await page.getByLabel('Adresse électronique').inputValue()).toBe('technicien@demo');
  await page.keyboard.type(password);
  await page.getByLabel('Afficher le mot de passe').check();
  expect(await page.getByLabel('Mot de passe', { exact: true }).getAttribute('type')).toBe('text');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('heading', { name: 'Territoire', level: 1 }).waitFor();
  expect(await page.getByText('Données simulées').isVisible()).toBe(true);
});

test('language and theme are kept in the browser, and the page says its language', async () => {
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'admin@demo');
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Territory' }).waitFor();
  await page.getByLabel('Theme').selectOption('dark');
  await page.reload();
  await page.getByRole('heading', { name: 'Territory' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(14, 21, 19)');
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
