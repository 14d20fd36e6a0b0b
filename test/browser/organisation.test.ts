import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage, signIn } from '../support/browser.ts';
import { hostile, startScreens } from '../support/screens.ts';

let browser: Browser;
let server: Awaited<ReturnType<typeof startScreens>>;
beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), startScreens()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

test('a member’s page tells its backups, what needs a person first, and leads to its places', async () => {
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.getByRole('link', { name: 'Tartas', exact: true }).click();
  await page.getByRole('heading', { name: 'Tartas', level: 1 }).waitFor();
  const table = page.getByRole('region', { name: 'Sauvegardes' });
  await table.getByText('1 sur 4 en ordre.').waitFor();
  expect(await table.getByRole('rowheader').allTextContents()).toEqual([hostile, 'srv-ged', 'srv-sig', 'srv-paie']);
  const last = table.getByRole('row').last();
  expect((await last.textContent())?.replace(/\s/g, ' ')).toBe('srv-paieRéussieil y a 9 h13,5 Go41 min');
  await page.getByRole('link', { name: 'Mairie de Tartas' }).click();
  await page.getByRole('heading', { name: 'Mairie de Tartas', level: 1 }).waitFor();
  expect(complaints).toEqual([]);
});

test('a mairie reads its own page and no other’s', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'mairie.dax@demo');
  await page.goto('/organisations/tartas');
  await page.getByText('Cette page n’existe pas, ou votre compte n’y a pas accès.').waitFor();
});
