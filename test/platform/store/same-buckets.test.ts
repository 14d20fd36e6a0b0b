import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createZone } from '../../../devices/calendar/local-time.ts';
import { calendarBuckets } from '../../../gateway/calculate/calendar-edges.ts';
import type { BucketFunction, BucketsQuery } from '../../../gateway/domain/buckets.ts';
import type { Readings } from '../../../gateway/domain/reading.ts';
import type { Series } from '../../../gateway/domain/series.ts';
import type { Store } from '../../../gateway/domain/store.ts';
import { openEmbeddedStore } from '../../../gateway/store/embedded/embedded-store.ts';
import { createMemoryStore } from '../../../gateway/store/memory.ts';
import { emptyFolder } from '../../support/folder.ts';
import { influxParts, type RealInfluxDb, startInfluxDb } from '../../support/influxdb.ts';

const hour = 3_600_000;
const day = 24 * hour;
const zone = createZone('Europe/Paris');
/** Seven months with both changes of the clocks, and 30 Mondays at which InfluxDB begins a new shard. */
const begin = Date.UTC(2026, 2, 20);
const end = Date.UTC(2026, 10, 1);
const tags = { organisation: 'o', site: 's', type: 't', device: 'd', instance: '' };
const series: Series[] = [
  { ...tags, metric: 'water.volume' },
  { ...tags, metric: 'water.volume', site: 'moved' },
  { ...tags, metric: 'air.temperature' },
  { ...tags, metric: 'air.temperature', site: 'moved' },
];

let influxDb: RealInfluxDb;
let databases = 0;
beforeAll(async () => {
  influxDb = await startInfluxDb();
});
afterAll(() => influxDb[Symbol.asyncDispose]());

type Happening =
  | { is: 'goes on'; more: number }
  | { is: 'begins anew'; to: number }
  | { is: 'misread'; by: number }
  | { is: 'set back'; by: number }
  | { is: 'silent'; days: number };
