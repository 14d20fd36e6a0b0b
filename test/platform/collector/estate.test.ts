import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMemory } from '../../../collector/kept.ts';
import { readConfig } from '../../../commands/config/read-config.ts';
import { startCollecting } from '../../../commands/platform/collecting.ts';
import { startAvamarServer } from '../../../simulators/avamar/avamar-server.ts';
import { clientsOf, type ProtectedClient, runOf } from '../../../simulators/avamar/nights.ts';
import { computersOf } from '../../../simulators/sophos/computers.ts';
import { startSophosServer } from '../../../simulators/sophos/sophos-server.ts';
import { emptyFolder } from '../../support/folder.ts';
import { startRoad } from '../../support/road.ts';
import { smallTerritory } from '../../support/territory.ts';
import { productionFolder, runVigie, startVigie } from '../../support/vigie.ts';

const account = { user: 'vigie', password: 'correct horse' };
const central = { clientId: 'vigie', clientSecret: 's3cret' };
const day = 86_400_000;
const nights = 20;

test('the backups and the antivirus of members arrive like any other readings, though nobody asks their devices', async () => {
  await using world = await estate();
  const { vigie } = world;
  await using running = await vigie();
  await expect
    .poll(async () => new Set((await latest(running, 'sauvegardes')).map(({ metric }) => metric)), { timeout: 20_000 })
    .toEqual(new Set(['backup.state', 'backup.age', 'backup.bytes', 'backup.duration']));
  const states = (await latest(running, 'sauvegardes')).filter(({ metric }) => metric === 'backup.state');
  expect(states.map(({ instance }) => instance).sort()).toEqual(world.clients.map(({ name }) => name).sort());
  await expect
    .poll(() => latest(running, 'antivirus'), { timeout: 20_000 })
    .toEqual(expect.arrayContaining([expect.objectContaining({ metric: 'antivirus.computers', value: 12 })]));
  expect(await latest(running, 'grille')).toEqual(
    expect.arrayContaining([expect.objectContaining({ metric: 'backup.clients', value: world.clients.length })]),
  );
  expect(await running.get('/api/v1/refused')).toMatchObject({ items: [] });
  expect(await running.get('/api/v1/devices/sauvegardes')).not.toHaveProperty('trouble');

  await world.avamar[Symbol.asyncDispose]();
  await expect
    .poll(() => running.get('/api/v1/devices/sauvegardes'), { timeout: 20_000 })
    .toMatchObject({ trouble: { is: 'behind', reason: 'is learnt from "grille", which does not answer' } });
});

