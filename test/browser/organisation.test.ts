import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alertOf } from '../support/alerts-in-hand.ts';
import { axe, openBrowser, openPage, signIn } from '../support/browser.ts';
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
  // of a building its sensors tell, what its machines measure stands on their own pages
  await page.goto('/sites/mairie-dax');
  const figures = page.getByRole('region', { name: 'En ce moment' }).locator('.figure');
  await figures.filter({ hasText: 'CO₂' }).waitFor();
  expect(await figures.filter({ hasText: /Processeur|Répond au ping|Mémoire/ }).count()).toBe(0);
  await page.getByRole('link', { name: 'Serveur de fichiers' }).waitFor();
  expect(complaints).toEqual([]);
});

test('what is the matter at a member’s stands on its page while the telephone rings, and goes when it clears', async () => {
  const alert = alertOf({ since: Date.now() - 26 * 3_600_000 });
  server.alerts.all.push(alert);
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/organisations/tartas');
  const matter = page.getByRole('region', { name: 'Alertes' });
  await matter.getByText('depuis 26 h').waitFor();
  expect((await matter.getByRole('listitem').textContent())?.replace(/\s/g, ' ')).toContain(
    'Qualité de l’air, salle du conseil · Mairie de Tartas',
  );
  expect(await axe(page)).toEqual([]);
  server.alerts.all.splice(0, 1, { ...alert, active: false, until: Date.now() });
  server.alerts.tell({ ...alert, active: false, until: Date.now() });
  await matter.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('a mairie reads its own page and no other’s', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'mairie.dax@demo');
  await page.goto('/organisations/tartas');
  await page.getByText('Cette page n’existe pas, ou votre compte n’y a pas accès.').waitFor();
});
