import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Aggregate, Step } from '../../../dashboard/contract/readings.ts';
import type { Series } from '../../../gateway/domain/series.ts';
import type { Store } from '../../../gateway/domain/store.ts';
import { openEmbeddedStore } from '../../../gateway/store/embedded/embedded-store.ts';
import { createMemoryStore } from '../../../gateway/store/memory.ts';
import { emptyFolder } from '../../support/folder.ts';
import { influxParts, type RealInfluxDb, startInfluxDb } from '../../support/influxdb.ts';
import { startTestServer } from '../../support/server.ts';

const hour = 3_600_000;
/** With a night of 23 hours, on 29 March in Paris. */
const begin = Date.UTC(2026, 2, 20);
const of = (device: string, metric: string): Series => ({
  ...{ organisation: 'tartas', site: 'mairie-tartas', type: 't', instance: '' },
  ...{ device, metric },
});
const series = [
  of('eau-tartas', 'water.volume'),
  of('air-tartas', 'air.co2'),
  { ...of('air-tartas', 'air.co2'), site: 'before' },
];

let influxDb: RealInfluxDb;
beforeAll(async () => {
  influxDb = await startInfluxDb();
});
afterAll(() => influxDb[Symbol.asyncDispose]());

test('every chart is the same from memory, from the embedded store and from InfluxDB: all steps, all functions, raw', async () => {
  await using folder = await emptyFolder();
  const stores: Store[] = [
    createMemoryStore((id) => series[id]!),
    await openEmbeddedStore({ folder: folder.path, seriesOf: (id) => series[id]! }),
    influxParts(`influxdb://${influxDb.host}/charts`, () => series, folder.path).open(),
  ];
  await using stack = new AsyncDisposableStack();
  for (const store of stores) stack.defer(() => store.close());
  // a meter that is reset now and then, air with gaps, some of it twice under older tags
  const random = fc.sample(
    fc.tuple(fc.nat({ max: series.length - 1 }), fc.nat({ max: 40 * 24 * 12 }), fc.nat({ max: 90_000 })),
    { numRuns: 1_500, seed: 20260320 },
  );
  let index = 1_000;
  const rows = random
    .toSorted((a, b) => a[1] - b[1])
    .map(([id, at, value]): [number, number, number] => {
      if (id > 0) return [id, begin + at * 300_000, value / 100];
      index = value < 900 ? value : index + (value % 50);
      return [0, begin + at * 300_000, index];
    });
  const readings = {
    series: Int32Array.from(rows, ([id]) => id),
    times: Float64Array.from(rows, ([, time]) => time),
    values: Float64Array.from(rows, ([, , value]) => value),
  };
  const [memory, ...others] = await Promise.all(
    stores.map(async (store) => {
      await store.import(readings);
      return stack.use(await startTestServer({ parts: { store } }));
    }),
  );
  let charts = 0;
  const span = fc.tuple(fc.nat({ max: 38 * 24 }), fc.integer({ min: 1, max: 20 * 24 }));
  await fc.assert(
    fc.asyncProperty(span, fc.boolean(), async ([from, hours], isWater) => {
      const what = isWater ? 'device=eau-tartas&metric=water.volume' : 'device=air-tartas&metric=air.co2';
      const range = `from=${begin + from * hour}&to=${begin + (from + hours) * hour}`;
      const steps = Step.options.flatMap((step) => Aggregate.options.map((fn) => `&step=${step}&fn=${fn}`));
      const asked = steps.filter((question) => isWater || !question.endsWith('delta'));
      for (const question of ['', ...asked]) {
        const path = `/readings?${what}&${range}${question}`;
        const expected = await memory!.ask('technician', path);
        expect(expected.status, path).toBe(200);
        for (const other of others) expect((await other.ask('technician', path)).body, path).toEqual(expected.body);
        charts++;
      }
    }),
    { numRuns: 6, seed: 20260320 },
  );
  expect(charts).toBeGreaterThan(6 * Step.options.length * (Aggregate.options.length - 1));
});
