import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { axe, openBrowser, openPage, signIn } from '../support/browser.ts';
import { admin, freePort, startVigie } from '../support/vigie.ts';

test('an empty Vigie leads its administrator to the first organisation, the first sensor and the first alert', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-'));
  const [http, mqtt] = [await freePort(), await freePort()];
  const config = join(folder.path, 'vigie.yaml');
  await mkdir(join(folder.path, 'data'));
  await writeFile(
    config,
    `data: ${join(folder.path, 'data')}
http: { listen: "127.0.0.1:${http}" }
mqtt: { listen: "127.0.0.1:${mqtt}" }
log: { level: warn }
`,
  );
  await using browser = await openBrowser();
  await using vigie = await startVigie({ config, http, mqtt });
  await using window = await openPage(browser, vigie.url);
  const { page, complaints } = window;
  await signIn(page, admin.email, admin.password);
  await page.getByRole('heading', { name: 'Mise en route', level: 1 }).waitFor();
  await page.getByText('Étape 1 sur 3').waitFor();
  expect(await axe(page)).toEqual([]);

  // put aside, and taken up again where it was
  await page.getByRole('button', { name: 'Passer la mise en route' }).click();
  await page.getByRole('link', { name: 'Mise en route guidée' }).click();
  await page.getByLabel('Collectivité', { exact: true }).fill('Tartas');
  expect(await page.getByLabel('Premier lieu').inputValue()).toBe('Mairie de Tartas');
  await page.getByRole('button', { name: 'Ajouter' }).click();

  await page.getByText('Étape 2 sur 3').waitFor();
  await page.getByRole('button', { name: 'Préparer la commande' }).click();
  const command = await page.getByText('curl').textContent();
  const token = /Token (\S+)'/.exec(command ?? '')?.[1] ?? '';
  const speak = async () => {
    const answer = await fetch(`${vigie.url}/api/v2/write`, {
      method: 'POST',
      headers: { authorization: `Token ${token}` },
      body: /--data-binary '([^']+)'/.exec(command ?? '')?.[1] ?? '',
    });
    expect(answer.status).toBe(204);
  };
  await speak();
  await page.getByText('influx:device=bureau a parlé : CO₂, Température.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Le rattacher à Mairie de Tartas' }).click();

  await page.getByText('Étape 3 sur 3').waitFor();
  await page.getByText('CO₂ vaut 640 ppm.').waitFor();
  await page.getByRole('button', { name: 'Poser la règle d’essai' }).click();
  await page.getByText('Faites parler le capteur encore une fois').waitFor();
  await speak();
  await page.getByText('L’alerte est arrivée : Alerte d’essai.').waitFor();
  await page.getByRole('button', { name: 'Terminer' }).click();
  await page.getByText('Tout est en place').waitFor();
  expect(await axe(page)).toEqual([]);
  expect(complaints).toEqual([]);
  const cookie = await vigie.session();
  expect((await vigie.ask(cookie, '/rules?origin=made')).body.items).toEqual([]);
  // a member is there once, and stays
  const again = { name: 'Tartas', site: { name: 'Mairie de Tartas' } };
  expect((await vigie.ask(cookie, '/organisations', again)).status).toBe(409);
  expect((await vigie.ask(cookie, '/sites')).body.items).toMatchObject([
    { id: 'mairie-de-tartas', organisation: 'tartas' },
  ]);
  await page.goto('/');
  await page.getByRole('link', { name: 'Mairie de Tartas' }).waitFor();
});