test('a killed Vigie reads on where its readings were durable: nothing is missing, and the nights are not read again', async () => {
  await using world = await estate();
  {
    await using first = await world.vigie();
    await expect.poll(() => world.avamar.requests.get('GET /api/v1/system/status') ?? 0, { timeout: 20_000 }).toBe(3);
    await first.kill('SIGKILL');
  }
  world.avamar.requests.clear();
  await using second = await world.vigie();
  await expect
    .poll(() => world.avamar.requests.get('GET /api/v1/system/status') ?? 0, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(2);
  // each ask: what runs, by state, and a page of news; the nights are twelve pages
  const asks = world.avamar.requests.get('GET /api/v1/system/status') ?? 0;
  expect(world.avamar.requests.get('GET /api/v1/activities')).toBeLessThanOrEqual(4 * asks + 4);
  const told = world.clients.flatMap((client) => completionsOf(client, world.started));
  expect(told.length).toBeGreaterThan(world.clients.length * (nights - 5));
  const session = await second.session();
  const [from, to] = [world.started - (nights + 1) * day, Date.now()];
  let seen = 0;
  for (const { name } of world.clients) {
    const query = `device=sauvegardes&metric=backup.duration&instance=${name}&from=${from}&to=${to}`;
    const { body } = await second.ask(session, `/readings?${query}`);
    const expected = told.filter(({ client }) => client === name).map(({ time }) => time);
    expect(body.times, name).toEqual(expect.arrayContaining(expected));
    seen += expected.length;
  }
  expect(seen).toBe(told.length);
});

test('while the journal refuses, the grid is not read on: what was read is taken once it can be, then remembered', async () => {
  let isFull = true;
  let refusals = 0;
  await using avamar = await grid();
  const kept = createMemory();
  const remembered: string[] = [];
  const territory = smallTerritory({
    devices: [
      { id: 'grille', name: 'Grille', site: 'mairie-tartas', type: 'avamar-grid' },
      {
        ...{ id: 'sauvegardes', name: 'Sauvegardes', site: 'mairie-tartas', type: 'avamar-member' },
        ...{ parent: 'grille', address: 'avamar:/clients/tartas' },
      },
    ],
  });
  await using road = await startRoad({
    territory,
    beforeAppend() {
      if (!isFull) return;
      refusals++;
      throw new Error('the journal is full');
    },
  });
  const read = readConfig(undefined, {
    VIGIE_COLLECTOR_AVAMAR_URL: avamar.url,
    VIGIE_COLLECTOR_AVAMAR_USER: account.user,
    VIGIE_COLLECTOR_AVAMAR_PASSWORD_FILE: '/nowhere',
    VIGIE_COLLECTOR_AVAMAR_EVERY: '1s',
  });
  if (!read.ok) throw new Error(read.mistakes.join());
  using _ = startCollecting({
    settings: read.config.collector,
    credentials: new Map(),
    onEngine: () => {},
    secrets: { avamar: { secret: account.password } },
    kept: {
      read: kept.read,
      async write(name, text) {
        remembered.push(name);
        await kept.write(name, text);
      },
    },
    territory,
    accept: road.intake.accept,
    log: { info: () => {}, warn: () => {} },
    onDeath: (error) => {
      throw error;
    },
  });
  const asks = () => avamar.requests.get('GET /api/v1/system/status') ?? 0;
  // the journal is tried again every 20 ms: meanwhile a moment of the grid's passes
  await expect.poll(() => refusals, { timeout: 20_000 }).toBeGreaterThan(100);
  expect(asks()).toBe(1);
  expect(remembered).toEqual([]);
  isFull = false;
  await expect.poll(() => remembered, { timeout: 20_000 }).toEqual(['avamar']);
  await expect.poll(asks, { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
  const told = avamar.clients.flatMap((client) => completionsOf(client, avamar.started));
  expect(road.readings().filter((one) => one.startsWith('sauvegardes backup.duration')).length).toBe(told.length);
});

test('secrets that are missing, empty or open to everybody, and interfaces that no setting gives, are mistakes with their line', async () => {
  await using world = await estate();
  const { config, folder } = world;
  await chmod(join(folder, 'avamar'), 0o644);
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'sophos'), '\n');
  expect((await runVigie(['check', '--config', config])).stderr.trimEnd().split('\n')).toEqual([
    `${config}:9 collector.avamar.passwordFile "${join(folder, 'avamar')}" can be read by everybody here: chmod 600 it`,
    `${config}:15 collector.sophos.clientSecretFile "${join(folder, 'sophos')}" holds nothing`,
  ]);
  // a folder that nobody enters closes what lies in it
  await chmod(folder, 0o700);
  await writeFile(join(folder, 'sophos'), central.clientSecret);
  expect(await runVigie(['check', '--config', config])).toMatchObject({ code: 0, stderr: '' });
  await writeFile(config, 'territory: territory\n');
  expect((await runVigie(['check', '--config', config])).stderr.trimEnd().split('\n')).toEqual([
    `${config}:1 collector has no "avamar", through which device "grille" of the territory is asked`,
    `${config}:1 collector has no "sophos", through which device "antivirus" of the territory is asked`,
  ]);
});

/** A grid with sixty clients of Tartas. */
async function grid() {
  const clients = clientsOf(['tartas'], 60, 7);
  const started = Date.now();
  const server = await startAvamarServer({ clients, nights, ...account, now: Date.now });
  return { ...server, clients, started };
}

/** What a simulated client had finished by then. */
function completionsOf(client: ProtectedClient, now: number): { client: string; time: number }[] {
  const first = Math.floor(now / day) - nights;
  return Array.from({ length: nights + 1 }, (_, index) => runOf(client, first + index, first + nights - 5))
    .filter((run) => run !== undefined && run.completed <= now)
    .map((run) => ({ client: client.name, time: run!.completed }));
}

/** A production folder with a grid and Central, both simulated. */
async function estate() {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await emptyFolder());
  const avamar = stack.use(await grid());
  const computers = computersOf('tartas', 12, 3, Date.now());
  const tenant = { id: 'tenant-1', name: 'Tartas', computers, openAlerts: [], events: [], alerts: [] };
  const sophos = stack.use(
    await startSophosServer({ tenants: [tenant], idType: 'partner', ...central, now: Date.now }),
  );
  await writeFile(join(folder.path, 'avamar'), account.password, { mode: 0o600 });
  await writeFile(join(folder.path, 'sophos'), central.clientSecret, { mode: 0o600 });
  const place = await productionFolder(folder.path, {
    devices: `  - { id: grille, name: Grille, site: mairie, type: avamar-grid }
  - { id: sauvegardes, name: Sauvegardes, site: mairie, type: avamar-member, parent: grille, address: "avamar:/clients/tartas" }
  - { id: antivirus, name: Antivirus, site: mairie, type: sophos-member, address: "sophos:tenant-1" }
`,
    yaml: `collector:
  avamar:
    url: ${avamar.url}
    passwordFile: avamar
    user: ${account.user}
    every: 1s
  sophos:
    clientId: ${central.clientId}
    endpointsEvery: 1s
    clientSecretFile: sophos
    idUrl: ${sophos.url}
    globalUrl: ${sophos.url}
`,
  });
  const owned = stack.move();
  return {
    ...place,
    folder: folder.path,
    avamar,
    clients: avamar.clients,
    started: avamar.started,
    vigie: () => startVigie(place),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

interface Latest {
  metric: string;
  instance?: string;
  value: number;
}

async function latest(vigie: { get(path: string): Promise<unknown> }, device: string): Promise<Latest[]> {
  const { items } = (await vigie.get(`/api/v1/readings/latest?device=${device}&limit=500`)) as { items: Latest[] };
  return items;
}
