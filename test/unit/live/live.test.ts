import { expect, test, vi } from 'vitest';
import type { LatestReading } from '../../../gateway/domain/store.ts';
import { createLive } from '../../../gateway/live/live.ts';

const series = ['gone', 'stays'].map((device) => ({
  organisation: 'o',
  site: 's',
  type: 't',
  device,
  metric: 'air.co2',
  instance: '',
}));

test('of a device that was erased a moment ago nothing is told any more', () => {
  vi.useFakeTimers();
  using live = createLive();
  const told: LatestReading[] = [];
  live.follow((readings) => told.push(...readings));
  live.take({ series: Int32Array.of(0, 1), times: Float64Array.of(5, 5), values: Float64Array.of(1, 2) }, series);
  live.forget('gone');
  vi.advanceTimersByTime(100);
  vi.useRealTimers();
  expect(told).toEqual([{ device: 'stays', metric: 'air.co2', instance: '', time: 5, value: 2 }]);
  expect([live.lastSeen('gone'), live.latest('gone')]).toEqual([undefined, []]);
});

test('what others say of a device is not when it spoke, unless nothing else is known of it', () => {
  using live = createLive();
  const up = { device: 'gone', metric: 'device.up', instance: '', value: 0 };
  live.fill([{ ...up, time: 9 }]);
  expect(live.lastSeen('gone')).toBe(9);
  live.fill([{ ...up, metric: 'air.co2', time: 5 }]);
  expect(live.lastSeen('gone')).toBe(5);
});

test('a device that only says that it is there is seen then, whatever it measured long before', () => {
  using live = createLive();
  const one = { device: 'gone', instance: '' };
  live.fill([
    { ...one, metric: 'air.co2', value: 600, time: 5 },
    { ...one, metric: 'device.up', value: 1, time: 9 },
  ]);
  expect(live.lastSeen('gone')).toBe(9);
});

test('a device whose clock is ahead, or is set back, gave its last sign when it was heard', () => {
  using live = createLive();
  const hear = (time: number, acceptedAt: number) =>
    live.take(
      { series: Int32Array.of(0), times: Float64Array.of(time), values: Float64Array.of(1) },
      series,
      acceptedAt,
    );
  hear(400, 100);
  expect(live.lastSeen('gone')).toBe(100);
  hear(200, 200);
  expect(live.lastSeen('gone')).toBe(200);
  // the newest value is still that of its own newest time
  expect(live.latest('gone')).toMatchObject([{ time: 400 }]);
  // what it had kept is no sign of now
  hear(50, 300);
  expect(live.lastSeen('gone')).toBe(200);
});
