import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBrowser, openPage, signIn } from '../support/browser.ts';
import { admin, productionFolder, startVigie } from '../support/vigie.ts';

test('a screen left open says that the server is gone, calls nothing fresh, and lives again by itself', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-'));
  const place = await productionFolder(folder.path);
  await using browser = await openBrowser();
  await using vigie = await startVigie(place);
  const written = { device: 'air', metrics: { 'air.co2': 612 } };
  expect((await vigie.ask(await vigie.session(), '/readings', written)).status).toBe(204);
  await using window = await openPage(browser, vigie.url);
  const { page } = window;
  await signIn(page, admin.email, admin.password);
  await page.getByRole('link', { name: 'Mairie de Tartas' }).click();
  await page.getByRole('heading', { name: 'Mairie de Tartas' }).waitFor();
  await page.locator('.figure').filter({ hasText: 'CO₂' }).getByText('612').waitFor();
  const inkOf = (part: string) => page.evaluate<string>(`getComputedStyle(document.querySelector('${part}')).color`);
  const isSoft = async () =>
    (await inkOf('.figure .amount:not(.amount-none)')) === (await inkOf('.figure .amount-none'));
  await expect.poll(isSoft).toBe(false);
  await vigie.kill('SIGKILL');
  await page.getByText('Liaison avec le serveur perdue').waitFor();
  await expect.poll(isSoft).toBe(true);
  await using _again = await startVigie(place);
  await page.getByText('Liaison avec le serveur perdue').waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Mairie de Tartas' }).waitFor();
  await expect.poll(isSoft).toBe(false);
});
