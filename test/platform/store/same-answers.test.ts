import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Series } from '../../../gateway/domain/series.ts';
import type { Store } from '../../../gateway/domain/store.ts';
import { openEmbeddedStore } from '../../../gateway/store/embedded/embedded-store.ts';
import { createMemoryStore } from '../../../gateway/store/memory.ts';
import { influxParts, type RealInfluxDb, startInfluxDb } from '../../support/influxdb.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 20);
const devices = ['a', 'b', 'c'];
const allSeries: Series[] = [
  ...devices.flatMap((device) =>
    ['', 'x'].map((instance) => ({ organisation: 'o', site: 's', type: 't', device, metric: 'disk.used', instance })),
  ),
  // a second quantity of the same domain, and a device that was moved
  { organisation: 'o', site: 's', type: 't', device: 'a', metric: 'disk.health', instance: '' },
  { organisation: 'o', site: 'moved', type: 't', device: 'a', metric: 'disk.used', instance: '' },
];
const seriesOf = (id: number): Series => allSeries[id]!;

let influxDb: RealInfluxDb;
let databases = 0;
beforeAll(async () => {
  influxDb = await startInfluxDb();
});
afterAll(() => influxDb[Symbol.asyncDispose]());

/** Instants over four months that often coincide, many of them late. */
const instant = fc.integer({ min: 0, max: 400 }).map((step) => start + step * (day / 4));
const value = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -1e9, max: 1e9 }).map((thousandths) => thousandths / 1000),
);
const row = fc.tuple(fc.nat({ max: allSeries.length - 1 }), instant, value);
const rows = fc.array(row, { maxLength: 40 });
const manyRows = fc.array(row, { minLength: 40, maxLength: 80 });

/** The memory store, the measure of the others, beside them. */
interface Stores {
  memory: Store;
  embedded: Store;
  influx: Store;
  folder: string;
  seq: number;
  clock: number;
}

type Step = { does: string; run(stores: Stores): Promise<void> };

const all = ({ memory, embedded, influx }: Stores): Store[] => [memory, embedded, influx];

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: rows.map((given) => ({ does: `appends ${given.length}`, run: append(given, 1) })) },
  { weight: 1, arbitrary: rows.map((given) => ({ does: 'appends an entry again', run: append(given, 0) })) },
  {
    weight: 2,
    arbitrary: rows.map((given) => ({
      does: `imports ${given.length}`,
      run: async (stores: Stores) => {
        for (const store of all(stores)) await store.import(columns(given));
      },
    })),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 0, max: 60 }).map((days) => ({
      does: `compacts ${days} days later`,
      run: async (stores: Stores) => {
        stores.clock += days * day;
        for (const store of all(stores)) await store.compact(stores.clock);
      },
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...devices).map((device) => ({
      does: `erases ${device}`,
      run: async (stores: Stores) => {
        for (const store of all(stores)) await store.erase(device);
      },
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constant({
      does: 'restarts',
      run: async (stores: Stores) => {
        await stores.embedded.close();
        stores.embedded = await openEmbeddedStore({ folder: stores.folder, seriesOf });
      },
    }),
  },
  { weight: 5, arbitrary: fc.tuple(row, instant, fc.boolean(), fc.option(fc.nat({ max: 5 }))).map(asks) },
);

test('whatever is appended, compacted, erased and asked, the embedded store and InfluxDB answer what the memory store does', async () => {
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 3, maxLength: 14 }), async (script) => {
      const folder = await mkdtemp(join(tmpdir(), 'vigie-store-'));
      const parts = influxParts(`influxdb://${influxDb.host}/same${databases++}`, () => allSeries, folder);
      const stores: Stores = {
        memory: createMemoryStore(seriesOf),
        embedded: await openEmbeddedStore({ folder, seriesOf }),
        influx: parts.open(),
        folder,
        seq: 0,
        clock: start + 130 * day,
      };
      try {
        for (const step of script) await step.run(stores);
        for (const id of allSeries.keys()) {
          await asks([[id, 0, 0], 8e12, false, null]).run(stores);
          asked++;
        }
        const [memory, ...others] = all(stores);
        for (const other of others) {
          expect(byName(await other.latest(devices))).toEqual(byName(await memory!.latest(devices)));
          expect(await other.count()).toBe(await memory!.count());
          expect(await other.position()).toBe(await memory!.position());
          for (const device of devices) {
            const instances = await memory!.instances(device, 'disk.used');
            expect(await other.instances(device, 'disk.used')).toEqual(instances);
          }
        }
        expect(parts.refused).toEqual([]);
      } finally {
        await stores.embedded.close();
        await stores.influx.close();
        await influxDb.ask(`DROP DATABASE "same${databases - 1}"`);
        await rm(folder, { recursive: true });
      }
    }),
    { numRuns: 40, seed: 20260310 },
  );
  expect(asked).toBeGreaterThanOrEqual(40 * allSeries.length);
}, 300_000);

