import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { refusedMessages } from '../../../commands/platform/refused-messages.ts';
import { keepStored, type StoreProgress } from '../../../gateway/keep-stored.ts';
import type { InfluxOptions } from '../../../gateway/store/influx/influx-store.ts';
import { emptyFolder } from '../../support/folder.ts';
import { influxParts, type RealInfluxDb, startInfluxDb } from '../../support/influxdb.ts';
import { startProxy } from '../../support/proxy.ts';
import { startRoad } from '../../support/road.ts';

const begin = Date.UTC(2026, 9, 1);
const hour = 3_600_000;
const all = { device: 'tartas-air', metric: 'air.co2', instance: '', from: 0, to: 4e12 };
const patient = { timeout: 30_000, interval: 50 };
// several waits of half a minute at most stand in one test
vi.setConfig({ testTimeout: 180_000 });
const newName = () => `db-${randomUUID()}`;

let influxDb: RealInfluxDb;
beforeAll(async () => {
  influxDb = await startInfluxDb();
});
afterAll(() => influxDb[Symbol.asyncDispose]());

/** The road from a real broker to an InfluxDB, followed as the platform does. */
async function roadInto(host: string, database: string, more: Partial<InfluxOptions> = {}, user = '') {
  const folder = await emptyFolder();
  const road = await startRoad();
  const parts = influxParts(`influxdb://${user}${host}/${database}`, () => road.journal.series(), folder.path);
  const store = parts.open({
    cursor: { read: () => road.journal.cursor('store'), move: (seq) => road.journal.moveCursor('store', seq) },
    refuse: (refused) => road.journal.refuse(refusedMessages(refused, begin)),
    timeoutMs: 5_000,
    ...more,
  });
  const ending = new AbortController();
  const progress: StoreProgress = { position: 0, trouble: undefined };
  const kept = keepStored({
    journal: road.journal,
    store,
    progress,
    signal: ending.signal,
    retryMs: 20,
    moved: async () => {
      await pause(5);
      return true;
    },
  });
  const client = await road.client('tartas');
  return {
    road,
    store,
    progress,
    publish: (n: number, value: unknown = n) =>
      client.publishAsync(
        'vigie/v1/mairie-tartas/tartas-air',
        JSON.stringify({ time: begin + n, metrics: { 'air.co2': value } }),
        { qos: 1 },
      ),
    values: async () => [...(await store.curve(all)).values],
    async [Symbol.asyncDispose]() {
      await client.endAsync();
      ending.abort();
      await kept;
      await road[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const upTo = (n: number) => Array.from({ length: n }, (_, at) => at);

test('an InfluxDB killed twice under load has every acknowledged reading, each once', async () => {
  await using own = await startInfluxDb();
  await using place = await roadInto(own.host, newName());
  let sent = 0;
  let isLoading = true;
  const load = (async () => {
    while (isLoading) await Promise.all(Array.from({ length: 50 }, () => place.publish(sent++)));
  })();
  for (const _ of ['first', 'second']) {
    const before = place.progress.position;
    await expect.poll(() => place.progress.position, patient).toBeGreaterThan(before + 5);
    await own.stop('SIGKILL');
    await expect.poll(() => place.progress.trouble, patient).toMatch(/does not answer .*: is it running/);
    const away = sent;
    await expect.poll(() => sent, patient).toBeGreaterThan(away + 500);
    await own.start();
    await expect.poll(() => place.progress.trouble, patient).toBeUndefined();
  }
  isLoading = false;
  await load;
  await expect.poll(() => place.store.count(), patient).toBe(sent);
  expect(await place.values()).toEqual(upTo(sent));
  expect(sent).toBeGreaterThan(1_000);
  expect(place.road.refused()).toEqual([]);
});

test('answers that come too late are no answers, and slow ones lose nothing', async () => {
  let delayMs = 2_000;
  await using proxy = await startProxy(influxDb.url, async () => {
    await pause(delayMs);
    return undefined;
  });
  await using place = await roadInto(proxy.host, newName(), { timeoutMs: 300 });
  for (let n = 0; n < 20; n++) await place.publish(n);
  await expect.poll(() => place.progress.trouble, patient).toMatch(/did not answer within 0\.3 s: is it overloaded/);
  delayMs = 100;
  await expect.poll(() => place.values(), patient).toEqual(upTo(20));
  await expect.poll(() => place.progress.trouble, patient).toBeUndefined();
});

test('a wrong password is told in words, and put right it needs no restart', async () => {
  await using own = await startInfluxDb({ auth: true });
  await own.ask(`CREATE USER vigie WITH PASSWORD 'juste' WITH ALL PRIVILEGES`);
  let password = 'faux';
  await using place = await roadInto(own.host, 'vigie', { password: () => password }, 'vigie@');
  await place.publish(0);
  await expect
    .poll(() => place.progress.trouble, patient)
    .toMatch(/does not know this token or password \(.*\): correct "influxdb" or the user in "store"/);
  expect(place.progress.trouble).not.toContain('faux');
  await expect(place.store.curve(all)).rejects.toMatchObject({ code: 'unavailable', status: 401 });
  password = 'juste';
  await expect.poll(() => place.values().catch(() => []), patient).toEqual([0]);
  expect(place.road.refused()).toEqual([]);
});

test('while its disk is full readings wait, and arrive once there is room', async () => {
  await using own = await startInfluxDb({ diskMb: 24 });
  await using place = await roadInto(own.host, 'vigie');
  await place.publish(0);
  await expect.poll(() => place.values().catch(() => []), patient).toEqual([0]);
  const ballast = join(own.folder(), 'ballast');
  await expect(writeFile(ballast, Buffer.alloc(64 * 2 ** 20))).rejects.toThrow('ENOSPC');
  let sent = 1;
  // its log has a page of room left: what follows does not fit
  while (place.progress.trouble === undefined) {
    await Promise.all(Array.from({ length: 200 }, () => place.publish(sent++)));
    expect(sent).toBeLessThan(200_000);
  }
  expect(place.progress.trouble).toMatch(/no space left on device/);
  expect(place.road.refused()).toEqual([]);
  await rm(ballast);
  await expect.poll(() => place.store.count().catch(() => 0), patient).toBe(sent);
  expect(await place.values()).toEqual(upTo(sent));
});

test('what the engine refuses for good is shown with its answer, and all else goes on', async () => {
  const database = newName();
  await influxDb.ask(`CREATE DATABASE "${database}"`);
  // somebody wrote text under this name before
  await influxDb.write(database, `air,device=foreign co2="much" ${begin}`);
  await using place = await roadInto(influxDb.host, database);
  for (let n = 0; n < 40; n++) await place.publish(n);
  const client = await place.road.client('tartas');
  const warm = JSON.stringify({ time: begin + 5, metrics: { 'air.co2': 7, 'air.temperature': 20.5 } });
  await client.publishAsync('vigie/v1/mairie-tartas/tartas-air', warm, { qos: 1 });
  await expect
    .poll(async () => [...(await place.store.curve({ ...all, metric: 'air.temperature' })).values], patient)
    .toEqual([20.5]);
  await client.endAsync();
  await expect.poll(() => place.progress.position, patient).toBe(place.road.journal.lastSeq());
  expect(await place.values()).toEqual([]);
  const refused = place.road.journal.inbox.refused({ limit: 1_000 }).items;
  const told = refused.flatMap(({ payload }) => JSON.parse(Buffer.from(payload).toString()));
  expect(new Set(told.map(({ time, metrics }) => `${time} ${metrics['air.co2']}`)).size).toBe(41);
  for (const { client: from, topic, reason } of refused) {
    expect({ from, topic }).toEqual({ from: 'store', topic: 'vigie/v1/mairie-tartas/tartas-air' });
    expect(reason).toMatch(
      /the store refuses it: .*field type conflict: input field \\?"co2\\?" on measurement \\?"air\\?"/,
    );
  }
});

test('readings older than the database keeps are refused, the others of the same batch are kept', async () => {
  const database = newName();
  await influxDb.ask(`CREATE DATABASE "${database}" WITH DURATION 2h REPLICATION 1 SHARD DURATION 1h NAME "court"`);
  await using folder = await emptyFolder();
  const one = { organisation: 'o', site: 's', device: 'd', type: 't', metric: 'air.co2', instance: '' };
  const parts = influxParts(`influxdb://${influxDb.host}/${database}`, () => [one], folder.path);
  const store = parts.open();
  const now = Date.now();
  const times = Float64Array.from(upTo(60), (at) => now - at * 600_000);
  await store.append(1, { series: new Int32Array(60), times, values: Float64Array.from(times.keys()) });
  const kept = [...(await store.curve({ ...one, from: 0, to: 4e12 })).times];
  const refused = parts.refused.map(({ time }) => time);
  // at the edge it takes in a large batch, for the hour that is left, what it refuses in a small one
  expect(new Set([...kept, ...refused]).size).toBe(60);
  expect(kept.filter((time) => time > now - 2 * hour)).toHaveLength(12);
  expect(Math.max(...refused)).toBeLessThanOrEqual(now - 2 * hour);
  expect(refused.length).toBeGreaterThan(40);
  for (const { reason } of parts.refused) expect(reason).toMatch(/retention policy/);
  expect(await store.position()).toBe(1);
});

test('a number or a time that InfluxDB cannot hold is refused here, and costs no other reading', async () => {
  await using folder = await emptyFolder();
  const one = { organisation: 'o', site: 's', device: 'd', type: 't', metric: 'air.co2', instance: '' };
  const parts = influxParts(`influxdb://${influxDb.host}/${newName()}`, () => [one], folder.path);
  const store = parts.open();
  const times = Float64Array.of(begin, begin + 1, 9.3e12, begin + 2);
  await store.append(1, { series: new Int32Array(4), times, values: Float64Array.of(1, Number.NaN, 3, 4) });
  expect([...(await store.curve({ ...one, from: 0, to: 4e12 })).values]).toEqual([1, 4]);
  expect(parts.refused.map(({ time }) => time)).toEqual([begin + 1, 9.3e12]);
});

test('a 400 that is not the engine’s word on the lines costs no reading', async () => {
  let answer: { status: number; type: string; body: string } | undefined = {
    status: 400,
    type: 'text/html',
    body: '<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>',
  };
  await using proxy = await startProxy(influxDb.url, async (path) => (path.startsWith('/write') ? answer : undefined));
  await using place = await roadInto(proxy.host, newName());
  await place.publish(0);
  await expect.poll(() => place.progress.trouble, patient).toMatch(/answers 400: .*plain HTTP request/);
  answer = { status: 429, type: 'application/json', body: '{"message":"org exceeded limited_write plan limit"}' };
  await expect.poll(() => place.progress.trouble, patient).toMatch(/is busy \(429: org exceeded/);
  answer = undefined;
  await expect.poll(() => place.values().catch(() => []), patient).toEqual([0]);
  expect(place.road.refused()).toEqual([]);
});

test('a request that is too large is written in halves', async () => {
  await using proxy = await startProxy(influxDb.url, async (path, body) =>
    path.startsWith('/write') && body.length > 2_000
      ? { status: 413, body: '{"error":"Request Entity Too Large"}' }
      : undefined,
  );
  await using folder = await emptyFolder();
  const one = { organisation: 'o', site: 's', device: 'd', type: 't', metric: 'air.co2', instance: '' };
  const parts = influxParts(`influxdb://${proxy.host}/${newName()}`, () => [one], folder.path);
  const store = parts.open();
  const times = Float64Array.from(upTo(1_000), (at) => begin + at);
  await store.append(1, { series: new Int32Array(1_000), times, values: Float64Array.from(times.keys()) });
  expect([...(await store.curve({ ...one, from: 0, to: 4e12 })).values]).toEqual(upTo(1_000));
  expect(parts.refused).toEqual([]);
});

test('a database that is missing, or was dropped, is made', async () => {
  const database = newName();
  await using place = await roadInto(influxDb.host, database);
  await place.publish(0);
  await expect.poll(() => place.values().catch(() => []), patient).toEqual([0]);
  await influxDb.ask(`DROP DATABASE "${database}"`);
  await place.publish(1);
  await expect.poll(() => place.values().catch(() => []), patient).toEqual([1]);
});

test('what is no InfluxDB is told as such', async () => {
  await using proxy = await startProxy(influxDb.url, async () => ({ status: 200, type: 'text/html', body: 'Welcome' }));
  await using place = await roadInto(proxy.host, newName());
  await expect.poll(() => place.progress.trouble, patient).toMatch(/what answers at .* \(200\) is no InfluxDB/);
});

test('a thinning that was cut off between deleting and writing back is finished by the next start', async () => {
  await using folder = await emptyFolder();
  let isCut = true;
  await using proxy = await startProxy(influxDb.url, async (path) =>
    path.startsWith('/write') && isCut ? { status: 500, body: '{"error":"cut"}' } : undefined,
  );
  const one = { organisation: 'o', site: 's', device: 'd', type: 't', metric: 'air.co2', instance: '' };
  const parts = influxParts(`influxdb://${proxy.host}/${newName()}`, () => [one], folder.path);
  isCut = false;
  const store = parts.open();
  const hours = upTo(96).map((hour) => begin + hour * 3_600_000);
  await store.import({
    series: new Int32Array(96),
    times: Float64Array.from(hours),
    values: new Float64Array(96).fill(5),
  });
  isCut = true;
  const thinning = { before: begin + 3 * 86_400_000, timeZone: 'UTC', timeZones: new Map(), kinds: new Map() };
  await expect(store.thin(thinning)).rejects.toThrow('cut');
  expect(await store.count()).toBeLessThan(96 - 24);
  isCut = false;
  const again = parts.open();
  await again.append(1, {
    series: new Int32Array(1),
    times: Float64Array.of(hours[95]! + 1),
    values: Float64Array.of(6),
  });
  const { times, values } = await again.curve({ ...one, from: 0, to: 4e12 });
  expect([...times].slice(0, 4)).toEqual([0, 24, 48, 72].map((hour) => hours[hour]));
  expect(times.length).toBe(3 + 24 + 1);
  expect(values.at(-1)).toBe(6);
});
