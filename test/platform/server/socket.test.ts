import { expect, test, vi } from 'vitest';
import type { Changes, Watch, WatchAnswer } from '../../../dashboard/contract/socket.ts';
import { checksInHand } from '../../support/checks-in-hand.ts';
import { startTestServer, type TestServer, type Who } from '../../support/server.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const water = (device: string, value: number) => ({ device, metric: 'water.volume', instance: '', time: 1_000, value });

test('a watcher of a site first gets all that is known, then what changes', async () => {
  await using server = await startTestServer();
  server.live.push(water('eau-tartas', 1));
  const screen = await connect(server, 'responsable tartas');

  expect(await screen.watch({ site: 'mairie-tartas' })).toEqual({ ok: true });
  server.live.push(water('eau-tartas', 2), water('eau-dax', 9));
  await expect
    .poll(() => screen.seen)
    .toEqual([
      ['snapshot', [reading('eau-tartas', 1)]],
      ['changes', [reading('eau-tartas', 2)]],
    ]);
});

function reading(device: string, value: number) {
  return { device, metric: 'water.volume', time: '1970-01-01T00:00:01.000Z', value, unit: 'L' };
}

async function connect(server: TestServer, who: Who) {
  const socket = await server.socket(who);
  const seen: [string, Changes['readings']][] = [];
  socket.on('snapshot', (_, state) => seen.push(['snapshot', state.readings]));
  socket.on('changes', (changes) => seen.push(['changes', changes.readings]));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  // In Node, Socket.IO's client speaks through the package ws, whose types it does not show.
  const network = () => (socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } }).ws;
  return {
    socket,
    seen,
    unwatch: (what: Watch) => new Promise<WatchAnswer>((resolve) => socket.emit('unwatch', what, resolve)),
    pause: () => network().pause(),
    resume: () => network().resume(),
    watch: (what: Watch) => new Promise<WatchAnswer>((resolve) => socket.emit('watch', what, resolve)),
  };
}

test('a client that reads too slowly is not buffered for: it misses changes, then gets a fresh snapshot', async () => {
  await using server = await startTestServer();
  const slow = await connect(server, 'technician');
  const quick = await connect(server, 'technician');
  expect(await quick.watch({ organisation: 'tartas' })).toEqual({ ok: true });
  const watches: Watch[] = [
    { organisation: 'tartas' },
    { site: 'mairie-tartas' },
    { device: 'eau-tartas' },
    { console: 'batiments' },
    ...['air-tartas', 'gaz-tartas', 'eau-dax'].map((device) => ({ device })),
  ];
  for (const what of watches) expect(await slow.watch(what)).toEqual({ ok: true });
  // An instance of 1,000 characters makes each batch big, so that the network's own buffers fill.
  const batch = (value: number) =>
    Array.from({ length: 200 }, (_, i) => ({ ...water('eau-tartas', value), instance: `${i}`.padEnd(1_000, '.') }));
  slow.pause();
  const batches = 100;
  for (let value = 1; value <= batches; value++) {
    server.live.push(...batch(value));
    await expect.poll(() => quick.seen.at(-1)?.[1][0]?.value, { interval: 2 }).toBe(value);
  }
  const before = slow.seen.length;
  slow.resume();
  // Nothing changes any more.
  const snapshots = () => slow.seen.flatMap(([what, [first]]) => (what === 'snapshot' ? [first?.value] : []));
  await expect
    .poll(() => snapshots().slice(watches.length).slice(-watches.length))
    .toEqual([...Array(4).fill(batches), ...Array(3).fill(undefined)]);
  server.live.push(water('eau-tartas', batches + 1));
  await expect.poll(() => slow.seen.at(-1)).toEqual(['changes', [reading('eau-tartas', batches + 1)]]);
  const missed = batches - slow.seen.filter(([what, readings]) => what === 'changes' && readings.length === 200).length;
  expect(before).toBeLessThan(batches);
  expect(missed).toBeGreaterThan(20);
  expect(quick.seen.filter(([what]) => what === 'changes').length).toBeGreaterThanOrEqual(batches);
});

