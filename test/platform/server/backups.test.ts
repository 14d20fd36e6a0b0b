import { expect, test } from 'vitest';
import type { Backup } from '../../../dashboard/contract/backups.ts';
import type { Device, Territory } from '../../../devices/territory.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const hour = 3_600_000;

test('each client of a member tells its state and its last good backup, to the moment at which it ended', async () => {
  await using world = await estate();
  const ended = world.now - 7.26 * hour;
  world.tell('tartas', 'srv-paie', { 'backup.state': 0, 'backup.age': 7.3 });
  world.tell('tartas', 'srv-paie', { 'backup.bytes': 5e9, 'backup.duration': 640 }, ended);
  world.tell('tartas', 'srv été', { 'backup.state': 4 });
  world.tell('dax', 'srv-sig', { 'backup.state': 3, 'backup.age': 50 });
  world.tell('dax', 'srv-sig', { 'backup.bytes': 1 }, world.now - 90 * hour);
  const { body } = await world.server.ask('technician', '/backups');
  expect(body.next).toBeNull();
  expect(body.items.map(({ time, ageHours, ...one }: Backup) => one)).toEqual([
    {
      ...{
        organisation: 'dax',
        device: 'sauvegardes-dax',
        client: 'srv-sig',
        state: 'failed',
        is: 'critical',
        isLate: false,
      },
      // the size is of another backup: the age alone says when
      ...{ lastGood: new Date(world.now - 50 * hour).toISOString(), bytes: 1, durationSeconds: null },
    },
    {
      ...{
        organisation: 'tartas',
        device: 'sauvegardes-tartas',
        client: 'srv été',
        state: 'missing',
        is: 'critical',
        isLate: false,
      },
      ...{ lastGood: null, bytes: null, durationSeconds: null },
    },
    {
      ...{
        organisation: 'tartas',
        device: 'sauvegardes-tartas',
        client: 'srv-paie',
        state: 'good',
        is: 'well',
        isLate: false,
      },
      ...{ lastGood: new Date(ended).toISOString(), bytes: 5e9, durationSeconds: 640 },
    },
  ]);
  expect(body.items.map(({ ageHours }: Backup) => ageHours)).toEqual([50, null, 7.3]);
});

test('by organisation, by state, page by page, whatever a client is called', async () => {
  await using world = await estate();
  const names = ['srv été', 'C:\\ Données', 'srv/1', 'srv-2', 'srv 3'];
  for (const [at, name] of names.entries()) world.tell('tartas', name, { 'backup.state': at });
  world.tell('dax', 'srv-dax', { 'backup.state': 3 });
  const clients = async (query: string) =>
    (await world.server.ask('technician', `/backups${query}`)).body.items.map(({ client }: Backup) => client);
  expect(await clients('?state=failed')).toEqual(['srv-dax', 'srv-2']);
  expect(await clients('?organisation=tartas&state=running')).toEqual(['C:\\ Données']);
  expect((await world.server.ask('technician', '/backups?state=broken')).status).toBe(400);
  const seen: string[] = [];
  let cursor: string | null = '';
  do {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await world.server.ask('technician', `/backups?organisation=tartas&limit=2${after}`);
    expect(status).toBe(200);
    seen.push(...body.items.map(({ client }: Backup) => client));
    cursor = body.next;
  } while (cursor !== null);
  expect(seen.toSorted()).toEqual(names.toSorted());
});

test('a mairie sees its own, and another’s do not exist', async () => {
  await using world = await estate();
  world.tell('tartas', 'srv-paie', { 'backup.state': 0 });
  world.tell('dax', 'srv-sig', { 'backup.state': 0 });
  const { body } = await world.server.ask('responsable dax', '/backups');
  expect(body.items.map(({ client }: Backup) => client)).toEqual(['srv-sig']);
  const { status, body: problem } = await world.server.ask('responsable dax', '/backups?organisation=tartas');
  expect([status, problem.detail]).toEqual([404, 'There is no organisation "tartas"']);
});

test('a client that its member’s device names no more has left; while the whole device is silent all are shown', async () => {
  await using world = await estate();
  world.tell('tartas', 'gone', { 'backup.state': 0 }, world.now - 30 * hour);
  world.tell('tartas', 'there', { 'backup.state': 0 }, world.now - 20 * hour);
  world.tell('tartas', 'also', { 'backup.state': 0 }, world.now - 20 * hour);
  const { body } = await world.server.ask('technician', '/backups');
  expect(body.items.map(({ client }: Backup) => client)).toEqual(['also', 'there']);
});

/** Tartas and Dax, each with its part of a grid. */
async function estate() {
  const known = territoryOfTwo();
  const devices = new Map<string, Device>(known.devices);
  for (const of of ['tartas', 'dax']) {
    const id = `sauvegardes-${of}`;
    devices.set(id, { id, name: 'Sauvegardes', site: `mairie-${of}`, type: 'avamar-member' });
  }
  const territory: Territory = { ...known, devices };
  const server: TestServer = await startTestServer({ parts: { territory: () => territory } });
  const now = Date.now();
  return {
    server,
    now,
    tell(of: string, instance: string, metrics: Record<string, number>, time = now) {
      for (const [metric, value] of Object.entries(metrics)) {
        server.live.push({ device: `sauvegardes-${of}`, metric, instance, time, value });
      }
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
