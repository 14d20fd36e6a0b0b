import { expect, test } from 'vitest';
import { createZone } from '../../../devices/calendar/local-time.ts';
import { calendarBuckets, type Step } from '../../../gateway/calculate/calendar-edges.ts';

const paris = createZone('Europe/Paris');
const hour = 3_600_000;

test('days begin at local midnight, on the days the clocks change too', () => {
  const spring = calendarBuckets('1d', at('2026-03-28T00:00+01:00'), at('2026-03-31T00:00+02:00'), paris);
  expect(spring.starts.map(iso)).toEqual(['2026-03-27T23:00Z', '2026-03-28T23:00Z', '2026-03-29T22:00Z']);
  expect(spring.edges.map((edge, i) => edge - (spring.edges[i - 1] ?? edge)).slice(1)).toEqual(
    [24, 23, 24].map((hours) => hours * hour),
  );
  const autumn = calendarBuckets('1d', at('2026-10-25T00:00+02:00'), at('2026-10-26T00:00+01:00'), paris);
  expect(autumn.edges).toEqual([at('2026-10-24T22:00Z'), at('2026-10-25T23:00Z')]);
});

test.each<[Step, string[]]>([
  ['1w', ['2026-02-22T23:00Z', '2026-03-01T23:00Z']],
  ['1mo', ['2026-01-31T23:00Z', '2026-02-28T23:00Z']],
  ['1y', ['2025-12-31T23:00Z']],
  ['1h', []],
])('a step of %s begins by the calendar, and its readings are cut off at the ends asked for', (step, starts) => {
  const [from, to] = [at('2026-02-26T09:15Z'), at('2026-03-03T08:00Z')];
  const buckets = calendarBuckets(step, from, to, paris);
  if (starts.length > 0) expect(buckets.starts.map(iso)).toEqual(starts);
  else expect(buckets.starts).toHaveLength(5 * 24 - 1);
  expect([buckets.edges[0], buckets.edges.at(-1)]).toEqual([from, to]);
  expect(buckets.edges).toHaveLength(buckets.starts.length + 1);
  expect(buckets.edges.slice(1, -1)).toEqual(buckets.starts.slice(1));
});

test('every day of sixty years in zones that change at midnight, by half an hour or by a day follows the last and is the next on the wall', () => {
  let seen = 0;
  for (const name of [
    'America/Sao_Paulo',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Asia/Beirut',
    'Africa/Casablanca',
    'Atlantic/Azores',
    'America/Havana',
    'Europe/Paris',
    'UTC',
  ]) {
    const zone = createZone(name);
    const { starts } = calendarBuckets('1d', Date.UTC(1975, 0, 2), Date.UTC(2035, 0, 2), zone);
    const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: name });
    for (const [i, start] of starts.entries()) {
      if (i % 7 !== 0 && start - (starts[i - 1] ?? start) === 24 * hour) continue;
      seen++;
      expect(wall.format(start), name).not.toBe(wall.format(start - 1));
      const previous = starts[i - 1];
      if (previous !== undefined) expect(wall.format(start - 1), name).toBe(wall.format(previous));
    }
  }
  expect(seen).toBeGreaterThan(15_000);
});

test('a time that needs too many buckets is refused', () => {
  expect(() => calendarBuckets('5m', 0, 50_001 * 300_000, paris)).toThrow(RangeError);
});

function at(text: string): number {
  return Date.parse(text);
}

function iso(time: number): string {
  return new Date(time).toISOString().replace(':00.000Z', 'Z');
}
