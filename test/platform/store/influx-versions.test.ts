import { expect, test } from 'vitest';
import type { Readings } from '../../../gateway/domain/reading.ts';
import { detectEngine } from '../../../gateway/store/influx/engine.ts';
import { createInfluxHttp } from '../../../gateway/store/influx/http.ts';
import { type FakeOptions, startFakeInfluxDb } from '../../support/fake-influxdb.ts';
import { emptyFolder } from '../../support/folder.ts';
import { influxParts } from '../../support/influxdb.ts';

/*
 * How an InfluxDB 2 or 3 is found and prepared, asked of a fake of those paths.
 */

const begin = Date.UTC(2026, 9, 1);
const one = { organisation: 'o', site: 's', device: 'salle-1', type: 't', metric: 'air.co2', instance: '' };
const reading: Readings = {
  series: Int32Array.of(0),
  times: Float64Array.of(begin),
  values: Float64Array.of(412),
};
const line = `air,device=salle-1,organisation=o,site=s,type=t co2=412 ${begin}`;

async function storeBefore(options: FakeOptions, more: { query?: string; token?: string } = {}) {
  const folder = await emptyFolder();
  const fake = await startFakeInfluxDb(options);
  const parts = influxParts(`influxdb://${fake.host}/vigie${more.query ?? ''}`, () => [one], folder.path);
  const store = parts.open(more.token === undefined ? {} : { token: () => more.token });
  return {
    fake,
    store,
    async [Symbol.asyncDispose]() {
      await fake[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test('InfluxDB 2 without the bucket: it is made in the organisation, mapped for InfluxQL, and written to', async () => {
  await using place = await storeBefore(
    { version: 'v2.7.11', token: 'geheim' },
    { query: '?org=agence', token: 'geheim' },
  );
  const { fake, store } = place;
  await store.append(1, reading);
  expect(fake.buckets).toEqual([{ id: 'bucket-0', orgID: 'org-0', name: 'vigie' }]);
  expect(fake.mappings).toEqual([
    { bucketID: 'bucket-0', orgID: 'org-0', database: 'vigie', retention_policy: 'autogen', default: true },
  ]);
  expect(fake.written).toEqual([line]);
  expect(fake.asked.at(-1)).toBe('POST /api/v2/write?org=org-0&bucket=vigie&precision=ms');
});

test('where the mapping answers none is made, and what was found is not asked for again', async () => {
  await using place = await storeBefore({ version: 'v2.7.11', buckets: ['vigie'], mapsByItself: true });
  const { fake, store } = place;
  await store.append(1, reading);
  await store.append(2, reading);
  expect(fake.mappings).toEqual([]);
  expect(fake.asked.map((asked) => asked.split('?')[0])).toEqual([
    'GET /ping',
    'GET /api/v2/buckets',
    'GET /query',
    'POST /api/v2/write',
    'POST /api/v2/write',
  ]);
});

test('several organisations and none named: which one is asked for in words', async () => {
  await using place = await storeBefore({ version: 'v2.7.11', organisations: ['agence', 'essais'] });
  await expect(place.store.append(1, reading)).rejects.toThrow(
    /has no bucket "vigie", and agence, essais to make it in: name the organisation in "store", as influxdb:\/\/host\/vigie\?org=NAME/,
  );
});

test('InfluxDB 2 erases a device by its tag, and a range up to the nanosecond before its end', async () => {
  await using place = await storeBefore({ version: 'v2.7.11', buckets: ['vigie'], mapsByItself: true });
  await place.store.erase('salle-1');
  expect(place.fake.removed).toEqual([
    {
      orgID: 'org-0',
      bucket: 'vigie',
      start: '1678-01-01T00:00:00Z',
      stop: '2262-01-01T00:00:00Z',
      predicate: 'device="salle-1"',
    },
  ]);
  const url = `http://${place.fake.host}`;
  const http = createInfluxHttp({ url, authorization: () => undefined, timeoutMs: 5_000 });
  const engine = await detectEngine(http, { url, database: 'vigie', gzip: false });
  await engine.remove({ device: 'salle-1', range: { measurement: 'air', from: begin, to: begin + 86_400_000 } });
  expect(place.fake.removed.at(-1)).toMatchObject({
    start: '2026-10-01T00:00:00.000Z',
    stop: '2026-10-01T23:59:59.999999999Z',
    predicate: '_measurement="air" AND device="salle-1"',
  });
  await place.store.expire(['salle-1'], begin);
  expect(place.fake.removed.at(-1)).toMatchObject({
    start: '1970-01-01T00:00:00.000Z',
    stop: '2026-09-30T23:59:59.999999999Z',
    predicate: 'device="salle-1"',
  });
});

test('a wrong token is told in words by 2 and by 3', async () => {
  for (const version of ['v2.7.11', '3.1.0']) {
    await using place = await storeBefore({ version, token: 'geheim' }, { token: 'falsch' });
    const refused = await place.store.append(1, reading).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(refused).toMatch(/does not know this token or password \(.*unauthorized access\): correct "influxdb"/);
    expect(refused).not.toMatch(/geheim|falsch/);
  }
});

test('3 Core is written to by the v2 path; what it cannot do is said in words', async () => {
  const tooMany = 'Query would exceed file limit of 432 parquet files';
  await using place = await storeBefore({ version: '3.1.0', refusesReads: tooMany });
  const { fake, store } = place;
  await store.append(1, reading);
  expect(fake.written).toEqual([line]);
  expect(fake.asked).toEqual(['GET /ping', 'POST /api/v2/write?bucket=vigie&precision=ms']);
  await expect(store.curve({ ...one, from: 0, to: begin })).rejects.toThrow(
    /432 parquet files\. InfluxDB 3 Core answers for recent days only and deletes no rows/,
  );
  await expect(store.erase('salle-1')).rejects.toThrow(/cannot erase a device or thin old readings/);
  const asked = fake.asked.length;
  await store.thin({ before: begin, timeZone: 'UTC', timeZones: new Map(), kinds: new Map() });
  expect(fake.asked.length).toBe(asked);
});

test('a version that Vigie does not know is told as such', async () => {
  for (const [version, name] of [
    ['v4.0.0', 'InfluxDB 4.0.0'],
    ['0.13.0', 'InfluxDB 0.13.0'],
  ] as const) {
    await using place = await storeBefore({ version });
    await expect(place.store.append(1, reading)).rejects.toThrow(
      `${name} at http://${place.fake.host} is not known to Vigie`,
    );
  }
});
