import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Series } from '../../../gateway/domain/series.ts';
import { createLive } from '../../../gateway/live/live.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const at = (site: string): Series => ({
  organisation: 'tartas',
  site,
  device: 'air',
  type: 'air-quality',
  metric: 'air.co2',
  instance: '',
});
const series = [at('mairie'), at('ecole')];
const one = (id: number, time: number, value: number) => ({
  series: Int32Array.of(id),
  times: Float64Array.of(time),
  values: Float64Array.of(value),
});

test('a late reading never replaces a newer one, and a moved device goes on in the same row', () => {
  using live = createLive();
  live.take(one(0, 2_000, 500), series);
  live.take(one(0, 1_000, 400), series);
  expect(live.latest('air')).toMatchObject([{ time: 2_000, value: 500 }]);
  live.take(one(1, 3_000, 600), series);
  expect(live.latest('air')).toMatchObject([{ time: 3_000, value: 600 }]);
  expect(live.lastSeen('air')).toBe(3_000);
});

test('followers get at most ten batches a second, each series once with its newest value', () => {
  using live = createLive();
  const batches: number[][] = [];
  using _ = live.follow((readings) => batches.push(readings.map(({ value }) => value)));
  for (let ms = 0; ms < 1_000; ms++) {
    live.take(one(0, ms, ms), series);
    vi.advanceTimersByTime(1);
  }
  expect(batches).toEqual([[99], [199], [299], [399], [499], [599], [699], [799], [899], [999]]);
});