test('InfluxDB thins what was put in at random as the memory store does, also when readings come late', async () => {
  const kinds = new Map([
    ['disk.used', 'counter'],
    ['disk.health', 'state'],
  ] as const);
  const timeZones = new Map([
    ['a', 'Indian/Reunion'],
    ['b', 'America/Cayenne'],
  ]);
  const befores = fc.array(fc.integer({ min: 0, max: 420 }), { minLength: 1, maxLength: 3 });
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(manyRows, { minLength: 1, maxLength: 3 }), befores, async (given, quarters) => {
      const folder = await mkdtemp(join(tmpdir(), 'vigie-store-'));
      const influx = influxParts(`influxdb://${influxDb.host}/thin${databases++}`, () => allSeries, folder).open();
      const memory = createMemoryStore(seriesOf);
      try {
        for (const [turn, some] of given.entries()) {
          // of an instant that was thinned away the memory store knows no more than InfluxDB
          for (const store of [memory, influx]) await store.import(columns(some));
          const before = start + (quarters[turn % quarters.length] ?? 0) * (day / 4);
          for (const store of [memory, influx]) {
            await store.thin({ before, timeZone: 'Europe/Paris', timeZones, kinds });
          }
        }
        for (const one of allSeries) {
          const query = { ...one, from: 0, to: 8e12 };
          const [expected, got] = [await memory.curve(query), await influx.curve(query)];
          expect([...got.times]).toEqual([...expected.times]);
          expect([...got.values]).toEqual([...expected.values]);
          compared += got.times.length;
        }
        expect(await influx.count()).toBe(await memory.count());
      } finally {
        await influx.close();
        await influxDb.ask(`DROP DATABASE "thin${databases - 1}"`);
        await rm(folder, { recursive: true });
      }
    }),
    { numRuns: 40, seed: 20260310 },
  );
  expect(compared).toBeGreaterThan(1_500);
}, 300_000);

test('a series of more readings than are read whole gives exact ranges, bases and limits', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-store-'));
  const embedded = await openEmbeddedStore({ folder, seriesOf });
  const memory = createMemoryStore(seriesOf);
  const influx = influxParts(`influxdb://${influxDb.host}/long`, () => allSeries, folder).open();
  try {
    const twentySeconds = Array.from({ length: 130_000 }, (_, i): [number, number, number] => [
      0,
      start + i * 20_000,
      i / 7,
    ]);
    const late: [number, number, number][] = [
      [0, start + 20_000, -1],
      [0, start + day + 1, -2],
    ];
    for (const store of [memory, embedded, influx]) {
      await store.import(columns(twentySeconds));
      await store.compact(start + 300 * day);
      await store.append(1, columns(late));
    }
    const stores = { memory, embedded, influx, folder, seq: 1, clock: 0 };
    const ends = [start - 1, start, start + 30_000, start + day, start + day + 2, start + 12 * day, start + 40 * day];
    for (const from of ends) {
      for (const limit of [null, 0, 1, 70_000]) {
        // InfluxDB is asked for a hundred thousand readings only once: it takes its time to tell them
        const asked = (limit ?? 70_000) >= 70_000 && from !== start + day ? { ...stores, influx: memory } : stores;
        for (const base of [true, false]) await asks([[0, from, 0], start + 25 * day + 5, base, limit]).run(asked);
      }
    }
  } finally {
    await embedded.close();
    await influx.close();
    await rm(folder, { recursive: true });
  }
}, 300_000);

test('reads that run during compactions and appends never miss or double a reading', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-store-'));
  const turns = { committed: 40 } as Partial<Record<string, number>>;
  // a commit that the rest of the process hears of late
  const step = async (name: string) => {
    for (let turn = turns[name] ?? 0; turn > 0; turn--) await setImmediate();
  };
  const store = await openEmbeddedStore({ folder, seriesOf, step });
  try {
    const hourly = Array.from({ length: 24 * 60 }, (_, hour): [number, number, number] => [
      0,
      start + hour * 3_600_000,
      hour,
    ]);
    await store.import(columns(hourly));
    let done = false;
    const compactions = (async () => {
      for (let round = 1; round <= 15; round++) {
        await store.append(round, columns([[0, start + round, round]]));
        await store.compact(start + (200 + 2 * round) * day);
      }
    })().finally(() => {
      done = true;
    });
    let reads = 0;
    for (; !done; reads++) {
      const { times, values } = await store.curve({ ...allSeries[0]!, from: start, to: start + 60 * day });
      expect(times.length).toBe(new Set(times).size);
      expect(hourly.every(([, time, hour]) => values[times.indexOf(time)] === hour)).toBe(true);
    }
    await compactions;
    expect(reads).toBeGreaterThan(15);
    expect(await store.count()).toBe(hourly.length + 15);
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
});

function append(given: [number, number, number][], ahead: number) {
  return async (stores: Stores): Promise<void> => {
    stores.seq += ahead;
    for (const store of all(stores)) await store.append(stores.seq, columns(given));
  };
}

function asks([[id, from], to, base, limit]: [[number, number, number], number, boolean, number | null]): Step {
  const query = { ...seriesOf(id), from, to, base, ...(limit !== null && { limit }) };
  return {
    does: `asks ${JSON.stringify(query)}`,
    run: async ({ memory, embedded, influx }) => {
      const expected = await memory.curve(query);
      for (const store of [embedded, influx]) {
        const got = await store.curve(query);
        expect([...got.times]).toEqual([...expected.times]);
        expect([...got.values]).toEqual([...expected.values]);
      }
    },
  };
}

function columns(given: [number, number, number][]) {
  return {
    series: Int32Array.from(given, (one) => one[0]),
    times: Float64Array.from(given, (one) => one[1]),
    values: Float64Array.from(given, (one) => one[2]),
  };
}

function byName<T extends { device: string; metric: string; instance: string }>(list: T[]): T[] {
  const name = (one: T) => `${one.device} ${one.metric} ${one.instance}`;
  return list.toSorted((a, b) => name(a).localeCompare(name(b)));
}