test('a screen that watches a place, its owner and its devices is told each change once, in one batch', async () => {
  await using server = await startTestServer();
  const wide = await connect(server, 'technician');
  const alike = await connect(server, 'screen');
  for (const { watch } of [wide, alike]) {
    for (const what of [{ device: 'eau-tartas' }, { site: 'mairie-tartas' }, { organisation: 'tartas' }]) {
      expect(await watch(what)).toEqual({ ok: true });
    }
  }
  const narrow = await connect(server, 'responsable tartas');
  for (const what of [{ device: 'eau-tartas' }, { console: 'batiments' }]) await narrow.watch(what);
  await narrow.unwatch({ console: 'batiments' });

  const co2 = { device: 'air-tartas', metric: 'air.co2', instance: '', time: 1_000, value: 600 };
  server.live.push(water('eau-tartas', 7), co2, water('eau-dax', 9));
  server.live.push(water('eau-tartas', 8));
  const changes = (readings: Changes['readings']) => ['changes', readings];
  const air = { ...reading('air-tartas', 600), metric: 'air.co2', unit: 'ppm' };
  for (const { seen } of [wide, alike]) {
    await expect.poll(() => seen.at(-1)).toEqual(changes([reading('eau-tartas', 8)]));
    expect(seen.slice(3)).toEqual([changes([reading('eau-tartas', 7), air]), changes([reading('eau-tartas', 8)])]);
  }
  await expect.poll(() => narrow.seen.at(-1)).toEqual(changes([reading('eau-tartas', 8)]));
  expect(narrow.seen.slice(2)).toEqual([changes([reading('eau-tartas', 7)]), changes([reading('eau-tartas', 8)])]);
});

test('what is no longer watched is no longer told', async () => {
  await using server = await startTestServer();
  const screen = await connect(server, 'screen');
  await screen.watch({ site: 'mairie-tartas' });
  await screen.watch({ site: 'mairie-dax' });
  expect(await screen.unwatch({ site: 'mairie-tartas' })).toEqual({ ok: true });
  expect(await screen.unwatch({ site: 'mairie-tartas' })).toEqual({ ok: false, code: 'not_found' });
  server.live.push(water('eau-tartas', 2));
  server.live.push(water('eau-dax', 9));
  await expect.poll(() => screen.seen.at(-1)).toEqual(['changes', [reading('eau-dax', 9)]]);
  expect(JSON.stringify(screen.seen)).not.toContain('tartas');
});

test('a wall display hears the devices of its console and no others', async () => {
  await using server = await startTestServer();
  const wall = await connect(server, 'screen');
  expect(await wall.watch({ console: 'wifi' })).toEqual({ ok: true });
  const buildings = await connect(server, 'screen');
  expect(await buildings.watch({ console: 'batiments' })).toEqual({ ok: true });
  server.live.push(water('eau-tartas', 2));
  await expect.poll(() => buildings.seen.at(-1)).toEqual(['changes', [reading('eau-tartas', 2)]]);
  expect(wall.seen).toEqual([['snapshot', []]]);
});

test('a building that changes hands is heard by its new owner alone, and still by whoever may see both', async () => {
  checksInHand();
  let territory = territoryOfTwo();
  await using server = await startTestServer({ parts: { territory: () => territory } });
  const [tartas, dax] = [await connect(server, 'responsable tartas'), await connect(server, 'responsable dax')];
  for (const what of [{ site: 'mairie-tartas' }, { device: 'eau-tartas' }, { organisation: 'tartas' }]) {
    expect(await tartas.watch(what)).toEqual({ ok: true });
  }
  expect(await dax.watch({ organisation: 'dax' })).toEqual({ ok: true });
  const technician = await connect(server, 'technician');
  expect(await technician.watch({ site: 'mairie-tartas' })).toEqual({ ok: true });

  const moved = { ...territory.sites.get('mairie-tartas')!, organisation: 'dax' };
  territory = { ...territory, sites: new Map(territory.sites).set(moved.id, moved) };
  server.live.push(water('eau-tartas', 42));
  vi.advanceTimersByTime(10_000);
  await expect.poll(() => values(technician.seen)).toEqual([42]);
  server.live.push(water('eau-tartas', 43), water('eau-creche', 44));
  await expect.poll(() => values(technician.seen)).toEqual([42, 43]);
  await expect.poll(() => values(dax.seen)).toEqual([42, 43]);
  expect(await tartas.watch({ site: 'mairie-tartas' })).toEqual({ ok: false, code: 'not_found' });
  expect(values(tartas.seen)).toEqual([]);
});

test('a client that asks without end is cut off', async () => {
  await using server = await startTestServer();
  const { socket } = await connect(server, 'screen');
  const cut = new Promise((resolve) => socket.on('disconnect', resolve));
  for (let i = 0; i < 1_500; i++) socket.emit('watch', { console: 'batiments' }, () => {});
  expect(await cut).toBe('io server disconnect');
});

function values(seen: readonly [string, Changes['readings']][]): number[] {
  return seen.flatMap(([, readings]) => readings.map(({ value }) => value));
}
