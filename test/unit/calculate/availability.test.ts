import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createZone } from '../../../devices/calendar/local-time.ts';
import { sumOf, type Tally, tallies, unknownRatio, upRatio } from '../../../gateway/calculate/availability.ts';
import { calendarBuckets } from '../../../gateway/calculate/calendar-edges.ts';
import { type Interval, merged } from '../../../gateway/calculate/interval.ts';
import type { Curve } from '../../../gateway/domain/reading.ts';

const minute = 60_000;
const hour = 60 * minute;
const rules = { silentAfterMs: 5 * minute, maintenances: [] };

test('a device that answered for nine hours of ten and failed for one was available 90 % of the time', () => {
  const curve = everyMinute(0, 10 * hour, (time) => (time >= 3 * hour && time < 4 * hour ? 0 : 1));
  const [tally] = tallies(curve, [0, 10 * hour], rules);
  expect(tally).toEqual({ up: 9 * hour, down: hour, unknown: 0, maintenance: 0 });
  expect(upRatio(tally!)).toBe(0.9);
});

test('a state counts for as long as the device may be quiet, and then nobody knows', () => {
  const [tally] = tallies(curveOf([[10 * minute, 1]]), [0, hour], rules);
  expect(tally).toEqual({ up: 5 * minute, down: 0, unknown: 55 * minute, maintenance: 0 });
  expect([upRatio(tally!), unknownRatio(tally!)]).toEqual([1, 55 / 60]);
});

test('the last reading before the period speaks for its beginning', () => {
  const [tally] = tallies(curveOf([[-2 * minute, 0]]), [0, hour], rules);
  expect(tally).toMatchObject({ down: 3 * minute, unknown: 57 * minute });
});

test('a device that works with a fault works', () => {
  const [tally] = tallies(
    everyMinute(0, hour, () => 0.5),
    [0, hour],
    rules,
  );
  expect(tally).toMatchObject({ up: hour });
});

test('where nothing is known there is no ratio, and all of it is unknown', () => {
  const [tally] = tallies(curveOf([]), [0, hour], rules);
  expect([upRatio(tally!), unknownRatio(tally!)]).toEqual([null, 1]);
  expect(tallies(curveOf([]), [], rules)).toEqual([]);
});

test('an outage that was announced, before or afterwards, costs no availability', () => {
  const curve = everyMinute(0, 10 * hour, (time) => (time >= 3 * hour && time < 4 * hour ? 0 : 1));
  const worked = { ...rules, maintenances: [{ from: 3 * hour, to: 4 * hour }] };
  const [tally] = tallies(curve, [0, 10 * hour], worked);
  expect(tally).toEqual({ up: 9 * hour, down: 0, unknown: 0, maintenance: hour });
  expect(upRatio(tally!)).toBe(1);
});

test('a local day on which clocks change has 23 or 25 hours, and all of them count', () => {
  const paris = createZone('Europe/Paris');
  const lengths = ['2026-03-29', '2026-10-25', '2026-06-01'].map((date) => {
    const from = paris.toInstant(date);
    const to = paris.nextDay(from);
    const { edges } = calendarBuckets('1d', from, to, paris);
    const [tally, ...more] = tallies(
      everyMinute(from, to, () => 1),
      edges,
      rules,
    );
    expect(more).toEqual([]);
    expect(upRatio(tally!)).toBe(1);
    return tally!.up / hour;
  });
  expect(lengths).toEqual([23, 25, 24]);
});

const moment = fc.integer({ min: -hour, max: 24 * hour });
const history = fc
  .uniqueArray(fc.tuple(moment, fc.constantFrom(0, 0.5, 1)), { selector: ([time]) => time, maxLength: 60 })
  .map((readings) => curveOf(readings.toSorted(([a], [b]) => a - b)));
const works = fc.array(
  fc.tuple(moment, fc.integer({ min: 0, max: 3 * hour })).map(([from, length]) => ({ from, to: from + length })),
  { maxLength: 6 },
);
const edgesOfDay = fc
  .uniqueArray(fc.integer({ min: 1, max: 24 * hour - 1 }), { maxLength: 10 })
  .map((inner) => [0, ...inner.toSorted((a, b) => a - b), 24 * hour]);
const silence = fc.integer({ min: 1, max: 2 * hour });

test('whatever is heard, every ms is of one kind and ratios lie between 0 and 1', () => {
  fc.assert(
    fc.property(history, works, edgesOfDay, silence, (curve, maintenances, edges, silentAfterMs) => {
      const parts = tallies(curve, edges, { silentAfterMs, maintenances });
      expect(parts).toHaveLength(edges.length - 1);
      expect(parts.map(lengthOf)).toEqual(edges.slice(1).map((edge, i) => edge - edges[i]!));
      for (const ratio of [...parts, sumOf(parts)].flatMap((part) => [upRatio(part), unknownRatio(part)])) {
        expect(ratio === null || (ratio >= 0 && ratio <= 1)).toBe(true);
      }
    }),
  );
});

test('the parts of a time add up to the whole, however it is divided and read', () => {
  fc.assert(
    fc.property(history, works, edgesOfDay, silence, (curve, maintenances, edges, silentAfterMs) => {
      const all = { silentAfterMs, maintenances };
      const whole = tallies(curve, [0, 24 * hour], all)[0];
      expect(sumOf(tallies(curve, edges, all))).toEqual(whole);
      // each part read on its own, with the last reading before it
      const apart = edges.slice(1).flatMap((to, i) => tallies(part(curve, edges[i]!, to), [edges[i]!, to], all));
      expect(sumOf(apart)).toEqual(whole);
    }),
  );
});

test('a maintenance announced afterwards is as if it had been known, and only takes time away', () => {
  fc.assert(
    fc.property(history, works, works, silence, (curve, before, added, silentAfterMs) => {
      const at = (maintenances: Interval[]) => tallies(curve, [0, 24 * hour], { silentAfterMs, maintenances })[0]!;
      const [plain, late, early] = [at(before), at([...before, ...added]), at([...added, ...before])];
      expect(late).toEqual(early);
      for (const kind of ['up', 'down', 'unknown'] as const) expect(late[kind]).toBeLessThanOrEqual(plain[kind]);
      const worked = merged([...before, ...added]);
      const within = worked.map(({ from, to }) => Math.max(0, Math.min(to, 24 * hour) - Math.max(from, 0)));
      expect(late.maintenance).toBe(within.reduce((sum, length) => sum + length, 0));
    }),
  );
});

function lengthOf({ up, down, unknown, maintenance }: Tally): number {
  return up + down + unknown + maintenance;
}

function part({ times, values }: Curve, from: number, to: number): Curve {
  const base = times.findLastIndex((time) => time < from);
  const end = times.findIndex((time) => time >= to);
  const [first, last] = [Math.max(base, 0), end === -1 ? times.length : end];
  return { times: times.slice(first, last), values: values.slice(first, last) };
}

function everyMinute(from: number, to: number, state: (time: number) => number): Curve {
  const count = Math.ceil((to - from) / minute);
  return curveOf(Array.from({ length: count }, (_, i) => [from + i * minute, state(from + i * minute)]));
}

function curveOf(readings: readonly (readonly [time: number, value: number])[]): Curve {
  return {
    times: Float64Array.from(readings, ([time]) => time),
    values: Float64Array.from(readings, ([, value]) => value),
  };
}
