import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage, signIn } from '../support/browser.ts';
import { hostile, startScreens } from '../support/screens.ts';

/** Runs in the page: how often something was drawn, and in how many frames. */
const countDrawings = `
  window.counted = { drawn: 0, frames: 0 };
  const drawings = new MutationObserver(() => counted.drawn++);
  drawings.observe(document.querySelector('.sheet'), { subtree: true, characterData: true });
  const count = () => {
    counted.frames++;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
`;

let browser: Browser;
let server: Awaited<ReturnType<typeof startScreens>>;
beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), startScreens()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

test('a value that changes in the building changes on the open screen', async () => {
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  const row = page.getByRole('listitem').filter({ hasText: 'Mairie de Tartas' });
  await row.getByText('2,4').waitFor();
  await row.getByText('640').waitFor();
  server.say('elec-tartas', 'electricity.power', 7130, 0);
  await row.getByText('7,1').waitFor();
  expect(complaints).toEqual([]);
});

test('hundreds of changes a second draw the row once a frame at most', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'technicien@demo');
  const row = page.getByRole('listitem').filter({ hasText: 'Mairie de Dax' });
  await row.waitFor();
  await page.evaluate(countDrawings);
  for (let value = 1; value <= 400; value++) {
    server.say('air-dax', 'air.co2', 1000 + value, 0);
    // The socket gets its turn, or the server would rightly call this client slow.
    await new Promise(setImmediate);
  }
  await row.getByText('1 400').waitFor();
  const [drawn, frames] = await page.evaluate<[number, number]>('[counted.drawn, counted.frames]');
  expect(drawn).toBeGreaterThan(0);
  // the clock on the page may draw once between two frames
  expect(drawn).toBeLessThanOrEqual(frames + 1);
});

test('water counted since midnight stands beside a meter that went silent, in soft ink and with its age', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'admin@demo');
  const row = page.getByRole('listitem').filter({ hasText: 'Mairie de Dax' });
  await row.getByText(/Sans données depuis 5\sh/).waitFor();
  await row.locator('.amount-old').waitFor();
  const inkOf = (part: string) => page.evaluate<string>(`getComputedStyle(document.querySelector('${part}')).color`);
  expect(await inkOf('.amount-old')).toBe(await inkOf('.unit'));
  await page.getByRole('button', { name: /sans données/ }).waitFor();
});

test('typing finds a site without accents; nothing found says so and offers the way back', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'admin@demo');
  await page.getByRole('button', { name: /sans remarque/ }).waitFor();
  await page.getByRole('button', { name: /sans remarque/ }).click();
  await page.getByRole('link', { name: 'Mairie de Dax' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /sites/ }).click();
  await page.getByLabel('Rechercher une collectivité ou un site').fill('creche');
  await page.getByRole('link', { name: 'Mairie de Dax' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Crèche de Tartas' }).waitFor();
  await page.getByLabel('Rechercher une collectivité ou un site').fill('zzz');
  await page.getByText('Aucun site ne correspond à « zzz ».').waitFor();
  await page.getByRole('button', { name: 'Tout afficher' }).click();
  await page.getByRole('link', { name: 'Mairie de Dax' }).waitFor();
});

test('a mairie sees its own sites and pages only', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'mairie.dax@demo');
  await page.getByRole('link', { name: 'Territoire', exact: true }).click();
  await page.getByRole('heading', { name: 'Dax', level: 1 }).waitFor();
  await expect.poll(() => page.getByRole('link', { name: /Mairie de/ }).allTextContents()).toEqual(['Mairie de Dax']);
  const menu = page.getByRole('navigation', { name: 'Navigation principale' }).getByRole('link');
  await expect
    .poll(() => menu.allTextContents())
    .toEqual(['Ma mairie', 'Territoire', 'Alertes', 'Demandes', 'Carte', 'Maintenances']);
  await page.goto('/sites/mairie-tartas');
  await page.getByText('Cette page n’existe pas, ou votre compte n’y a pas accès.').waitFor();
  await page.goto('/administration');
  await page.getByRole('heading', { name: 'Page introuvable' }).waitFor();
});

test('a hostile name stays text on every page', async () => {
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'admin@demo');
  for (const [path, heading] of [
    ['/', 'Territoire'],
    ['/sites/hostile', hostile],
    ['/devices/hostile', hostile],
    ['/organisations/tartas', 'Tartas'],
    ['/refuses', 'Messages refusés'],
    ['/decouverte', 'Découverte'],
  ] as const) {
    await page.goto(path);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await page.getByText(hostile).first().waitFor({ state: 'attached' });
    await page.locator('.bone').first().waitFor({ state: 'detached' });
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
  }
  expect(complaints).toEqual([]);
});