/** What happens to a meter now and then; mostly it goes on. */
const step: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 60, arbitrary: fc.nat({ max: 40 }).map((more) => ({ is: 'goes on' as const, more })) },
  { weight: 1, arbitrary: fc.nat({ max: 50 }).map((to) => ({ is: 'begins anew' as const, to })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 60 }).map((by) => ({ is: 'set back' as const, by })) },
  { weight: 1, arbitrary: fc.integer({ min: -300, max: 300 }).map((by) => ({ is: 'misread' as const, by })) },
  { weight: 1, arbitrary: fc.nat({ max: 20 }).map((days) => ({ is: 'silent' as const, days })) },
);
const meter = fc.array(fc.tuple(step, fc.integer({ min: 1, max: 16 })), { minLength: 100, maxLength: 500 });
const temperatures = fc.array(
  fc.tuple(fc.nat({ max: (end - begin) / 1000 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  { minLength: 50, maxLength: 800 },
);
const instant = fc.nat({ max: (end - begin) / (hour / 4) }).map((quarter) => begin + quarter * (hour / 4));
const edges = fc
  .tuple(
    fc.constantFrom('1h', '1d', '1d', '1w', '1mo', '1y', undefined),
    fc.array(instant, { minLength: 2, maxLength: 9 }),
  )
  .map(([step, instants]): number[] => {
    const sorted = instants.sort((a, b) => a - b);
    const [from = 0, to = 0] = [sorted[0], sorted.at(-1)];
    return step === undefined || from === to ? sorted : [...calendarBuckets(step, from, to, zone).edges];
  });
const replaced = fc.array(fc.record({ time: instant, last: fc.nat({ max: 5_000 }), first: fc.nat({ max: 100 }) }), {
  maxLength: 2,
});
const rollover = fc.constantFrom(undefined, 1_000, 10_000);
const gauges: BucketFunction[] = ['mean', 'min', 'max', 'last', 'sum', 'count'];

test('of meters that are reset, misread, replaced, moved and silent every store makes the same consumption', async () => {
  const seen = { buckets: 0, told: 0 };
  await fc.assert(
    fc.asyncProperty(
      meter,
      fc.nat({ max: 600 }),
      fc.array(fc.tuple(edges, replaced, rollover), { minLength: 6, maxLength: 6 }),
      async (steps, movedAt, asked) => {
        const readings = columns(indices(steps).map(([time, index], at) => [at < movedAt ? 0 : 1, time, index]));
        await using stores = await storesWith(readings);
        for (const [edges, corrections, rollover] of asked) {
          const rules = { corrections, ...(rollover === undefined ? {} : { rollover }) };
          const query = { device: 'd', metric: 'water.volume', instance: '', edges, fn: 'delta', rules } as const;
          await expectSame(stores.all, query, seen);
        }
      },
    ),
    { numRuns: 40, seed: 20261120 },
  );
  expect(seen.buckets).toBeGreaterThan(40 * 6 * 10);
  expect(seen.told).toBeGreaterThan(3_000);
}, 300_000);

test('of values with all their digits every store makes the same sums to the last bit, across months, moves and repeats', async () => {
  const seen = { buckets: 0, told: 0 };
  await fc.assert(
    fc.asyncProperty(
      temperatures,
      fc.nat({ max: 800 }),
      fc.array(edges, { minLength: 4, maxLength: 4 }),
      async (rows, movedAt, asked) => {
        const readings = columns(
          rows.map(([second, value], at) => [at < movedAt ? 2 : 3, begin + second * 1000, value]),
        );
        await using stores = await storesWith(readings);
        for (const edges of asked) {
          for (const fn of gauges) {
            await expectSame(stores.all, { device: 'd', metric: 'air.temperature', instance: '', edges, fn }, seen);
          }
        }
      },
    ),
    { numRuns: 25, seed: 20261121 },
  );
  expect(seen.buckets).toBeGreaterThan(25 * 4 * gauges.length * 10);
  expect(seen.told).toBeGreaterThan(3_000);
}, 300_000);

async function expectSame(stores: readonly Store[], query: BucketsQuery, seen: { buckets: number; told: number }) {
  const [expected = [], ...others] = await Promise.all(stores.map(async (store) => plain(await store.buckets(query))));
  expect(expected).toHaveLength(Math.max(0, query.edges.length - 1));
  for (const other of others) expect(other, JSON.stringify(query)).toEqual(expected);
  seen.buckets += expected.length;
  seen.told += expected.filter((value) => value !== null).length;
}

/** Nobody tells 0 from -0, and JSON does not. */
function plain(buckets: readonly (number | null)[]): (number | null)[] {
  return buckets.map((value) => (value === null ? null : value + 0));
}

async function storesWith(readings: Readings) {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await emptyFolder());
  const database = `buckets${databases++}`;
  stack.defer(() => influxDb.ask(`DROP DATABASE "${database}"`).then(() => {}));
  const all: Store[] = [
    createMemoryStore((id) => series[id]!),
    await openEmbeddedStore({ folder: folder.path, seriesOf: (id) => series[id]! }),
    influxParts(`influxdb://${influxDb.host}/${database}`, () => series, folder.path).open(),
  ];
  for (const store of all) {
    stack.defer(() => store.close());
    await store.import(readings);
  }
  const moved = stack.move();
  return { all, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}

function indices(steps: readonly (readonly [Happening, number])[]): [number, number][] {
  let [time, index] = [begin + 3 * day, 900];
  return steps.map(([happens, hours]) => {
    time += hours * (hour / 2) + (happens.is === 'silent' ? happens.days * day : 0);
    if (happens.is === 'begins anew') index = happens.to;
    if (happens.is === 'set back') index = Math.max(0, index - happens.by);
    if (happens.is === 'goes on') index += happens.more;
    return [time, happens.is === 'misread' ? Math.max(0, index + happens.by) : index];
  });
}

function columns(rows: [number, number, number][]): Readings {
  return {
    series: Int32Array.from(rows, ([id]) => id),
    times: Float64Array.from(rows, ([, time]) => time),
    values: Float64Array.from(rows, ([, , value]) => value),
  };
}
