import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage, signIn, sizes } from '../support/browser.ts';
import { startScreens } from '../support/screens.ts';

let browser: Browser;
let server: Awaited<ReturnType<typeof startScreens>>;
beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), startScreens()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

test('the values of the moment follow the building, sensors one by one below', async () => {
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'mairie.tartas@demo');
  await page.getByRole('link', { name: 'Mairie de Tartas' }).click();
  await page.getByRole('link', { name: 'Courbes et relevés' }).click();
  await page.getByRole('heading', { name: 'Mairie de Tartas' }).waitFor();
  const co2 = page.locator('.figure').filter({ hasText: 'CO₂' });
  await co2.getByText('640').waitFor();
  server.say('air-tartas', 'air.co2', 1234, 0);
  await co2.getByText('1 234').waitFor();
  await page.locator('.figure').filter({ hasText: 'Température' }).getByText('20,0').waitFor();
  const rooms = page.getByRole('region', { name: 'Pièce par pièce' });
  await rooms
    .getByRole('row', { name: /Accueil/ })
    .getByText('21,0')
    .waitFor();
  expect(complaints).toEqual([]);
});

test('the period changes by one click, the address keeps it, and the sentence says what was used', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/sites/mairie-tartas');
  const chart = page.getByRole('figure', { name: /Électricité/ });
  await chart.getByText(/la mairie de Tartas a déjà utilisé .*\skWh d’électricité/).waitFor();
  await page.getByLabel('Semaine', { exact: true }).check();
  await page.getByRole('button', { name: 'Semaine précédente' }).click();
  await chart
    .getByText(/la mairie de Tartas a utilisé 168\skWh d’électricité, 50\s% de moins que l’an passé/)
    .waitFor();
  expect(page.url()).toMatch(/periode=semaine&date=2026-11-09$/);
  await page.reload();
  await chart.getByText(/168\skWh d’électricité/).waitFor();
  await page.getByLabel('Comparer').selectOption('Sans comparaison');
  await chart.getByText(/168\skWh d’électricité\.$/).waitFor();
  expect(page.url()).toContain('comparer=rien');
  await page.getByRole('button', { name: 'Semaine suivante' }).click();
  await expect.poll(() => page.getByRole('button', { name: 'Semaine suivante' }).isDisabled()).toBe(true);
});

test('the keyboard reads a chart value by value, and enlarges it', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/sites/mairie-tartas?periode=semaine&date=2026-01-14');
  const plot = page.getByRole('slider', { name: /^Eau/ });
  await plot.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(() => plot.getAttribute('aria-valuetext'))
    .toMatch(/^mardi 13 janvier\s: 240\sL, un an avant pas de relevé$/);
  await page.locator('.plot-read').filter({ hasText: 'mardi 13 janvier' }).waitFor();
  await page.keyboard.press('+');
  const figure = page.getByRole('figure', { name: /^Eau/ });
  await figure.getByRole('button', { name: 'Tout voir' }).waitFor();
  await page.keyboard.press('Escape');
  await figure.getByRole('button', { name: 'Tout voir' }).waitFor({ state: 'detached' });
});

test('behind every chart stand its table and a file that a French spreadsheet opens', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/sites/mairie-tartas?periode=semaine&date=2026-11-11');
  const figure = page.getByRole('figure', { name: /^Électricité/ });
  await figure.getByRole('button', { name: 'Tableau' }).click();
  const rows = figure.getByRole('row');
  await expect.poll(() => rows.count()).toBe(8);
  expect(await rows.nth(1).textContent()).toBe('lundi 9 novembre24,048,0');
  const waiting = page.waitForEvent('download');
  await figure.getByRole('button', { name: 'Fichier CSV' }).click();
  const file = await readFile(await (await waiting).path(), 'utf8');
  expect(file.split('\r\n')[0]).toBe('\ufeffDébut;Électricité (kWh);Début;Électricité (kWh), un an avant');
  expect(file.split('\r\n')[1]).toMatch(/^09\/11\/2026 00:00;24;10\/11\/2025 00:00;48$/);
});

test('dragging over a chart enlarges that stretch', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/sites/mairie-tartas?periode=mois&date=2026-10-11');
  const figure = page.getByRole('figure', { name: /^Électricité/ });
  const plot = figure.getByRole('slider');
  // a chart above that is still coming would move this one away under the pointer
  await page.locator('.bone').first().waitFor({ state: 'detached' });
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await figure.getByRole('button', { name: 'Tout voir' }).click();
  await figure.getByRole('button', { name: 'Tout voir' }).waitFor({ state: 'detached' });
});

test('where few people work a mairie gets days, a technician hours', async () => {
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'mairie.tartas@demo');
  await page.goto('/sites/creche-tartas?periode=jour');
  await page.getByText('Peu de personnes travaillent ici').waitFor();
  await page
    .getByRole('figure', { name: /^Eau/ })
    .getByText(/la crèche de Tartas a déjà utilisé/)
    .waitFor();
  expect(await page.getByText('Heure', { exact: true }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('a page that is printed without having been scrolled has all its charts', async () => {
  await using window = await openPage(browser, server.url, { viewport: sizes.phone });
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/sites/mairie-tartas');
  await page.getByRole('figure', { name: /Humidité/ }).waitFor({ state: 'attached' });
  const charts = await page.locator('.chart').count();
  expect(charts).toBeGreaterThan(5);
  await expect.poll(() => page.locator('.chart:has(canvas), .chart:has(.chart-empty)').count()).toBe(charts);
  expect(await page.evaluate('scrollY')).toBe(0);
  // what has nothing to draw takes no paper
  const drawn = await page.locator('.chart:has(canvas)').count();
  expect(drawn).toBeGreaterThan(3);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.chart:visible').count()).toBe(drawn);
  expect(complaints).toEqual([]);
});

test('leaving a page ends its charts and what it watches', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'technicien@demo');
  const sent: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => void sent.push(String(payload))));
  await page.reload();
  // what is watched before the link stands is asked for when it does
  await expect.poll(() => sent.filter((frame) => frame.includes('["watch",{"console"')).length).toBe(1);
  for (let round = 0; round < 3; round++) {
    await page.getByRole('link', { name: 'Mairie de Tartas' }).click();
    await page.getByRole('slider').first().waitFor();
    await page
      .getByRole('navigation', { name: 'Navigation principale' })
      .getByRole('link', { name: 'Territoire' })
      .click();
    await page.getByRole('heading', { name: 'Territoire' }).waitFor();
  }
  await page.locator('canvas').first().waitFor({ state: 'detached' });
  const of = (event: string) => sent.filter((frame) => frame.includes(`["${event}",{"site":"mairie-tartas"}]`)).length;
  await expect.poll(() => [of('watch'), of('unwatch')]).toEqual([3, 3]);
});

test('a device tells what it is, when it spoke and everything it measures', async () => {
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/devices/air-tartas');
  await page.getByRole('heading', { name: 'Qualité de l’air, salle du conseil', level: 1 }).waitFor();
  await page.getByText('toutes les 10 min').waitFor();
  await page
    .getByRole('figure', { name: /^CO₂/ })
    .getByText(/en moyenne\s; la courbe va de/)
    .waitFor();
  expect(complaints).toEqual([]);
});
