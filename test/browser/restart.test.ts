import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildScreens, openBrowser, openPage, signIn } from '../support/browser.ts';
import { admin, productionFolder, startVigie } from '../support/vigie.ts';

test('a screen left open says that the server is gone, calls nothing fresh, and lives again by itself', async () => {
  await buildScreens();
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-'));
  const place = await productionFolder(folder.path);
  await using browser = await openBrowser();
  await using vigie = await startVigie(place);
  await using window = await openPage(browser, vigie.url);
  const { page } = window;
  await signIn(page, admin.email, admin.password);
  await page.getByRole('link', { name: 'Mairie de Tartas' }).click();
  await page.getByRole('heading', { name: 'Mairie de Tartas' }).waitFor();
  await vigie.kill('SIGKILL');
  await page.getByText('Liaison avec le serveur perdue').waitFor();
  const inkOf = (part: string) => page.evaluate<string>(`getComputedStyle(document.querySelector('${part}')).color`);
  const soft = await inkOf('.figure-note');
  await expect.poll(() => inkOf('.figure .amount')).toBe(soft);
  await using _again = await startVigie(place);
  await page.getByText('Liaison avec le serveur perdue').waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Mairie de Tartas' }).waitFor();
  await expect.poll(() => inkOf('.figure .amount')).not.toBe(soft);
});
