import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dateText,
  momentOf,
  movedBy,
  type Period,
  periodAt,
  periods,
  yearBefore,
} from '../../../dashboard/web/calendar.ts';

const paris = 'Europe/Paris';
const at = (text: string) => Date.parse(text);
const day = 86_400_000;

test('a period begins at the midnight of the place, on Monday for weeks, also where clocks change', () => {
  const of = (period: Period, time: string) =>
    Object.values(periodAt(period, at(time), paris)).map((t) => new Date(t).toISOString());
  expect(of('day', '2026-03-29T12:00:00Z')).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
  expect(of('week', '2026-11-22T22:59:59Z')).toEqual(['2026-11-15T23:00:00.000Z', '2026-11-22T23:00:00.000Z']);
  expect(of('month', '2026-10-31T23:30:00Z')).toEqual(['2026-10-31T23:00:00.000Z', '2026-11-30T23:00:00.000Z']);
  expect(of('year', '2026-06-01T00:00:00Z')).toEqual(['2025-12-31T23:00:00.000Z', '2026-12-31T23:00:00.000Z']);
});

test('hours follow each other through the nights in which clocks change', () => {
  for (const night of ['2020-03-28T23:00:00Z', '2026-10-24T22:00:00Z']) {
    const hours = [0, 1, 2, 3, 4, 5].map((hour) => at(night) + hour * 3_600_000);
    expect(hours.map((hour) => periodAt('hour', hour + 60_000, paris))).toEqual(
      hours.map((hour) => ({ from: hour, to: hour + 3_600_000 })),
    );
    expect(hours.slice(1).map((hour) => movedBy('hour', hour, -1, paris))).toEqual(hours.slice(0, -1));
  }
});

test('a year before keeps the weekday of days and weeks and the date of months', () => {
  const monday = at('2026-11-15T23:00:00Z');
  expect(new Date(yearBefore('week', monday, paris)).toISOString()).toBe('2025-11-16T23:00:00.000Z');
  expect(new Date(yearBefore('month', at('2026-10-31T23:00:00Z'), paris)).toISOString()).toBe(
    '2025-10-31T23:00:00.000Z',
  );
});

test('the address bar gives back the moment it was given, and nothing for nonsense', () => {
  expect(momentOf(dateText('day', at('2026-11-22T12:00:00Z'), paris), paris)).toBe(at('2026-11-21T23:00:00Z'));
  expect(momentOf(dateText('hour', at('2026-11-22T12:34:00Z'), paris), paris)).toBe(at('2026-11-22T12:00:00Z'));
  for (const text of ['', 'hier', '2026-13-01', '2026-11-22T', '99', null])
    expect(momentOf(text, paris)).toBe(undefined);
});

test('every moment lies in its period, and periods follow each other without a hole', () => {
  const zone = fc.constantFrom(paris, 'America/Martinique', 'Pacific/Noumea', 'UTC', 'Indian/Reunion');
  const moment = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
  fc.assert(
    fc.property(fc.constantFrom(...periods), moment, zone, (period, time, timeZone) => {
      const { from, to } = periodAt(period, time, timeZone);
      expect(from).toBeLessThanOrEqual(time);
      expect(to).toBeGreaterThan(time);
      expect(periodAt(period, to, timeZone).from).toBe(to);
      expect(movedBy(period, to, -1, timeZone)).toBe(from);
    }),
    { numRuns: 300 },
  );
  expect(day).toBe(86_400_000);
});
