import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Series } from '../../../gateway/domain/series.ts';
import { readCurve } from '../../../gateway/store/embedded/chunks.ts';
import { openDatabase } from '../../../gateway/store/embedded/database.ts';
import { openEmbeddedStore } from '../../../gateway/store/embedded/embedded-store.ts';
import { createPartFiles } from '../../../gateway/store/embedded/part-files.ts';
import { loadParts, type Part } from '../../../gateway/store/embedded/parts.ts';
import { parquetFormat } from '../../../gateway/store/embedded/rewrite.ts';

const start = Date.UTC(2026, 0, 20);
const days = 20;
/** Grids, jitter, counters, runs, a lone reading, and one series whose values three decimals do not hold. */
const kinds: ((i: number) => [time: number, value: number])[] = [
  (i) => [i * 600_000, Math.round(20_000 + Math.sin(i / 70) * 4000) / 1000],
  (i) => [i * 600_000 + ((i * 7919) % 1000), i * 0.25],
  (i) => [i * 600_000, i % 1000 < 900 ? 0 : -1.5],
  (i) => [i * 600_000, 5e11 + i],
  (i) => [i * 600_000, i / 3],
  (i) => [i < 5 ? 0 : days * 86_400_000, 3],
];
const copies = 6;
const allSeries: Series[] = Array.from({ length: copies * kinds.length }, (_, id) => ({
  ...{ organisation: 'o', site: 's', type: 't', instance: '', metric: `metric ${id % 4}` },
  device: `device ${id}`,
}));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-parts-'));
  const store = await openEmbeddedStore({ folder, seriesOf: (id) => allSeries[id]! });
  for (const id of allSeries.keys()) {
    const kind = kinds[id % kinds.length]!;
    const rows = Array.from({ length: days * 144 }, (_, i) => kind(i));
    await store.import({
      series: new Int32Array(rows.length).fill(id),
      times: Float64Array.from(rows, ([time]) => start + time),
      values: Float64Array.from(rows, ([, value]) => value),
    });
  }
  await store.compact(start + 90 * 86_400_000);
  await store.compact(start + 92 * 86_400_000);
  await store.close();
});
afterAll(() => rm(folder, { recursive: true }));

test('the file of a part gives every series as DuckDB does, and leaves to it what three decimals do not hold', async () => {
  const database = await openDatabase({ folder, memoryLimitMb: 64, threads: 1 });
  const connection = await database.connect();
  const parts = await loadParts(connection, join(folder, 'parts'));
  const files = createPartFiles(connection, parts);
  const seen = { exact: 0, inexact: 0 };
  for (const part of parts.all()) {
    for (const [series, span] of part.spans) {
      const into = room(part, series);
      const isRead = await files(part, series, into);
      expect(isRead).toBe(span.exact);
      seen[isRead ? 'exact' : 'inexact']++;
      if (!isRead) continue;
      const sql = `SELECT epoch_ms(time)::DOUBLE, value::DOUBLE FROM read_parquet('${parts.pathOf(part.file)}') WHERE series = ${series} ORDER BY time`;
      expect(into).toEqual(await readCurve(await connection.run(sql)));
    }
    const [one = 0, ...others] = part.spans.keys();
    // series in another order than the file's are noticed
    const shuffled = { ...part, spans: new Map([...others, one].map((series) => [series, part.spans.get(series)!])) };
    expect(await files(shuffled, one, room(part, one))).toBe(false);
  }
  expect(seen).toEqual({ exact: 2 * copies * 5, inexact: 2 * copies });
  connection.closeSync();
  database.close();
});

test('parts whose series stand oldest first, as once was so, give the same answers, before and after they are written anew', async () => {
  const other = await mkdtemp(join(tmpdir(), 'vigie-parts-'));
  await cp(folder, other, { recursive: true });
  const database = await openDatabase({ folder: other, memoryLimitMb: 64, threads: 1 });
  const connection = await database.connect();
  const parts = await loadParts(connection, join(other, 'parts'));
  const files = createPartFiles(connection, parts);
  let left = 0;
  for (const part of parts.all()) {
    const path = parts.pathOf(part.file);
    const order = `CASE series ${[...part.spans.keys()].map((series, i) => `WHEN ${series} THEN ${i}`).join(' ')} END`;
    await connection.run(
      `COPY (SELECT * REPLACE (time::TIMESTAMP_MS AS time) FROM read_parquet('${path}') ORDER BY ${order}, time)
       TO '${path}.new' (${parquetFormat})`,
    );
    await rename(`${path}.new`, path);
    for (const [series, { readings }] of part.spans) {
      if (readings > 1 && !(await files(part, series, room(part, series)))) left++;
    }
  }
  expect(left).toBe(2 * copies * 5);
  connection.closeSync();
  database.close();

  const late = {
    series: Int32Array.of(0, 1),
    times: Float64Array.of(start + 1, start + 1),
    values: Float64Array.of(7, 7),
  };
  const stores = [
    await openEmbeddedStore({ folder, seriesOf: (id) => allSeries[id]! }),
    await openEmbeddedStore({ folder: other, seriesOf: (id) => allSeries[id]! }),
  ];
  let rows = 0;
  for (const round of [1, 2]) {
    for (const series of allSeries) {
      const query = { ...series, from: start, to: start + 30 * 86_400_000, base: true };
      const [expected, got] = [await stores[0]!.curve(query), await stores[1]!.curve(query)];
      expect(got).toEqual(expected);
      rows += got.times.length;
    }
    for (const store of stores) {
      await store.append(round, late);
      await store.compact(start + (90 + 2 * round) * 86_400_000);
      await store.compact(start + (92 + 2 * round) * 86_400_000);
    }
  }
  expect(rows).toBeGreaterThan(2 * copies * 5 * days * 144);
  for (const store of stores) await store.close();
  await rm(other, { recursive: true });
});

function room(part: Part, series: number) {
  const { readings = 0 } = part.spans.get(series) ?? {};
  return { times: new Float64Array(readings), values: new Float64Array(readings) };
}
