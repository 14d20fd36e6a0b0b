import { expect, test } from 'vitest';
import { clockOf } from '../../../commands/score/clock.ts';
import { clockDay } from '../../../commands/score/clock-day.ts';

test.each([
  ['2026-03-01 10:00:00', Date.UTC(2026, 2, 1, 10)],
  ['2026-03-01T10:00:00+01:00', Date.UTC(2026, 2, 1, 10)],
  ['2026-03-01T10:00Z', Date.UTC(2026, 2, 1, 10)],
  ['2026-03-01 10:00:00.250000', Date.UTC(2026, 2, 1, 10) + 250],
  ['1772359200000', 1_772_359_200_000],
  ['2026-02-30 10:00:00', undefined],
  ['2026-03-01 24:00:00', undefined],
  ['2026-13-01 10:00:00', undefined],
  ['2026-03-01', undefined],
  ['', undefined],
])('the clock of "%s"', (written, clock) => {
  expect(clockOf(written)).toBe(clock);
});

test('the week-end by the clock, before 1970 too', () => {
  const days = ['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09', '1969-12-28'];
  expect(days.map((day) => clockDay(clockOf(`${day} 12:00`)!))).toEqual([
    'working',
    'saturday',
    'sunday',
    'working',
    'sunday',
  ]);
});
