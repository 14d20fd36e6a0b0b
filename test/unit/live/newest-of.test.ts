import { expect, test } from 'vitest';
import { newestOf } from '../../../gateway/live/newest-of.ts';

const series = ['a', 'b'].map((device) => ({
  organisation: 'o',
  site: 's',
  device,
  type: 't',
  metric: 'm.x',
  instance: '',
}));
const entry = (seq: number, rows: [number, number, number][]) => ({
  seq,
  acceptedAt: 0,
  readings: {
    series: Int32Array.from(rows, ([id]) => id),
    times: Float64Array.from(rows, ([, time]) => time),
    values: Float64Array.from(rows, ([, , value]) => value),
  },
});

test('of the journal’s tail the newest reading of each series counts, the later acceptance of one instant winning', () => {
  const entries = [
    entry(1, [
      [0, 20, 1],
      [1, 10, 2],
      [0, 10, 3],
    ]),
    entry(2, [
      [0, 20, 4],
      [1, 5, 5],
    ]),
  ];
  expect(newestOf(entries, series)).toEqual([
    { device: 'a', metric: 'm.x', instance: '', time: 20, value: 4 },
    { device: 'b', metric: 'm.x', instance: '', time: 10, value: 2 },
  ]);
  expect(newestOf([], series)).toEqual([]);
});
