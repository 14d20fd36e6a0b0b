import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, openBrowser, openPage, signIn, sizes } from '../support/browser.ts';
import { startScreens } from '../support/screens.ts';

const pages = [
  '/',
  '/sites/mairie-tartas',
  '/devices/air-tartas?periode=jour',
  '/organisations/tartas',
  '/carte',
  '/administration',
  '/decouverte',
  '/refuses',
  '/compte',
  '/maintenances',
  '/permanence',
  '/notifications',
  '/devices/serveur-dax',
  '/sites/nowhere',
  '/sites/mairie-tartas/nothing',
];

let browser: Browser;
let server: Awaited<ReturnType<typeof startScreens>>;
beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), startScreens()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

/** Every page in both themes and both languages; the two crossed ones look at the pages with the most on them. */
const looks = [
  { language: 'fr', colorScheme: 'light', looked: pages },
  { language: 'en', colorScheme: 'dark', looked: pages },
  { language: 'fr', colorScheme: 'dark', looked: pages.slice(0, 2) },
  { language: 'en', colorScheme: 'light', looked: pages.slice(0, 2) },
] as const;
for (const { language, colorScheme, looked } of looks)
  test(`axe finds nothing wrong in ${language}, ${colorScheme}`, async () => {
    await using window = await openPage(browser, server.url, { colorScheme });
    const { page } = window;
    await page.addInitScript(`localStorage.setItem('vigie.language', '${language}')`);
    await page.goto('/');
    await page.locator('#email').waitFor();
    expect(await axe(page), 'sign-in').toEqual([]);
    await page.locator('#email').fill('admin@demo');
    await page.locator('#password').fill('faux');
    await page.keyboard.press('Enter');
    await page.locator('.form-wrong').waitFor();
    expect(await axe(page), 'wrong password').toEqual([]);
    for (const path of ['/mot-de-passe-perdu', '/invitation', '/nouveau-mot-de-passe']) {
      await page.goto(path);
      await page.locator('.door-title').waitFor();
      expect(await axe(page), path).toEqual([]);
    }
    await page.request.post('/api/v1/session', {
      data: { email: 'admin@demo', password: 'Girafe-Bleue-7-Vallons' },
      headers: { origin: server.url },
    });
    let seen = 0;
    for (const path of looked) {
      await page.goto(path);
      await page.locator('h1, .empty').first().waitFor();
      for (const figure of await page.getByRole('figure').all()) await figure.scrollIntoViewIfNeeded();
      await page.locator('.bone').first().waitFor({ state: 'detached' });
      const tables = page.getByRole('button', { name: /^(Tableau|Table)$/ });
      if ((await tables.count()) > 0) await tables.first().click();
      expect(await axe(page), path).toEqual([]);
      seen++;
    }
    await page.goto('/administration');
    await page.locator('.list-head button').first().click();
    await page.getByRole('dialog').waitFor();
    expect(await axe(page), 'dialog').toEqual([]);
    expect(seen).toBe(looked.length);
  });

for (const [name, viewport] of Object.entries(sizes))
  test(`on a ${name} nothing runs out of the page and everything can be reached`, async () => {
    await using window = await openPage(browser, server.url, { viewport });
    const { page, complaints } = window;
    await signIn(page, 'admin@demo');
    for (const path of pages.slice(0, 10)) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      for (const figure of await page.getByRole('figure').all()) await figure.scrollIntoViewIfNeeded();
      await page.locator('.bone').first().waitFor({ state: 'detached' });
      const wider = await page.evaluate(
        'Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)',
      );
      expect([path, wider]).toEqual([path, 0]);
    }
    const menu = page.getByRole('button', { name: 'Menu' });
    if (await menu.isVisible()) await menu.click();
    await page.getByRole('link', { name: 'Administration' }).waitFor();
    expect(complaints).toEqual([]);
  });

test('the keyboard alone reaches the content, a site and a chart, and shows where it is', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'admin@demo');
  await page.getByRole('link', { name: 'Mairie de Tartas' }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Mairie de Tartas' }).waitFor();
  await page.keyboard.press('Tab');
  await page.locator('.skip:focus').getByText('Aller au contenu').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('#content:focus').waitFor();
  const site = page.getByRole('link', { name: 'Mairie de Tartas' });
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab');
    if (await site.evaluate((link) => link.matches(':focus'))) break;
  }
  await expect.poll(() => page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Mairie de Tartas' }).waitFor();
  await page.locator('#content:focus').waitFor();
});

test('the first script is small: under 60 kB compressed for a first page, charts come with the pages that draw', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.url());
  });
  await signIn(page, 'admin@demo');
  const { gzipSync } = await import('node:zlib');
  let bytes = 0;
  for (const url of scripts) bytes += gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length;
  expect(scripts.length).toBeGreaterThan(1);
  expect(bytes).toBeLessThan(60_000);
});
