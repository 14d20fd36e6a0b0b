import { existsSync } from 'node:fs';
import { mkdtempDisposable, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Series } from '../../../gateway/domain/series.ts';
import { openEmbeddedStore } from '../../../gateway/store/embedded/embedded-store.ts';

const day = 86_400_000;
const begin = Date.UTC(2026, 0, 1);
const series = ['a', 'b', 'c'].map(
  (device): Series => ({ organisation: 'o', site: 's', device, type: 't', metric: 'air.co2', instance: '' }),
);
const seriesOf = (id: number) => series[id]!;
const rowsPerBatch = 300;

test('copies taken while readings come and months are rewritten each hold one moment, whole: nothing lost, nothing twice', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-copy-'));
  const store = await openEmbeddedStore({ folder: join(folder.path, 'store'), seriesOf });
  let seq = 0;
  const append = async () => {
    const from = seq++ * rowsPerBatch;
    const rows = Array.from({ length: rowsPerBatch }, (_, row) => from + row);
    await store.append(seq, {
      series: Int32Array.from(rows, (row) => row % 3),
      times: Float64Array.from(rows, (row) => begin + Math.floor(row / 3) * 3_600_000),
      values: Float64Array.from(rows, (row) => row / 8),
    });
  };
  let isEnding = false;
  const writing = (async () => {
    while (!isEnding) await append();
  })();
  const compacting = (async () => {
    for (let round = 1; !isEnding; round++) await store.compact(begin + round * 400 * day);
  })();
  const copies: { to: string; told: Awaited<ReturnType<typeof store.copyTo>> }[] = [];
  for (let number = 0; number < 5; number++) {
    const before = seq;
    while (seq < before + 8) await new Promise((resolve) => setTimeout(resolve, 1));
    const to = join(folder.path, `copy-${number}`);
    copies.push({ to, told: await store.copyTo(to) });
  }
  isEnding = true;
  await Promise.all([writing, compacting]);
  await store.close();

  expect(copies.some(({ told }) => told.inParts > 0)).toBe(true);
  let last = 0;
  for (const { to, told } of copies) {
    const files = await readdir(join(to, 'parts'));
    const copy = await openEmbeddedStore({ folder: to, seriesOf });
    const position = await copy.position();
    expect(position).toBe(told.position);
    expect(position).toBeGreaterThan(last);
    last = position;
    expect(await copy.count()).toBe(position * rowsPerBatch);
    expect(told.recent + told.inParts).toBe(position * rowsPerBatch);
    for (const [number, { device }] of series.entries()) {
      const query = { device, metric: 'air.co2', instance: '', from: 0, to: Number.MAX_SAFE_INTEGER };
      const { times, values } = await copy.curve(query);
      expect(times.length).toBe((position * rowsPerBatch) / 3);
      expect(values.every((value, at) => value === (at * 3 + number) / 8)).toBe(true);
    }
    expect(await readdir(join(to, 'parts'))).toEqual(files); // exactly the parts that count were copied
    await copy.close();
  }
});

test('a month that is rewritten gives its space back between copies: DuckDB makes no checkpoint while a copy lets go', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-copy-'));
  const copies: Promise<unknown>[] = [];
  let copying = 0;
  const seen: number[] = [];
  const store = await openEmbeddedStore({
    folder: join(folder.path, 'store'),
    seriesOf,
    async step(name) {
      if (name === 'shrinking') seen.push(copying);
      if (name !== 'published') return;
      copying++;
      const to = join(folder.path, `copy-${copies.length}`);
      copies.push(store.copyTo(to).finally(() => copying--));
      await vi.waitUntil(() => existsSync(join(to, 'store.duckdb')), { interval: 1 });
    },
  });
  for (let round = 0; round < 5; round++) {
    const times = Float64Array.from({ length: 3_000 }, (_, row) => begin + round * 32 * day + row * 1_000);
    await store.append(round + 1, { series: new Int32Array(3_000), times, values: new Float64Array(3_000) });
    await store.compact(begin + 400 * day);
  }
  await Promise.all(copies);
  expect(copies).toHaveLength(5);
  expect(seen).toEqual([0, 0, 0, 0, 0]);
  expect(await store.count()).toBe(15_000);
  await store.close();
});
