import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Store } from '../../../gateway/domain/store.ts';
import { openJournal } from '../../../gateway/journal/journal.ts';
import { keepStored, type StoreProgress } from '../../../gateway/keep-stored.ts';
import { createMemoryStore } from '../../../gateway/store/memory.ts';
import { startRoad } from '../../support/road.ts';

const reading = (time: number, value: number) => JSON.stringify({ time, metrics: { 'air.co2': value } });
const begin = Date.UTC(2026, 9, 1);
const all = { device: 'tartas-air', metric: 'air.co2', instance: '', from: 0, to: Number.MAX_SAFE_INTEGER };

/** The road with a store behind it that fails while `isDown`. */
async function roadWithStore(quotaBytes: number) {
  const state = { isDown: false, attempts: 0, appends: 0 };
  const road = await startRoad({ quotaBytes, beforeAppend: () => void state.appends++ });
  const memory = createMemoryStore((id) => {
    const series = road.journal.series()[id];
    if (series === undefined) throw new Error(`no series ${id}`);
    return series;
  });
  const store: Pick<Store, 'append' | 'position'> = {
    position: memory.position,
    async append(seq, readings) {
      state.attempts++;
      if (state.isDown) throw new Error('connection refused');
      await memory.append(seq, readings);
    },
  };
  const ending = new AbortController();
  const progress: StoreProgress = { position: 0, trouble: undefined };
  const kept = keepStored({
    journal: road.journal,
    store,
    progress,
    signal: ending.signal,
    retryMs: 10,
    moved: async () => {
      await pause(5);
      return true;
    },
  });
  return {
    road,
    memory,
    state,
    progress,
    async [Symbol.asyncDispose]() {
      ending.abort();
      await kept;
      await road[Symbol.asyncDispose]();
    },
  };
}

test('a store that fails for a while loses nothing: what waited in the journal arrives afterwards, each once', async () => {
  await using place = await roadWithStore(1e9);
  const client = await place.road.client('tartas');
  const publish = (n: number) =>
    client.publishAsync('vigie/v1/mairie-tartas/tartas-air', reading(begin + n, n), { qos: 1 });
  await publish(0);
  await expect.poll(() => place.progress.position).toBeGreaterThan(0);
  place.state.isDown = true;
  for (let n = 1; n <= 50; n++) await publish(n);
  await expect.poll(() => place.progress.trouble).toBe('connection refused');
  expect((await place.memory.curve(all)).times.length).toBe(1);
  place.state.isDown = false;
  await expect
    .poll(async () => [...(await place.memory.curve(all)).values])
    .toEqual(Array.from({ length: 51 }, (_, n) => n));
  expect(place.progress.trouble).toBeUndefined();
  expect(place.state.attempts).toBeGreaterThan(2);
  await client.endAsync();
});

test('with the store down the journal fills to its quota and acknowledges no more; once the store is back all flows again', async () => {
  await using place = await roadWithStore(1_500_000);
  const { road, state } = place;
  const client = await road.client('tartas');
  state.isDown = true;
  const rows = 500;
  const many = (n: number) =>
    JSON.stringify(
      Array.from({ length: rows }, (_, row) => ({ time: begin + n * rows + row, metrics: { 'air.co2': row } })),
    );
  let acknowledged = 0;
  const sent = Array.from({ length: 300 }, async (_, n) => {
    await client.publishAsync('vigie/v1/mairie-tartas/tartas-air', many(n), { qos: 1 });
    acknowledged++;
  });
  await expect.poll(() => road.troubles[0]).toMatch(/^the journal has reached its quota of 2 MB: see why/);
  const durable = road.readings().length / rows;
  expect(durable).toBeLessThan(300);
  await expect.poll(() => acknowledged).toBe(durable);
  const tried = state.appends;
  await expect.poll(() => state.appends).toBeGreaterThan(tried + 5);
  expect(acknowledged).toBe(durable);
  expect(road.intake.accepts()).toBe(false);
  state.isDown = false;
  await Promise.all(sent);
  await expect.poll(async () => place.memory.count()).toBe(300 * rows);
  expect(road.intake.accepts()).toBe(true);
  await client.endAsync();
});

test('a store that failed while nothing arrived is well again as soon as it answers', async () => {
  const journal = openJournal({ file: ':memory:', quotaBytes: 1e9, now: Date.now });
  const progress: StoreProgress = { position: 0, trouble: undefined };
  const ending = new AbortController();
  const seen: (string | undefined)[] = [];
  let tries = 0;
  await keepStored({
    journal,
    store: {
      append: async () => {},
      async position() {
        if (++tries === 1) throw new Error('connection refused');
        seen.push(progress.trouble);
        return 0;
      },
    },
    progress,
    signal: ending.signal,
    retryMs: 5,
    async moved() {
      seen.push(progress.trouble);
      ending.abort();
      return false;
    },
  });
  expect(seen).toEqual(['connection refused', undefined]);
  journal.close();
});

test('stopping does not wait until a store that is down is tried again', async () => {
  const journal = openJournal({ file: ':memory:', quotaBytes: 1e9, now: Date.now });
  const ending = new AbortController();
  const progress: StoreProgress = { position: 0, trouble: undefined };
  const kept = keepStored({
    journal,
    store: { append: async () => {}, position: () => Promise.reject(new Error('connection refused')) },
    progress,
    signal: ending.signal,
    retryMs: 3_600_000,
    moved: async () => false,
  });
  await expect.poll(() => progress.trouble).toBe('connection refused');
  ending.abort();
  await kept;
  journal.close();
});
