import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, openBrowser, openPage, signIn, sizes } from '../support/browser.ts';
import { startScreens } from '../support/screens.ts';

const pages = [
  '/',
  '/sites/mairie-tartas',
  '/devices/air-tartas?periode=jour',
  '/organisations/tartas',
  '/carte',
  '/ecran/batiments',
  '/alertes',
  '/bienvenue',
  '/administration',
  '/decouverte',
  '/refuses',
  '/compte',
  '/maintenances',
  '/permanence',
  '/notifications',
  '/devices/serveur-dax',
  '/devices/serveur-dax/audit',
  '/territoire',
  '/tickets',
  '/tickets/statistiques',
  '/tickets/passation',
  '/regles',
  '/mairie',
  '/mairie/mairie-tartas',
  '/mairie/mairie-tartas/releves',
  '/mairie/mairie-tartas/travaux',
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

/** All rules in both languages, at a desk and on a phone; what changes with the theme is colour alone, so the dark one is looked at for its contrast. */
for (const [language, size] of [
  ['fr', 'laptop'],
  ['en', 'phone'],
] as const) {
  const look = async (page: Page, where: string) => {
    expect(await axe(page), where).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axe(page, 'at contrast'), `${where}, dark`).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
  };

  test(`axe finds nothing wrong before the door, in ${language} on a ${size}`, async () => {
    await using window = await openPage(browser, server.url, { viewport: sizes[size] });
    const { page } = window;
    await page.addInitScript(`localStorage.setItem('vigie.language', '${language}')`);
    await page.goto('/');
    await page.locator('#email').fill('admin@demo');
    await page.locator('#password').fill('faux');
    await page.keyboard.press('Enter');
    await page.locator('.form-wrong').waitFor();
    await look(page, 'wrong password');
    for (const path of ['/mot-de-passe-perdu', '/invitation', '/nouveau-mot-de-passe']) {
      await page.goto(path);
      await page.locator('.door-title').waitFor();
      await look(page, path);
    }
  });

  const parts = Array.from({ length: Math.ceil(pages.length / 4) }, (_, part) => pages.slice(part * 4, (part + 1) * 4));
  for (const [part, looked] of parts.entries())
    test(`axe finds nothing wrong on the pages, in ${language} on a ${size}, part ${part + 1}`, async () => {
      await using window = await openPage(browser, server.url, { viewport: sizes[size] });
      const { page } = window;
      await page.addInitScript(`localStorage.setItem('vigie.language', '${language}')`);
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
        // a page that shows its trouble instead of itself would be looked at in vain
        expect(await page.locator('.empty[role=alert]').allTextContents(), path).toEqual([]);
        const tables = page.getByRole('button', { name: /^(Tableau|Table)$/ });
        if ((await tables.count()) > 0) await tables.first().click();
        await look(page, path);
        if (path === '/administration') {
          await page.locator('.list-head button').first().click();
          await page.getByRole('dialog').waitFor();
          await look(page, 'dialog');
        }
        seen++;
      }
      expect(seen).toBe(looked.length);
    });
}

test('where the system asks for less motion nothing moves', async () => {
  await using window = await openPage(browser, server.url, { reducedMotion: 'reduce' });
  const { page } = window;
  await signIn(page, 'admin@demo');
  const moving = await page.evaluate<number>(
    "[...document.querySelectorAll('*')].filter((element) => { const { transitionDuration, animationDuration } = getComputedStyle(element); return parseFloat(transitionDuration) > 0.01 || parseFloat(animationDuration) > 0.01; }).length",
  );
  expect(moving).toBe(0);
});

for (const [name, viewport] of Object.entries(sizes))
  test(`on a ${name} nothing runs out of the page and everything can be reached`, async () => {
    await using window = await openPage(browser, server.url, { viewport });
    const { page, complaints } = window;
    await signIn(page, 'admin@demo');
    for (const path of pages.filter((one) => !one.endsWith('nowhere') && !one.endsWith('nothing'))) {
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
