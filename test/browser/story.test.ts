import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readTerritoryFolder } from '../../commands/platform/territory-folder.ts';
import type { Fault } from '../../simulators/fault.ts';
import { startSimulation } from '../../simulators/simulation.ts';
import { openBrowser, openPage, signIn, sizes } from '../support/browser.ts';
import { startMailServer } from '../support/mail-server.ts';
import { productionFolder, startVigie } from '../support/vigie.ts';

const password = 'Girafe-Bleue-7-Vallons';
const technician = { email: 'hugo@agence.fr', name: 'Hugo', role: 'technician', organisations: [] };
const mairie = { email: 'mairie@tartas.fr', name: 'Mairie de Tartas', role: 'responsable', organisations: ['tartas'] };
/** A burst pipe, judged within seconds: no draw of people comes near ten cubic metres an hour. */
const rule = {
  ...{ id: 'burst', metric: 'water.volume', kind: 'rate', rises: 10_000, over: '5s', clear: 9_000 },
  ...{ type: 'water-meter', severity: 'critical', say: { fr: 'Fuite d’eau probable', en: 'Water probably leaks' } },
};

test('a leak starts, the wall turns, it is taken by keyboard and gets its ticket, the mairie has its mail; the server restarts, the valve closes and all clears', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-'));
  await using post = await startMailServer();
  const place = await productionFolder(folder.path, {
    yaml: `notify: { smtp: "${post.url}", from: "Vigie <vigie@agence.fr>" }\n`,
    publicUrl: true,
  });
  const windows: AsyncDisposable[] = [];
  await using stack = new AsyncDisposableStack();
  const browser = await openBrowser();
  stack.defer(() => browser.close());
  const vigie = stack.use(await startVigie(place));
  const admin = await vigie.session();
  for (const person of [technician, mairie])
    expect((await vigie.ask(admin, '/users', { ...person, password })).status).toBe(201);
  // whatever the hour at which this runs
  const { body: own } = await vigie.ask(await vigie.session({ email: mairie.email, password }), '/wishes');
  const wished = await fetch(`${vigie.url}/api/v1/wishes`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...(await vigie.session({ email: mairie.email, password })) },
    body: JSON.stringify({ ...own.wishes, outsideHours: ['critical'], ends: true }),
  });
  expect(wished.status).toBe(204);
  expect((await vigie.ask(admin, '/rules', rule)).status).toBe(201);

  const leak = { kind: 'leak', device: 'eau', from: Number.MAX_VALUE, to: Number.MAX_VALUE, size: 300 } satisfies Fault;
  const sensors = stack.use(
    startSimulation({
      territory: readTerritoryFolder(join(folder.path, 'territory')),
      ...{ url: `mqtt://127.0.0.1:${place.mqtt}`, seed: 40313, everyMs: 1_000, faults: [leak] },
      credentials: { username: 'tartas', password: 'tartas' },
    }),
  );
  await expect.poll(() => sensors.counts().published).toBeGreaterThan(20);

  const [desk, wall, hall] = await Promise.all(
    [technician, technician, mairie].map(async ({ email }, at) => {
      const window = await openPage(browser, vigie.url, at === 1 ? { viewport: sizes.wall, colorScheme: 'dark' } : {});
      windows.push(window);
      await signIn(window.page, email, password);
      return window.page;
    }),
  );
  if (desk === undefined || wall === undefined || hall === undefined) throw new Error('a window did not open');
  await wall.goto('/ecran/batiments');
  await wall.getByText('Mairie de Tartas').first().waitFor();
  expect(await leaks(wall).count()).toBe(0);

  leak.from = Date.now();
  await leaks(wall).first().waitFor();
  await desk.goto('/alertes');
  await leaks(desk).first().waitFor();
  await desk.keyboard.press('a');
  await desk.getByRole('dialog').getByRole('button', { name: 'Valider' }).press('Enter');
  await desk.getByRole('dialog').waitFor({ state: 'detached' });
  const alerts = async (active: boolean) => (await vigie.ask(admin, `/alerts?rule=burst&active=${active}`)).body.items;
  await expect.poll(async () => (await alerts(true))[0]?.acknowledgedBy).toBe(technician.email);
  await desk.goto('/alertes?etat=acknowledged');
  await leaks(desk).first().waitFor();
  await desk.keyboard.press('t');
  await desk.getByRole('dialog').getByRole('button', { name: 'Ouvrir la demande' }).press('Enter');
  await desk.getByRole('heading', { level: 1, name: 'Fuite d’eau probable, Compteur d’eau' }).waitFor();

  const told = () => post.letters.filter(({ to }) => to === mairie.email).map(({ subject }) => subject);
  await expect.poll(told, { timeout: 20_000 }).toEqual(['[Vigie] Mairie de Tartas\u00a0: Fuite d’eau probable']);
  await hall.goto('/tickets');
  await hall.getByRole('link', { name: /#1 Fuite d’eau probable/ }).click();
  await hall.getByText('Ce que Vigie savait à l’ouverture').waitFor();

  // the server dies and comes back under the open screens, amid the leak
  await vigie.kill('SIGKILL');
  const lost = (page: Page) => page.getByText('Liaison avec le serveur perdue').first();
  await Promise.all([lost(wall).waitFor(), lost(desk).waitFor()]);
  const again = stack.use(await startVigie(place));
  await Promise.all([wall, desk, hall].map((page) => lost(page).waitFor({ state: 'detached' })));
  await leaks(wall).first().waitFor();

  leak.to = Date.now();
  await desk.getByText('Ses alertes ont cessé').waitFor();
  await leaks(wall).first().waitFor({ state: 'detached' });
  const ended = async () => (await again.ask(admin, '/alerts?rule=burst')).body.items;
  expect((await ended()).map(({ active }: { active: boolean }) => active)).toEqual([false]);
  await expect.poll(() => told().length, { timeout: 20_000 }).toBe(2);
  await desk.goto('/alertes');
  await desk.getByText('Aucune alerte en cours.').waitFor();
  await Promise.all(windows.map((window) => window[Symbol.asyncDispose]()));
}, 120_000);

function leaks(page: Page) {
  return page.getByText('Fuite d’eau probable');
}
