import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayNumber } from '../../../../devices/calendar/local-date.ts';
import { createZone } from '../../../../devices/calendar/local-time.ts';
import { periodsOf, type Rows } from '../../../../gateway/calculate/savings/periods-of.ts';
import { type SavingsOf, savingsOf } from '../../../../gateway/calculate/savings/savings.ts';

const zone = createZone('Europe/Paris');
const works = { from: '2025-01-01', to: '2025-01-31' };
const begin = dayNumber('2023-12-01');
const manyDays = 850;
const hour = 3_600_000;

/** Warm in July, cold in January, with a ripple from day to day. */
const warmth = (day: number) => 12 - 9 * Math.cos(((day - begin - 45) * 2 * Math.PI) / 365) + 3 * Math.sin(day * 1.7);
const days = Array.from({ length: manyDays }, (_, at) => begin + at);
const temperature: Rows = { times: days.map(zone.dayStart), values: days.map(warmth) };

/** A building of 40 a day and 3 a degree-day below 15 °C, less after the works by a share, with a noise of its own. */
function meter({ saving = 0.1, noise = 4, base = 40, slope = 3 } = {}): Rows {
  const after = dayNumber(works.to);
  const values = days.map((day) => {
    const use = base + slope * Math.max(0, 15 - warmth(day)) + noise * Math.sin(day * 12.9898);
    return day > after ? use * (1 - saving) : use;
  });
  return { times: temperature.times, values };
}

/** The building with nothing measured from a day up to another. */
function without(from: string, to: string): Rows {
  const use = meter();
  return {
    times: use.times,
    values: use.values.map((value, at) => {
      const day = begin + at;
      return day >= dayNumber(from) && day < dayNumber(to) ? Number.NaN : value;
    }),
  };
}

function saved(use: Rows, of: Partial<SavingsOf> = {}) {
  const periods = periodsOf({ use, temperature, zone, zeroIsMissing: true });
  if (typeof periods === 'string') throw new Error(periods);
  return savingsOf({ meter: periods, zone, works, unit: 'C', mayCool: true, confidence: 0.9, ...of });
}

test('a saving of a tenth is found, with the balance point, the slope and the base of the building', () => {
  const { found, baseline, reporting, doubts } = saved(meter());
  expect(doubts).toEqual([]);
  expect(found?.model.heating?.balance).toBeCloseTo(15, 0);
  expect(found?.model.heating?.perDegreeDay).toBeCloseTo(3, 1);
  expect(found?.model.base).toBeCloseTo(40, 0);
  expect(found?.model.cooling).toBeUndefined();
  expect(found?.share).toBeCloseTo(0.1, 2);
  expect(baseline).toMatchObject({ from: '2024-01-01', to: '2025-01-01', days: 366, missing: 0 });
  expect(reporting).toMatchObject({ from: '2025-02-01', to: '2026-02-01', days: 365, missing: 0 });
});

test('whatever the building, its own model is fair to its own year: nothing saved, nothing lost', () => {
  let seen = 0;
  fc.assert(
    fc.property(
      fc.double({ min: 5, max: 500, noNaN: true }),
      fc.double({ min: 0, max: 40, noNaN: true }),
      fc.double({ min: 0, max: 0.3, noNaN: true }),
      (base, slope, unrest) => {
        seen++;
        const { found } = saved(meter({ saving: 0, base, slope, noise: unrest * base }));
        expect(Math.abs(found?.quality.nmbe ?? 1)).toBeLessThan(1e-9);
        expect(Math.abs(found?.share ?? 1)).toBeLessThan(0.05);
      },
    ),
    { numRuns: 20 },
  );
  expect(seen).toBe(20);
});

test('a building that the weather leaves cold has neither heating nor cooling in its model', () => {
  const { found } = saved(meter({ slope: 0, noise: 0 }));
  expect(found?.model).toEqual({ base: expect.closeTo(40, 9), adjustedR2: 0 });
  expect(found?.share).toBeCloseTo(0.1, 9);
});

test('hours and days of the same meter give the same saving, also where clocks change', () => {
  const use = meter();
  const hours: { times: number[]; values: number[] } = { times: [], values: [] };
  for (const [at, day] of days.entries()) {
    const count = (zone.dayStart(day + 1) - zone.dayStart(day)) / hour;
    for (let on = 0; on < count; on++) {
      hours.times.push(zone.dayStart(day) + on * hour);
      hours.values.push((use.values[at] ?? 0) / count);
    }
  }
  const [byDay, byHour] = [saved(use), saved(hours)];
  expect(byHour.baseline).toEqual({ ...byDay.baseline, use: expect.closeTo(byDay.baseline.use, 6) });
  expect(byHour.found?.saved).toBeCloseTo(byDay.found?.saved ?? 0, 6);
});

test('bills alone suffice: a year of them before and after, weighted by their days', () => {
  const use = meter();
  const bills: { times: number[]; values: number[] } = { times: [], values: [] };
  for (let at = 0; at < manyDays; at += 30) {
    bills.times.push(zone.dayStart(begin + at));
    bills.values.push(use.values.slice(at, at + 30).reduce((sum, value) => sum + value, 0));
  }
  const { is, found, baseline, doubts } = saved(bills);
  expect(is).toBe('billing');
  expect(doubts).toEqual([]);
  expect(baseline.missing).toBeLessThan(30);
  expect(found?.quality.periods).toBe(12);
  expect(found?.model.heating?.balance).toBeCloseTo(15, -1);
  expect(found?.share).toBeGreaterThan(0.08);
  expect(found?.share).toBeLessThan(0.12);
});

test('what lacks makes the verdict: more than a tenth of a year, half a year after, nothing after, a saving within the noise', () => {
  expect(saved(without('2024-03-01', '2024-04-06')).doubts).toEqual([]); // 36 days
  expect(saved(without('2024-03-01', '2024-04-08')).doubts).toEqual(['the baseline lacks too many days']);
  expect(saved(without('2025-08-01', '2027-01-01')).doubts).toEqual(['less than a year was measured after the works']);
  expect(saved(without('2025-06-01', '2025-08-01')).doubts).toEqual(['the year after the works lacks too many days']);
  const nothing = saved(without('2025-02-01', '2027-01-01'));
  expect(nothing.doubts).toEqual(['nothing was measured after the works']);
  expect(nothing.found).toBeUndefined();
  const noisy = saved(meter({ saving: 0.003, noise: 12 }));
  expect(noisy.doubts).toEqual(['the saving is within its uncertainty']);
});

test('days to come are no gaps: the year after the works is counted as far as it is over, and still is less than a year', () => {
  const half = saved(without('2025-08-01', '2027-01-01'), { today: '2025-08-01' });
  expect(half.reporting).toMatchObject({ from: '2025-02-01', to: '2025-08-01', days: 181, missing: 0 });
  expect(half.doubts).toEqual(['less than a year was measured after the works']);
  expect(saved(meter(), { today: '2026-11-01' }).reporting).toMatchObject({ to: '2026-02-01', days: 365, missing: 0 });
  expect(saved(without('2025-02-01', '2027-01-01'), { today: '2025-01-20' }).doubts).toEqual([
    'nothing was measured after the works',
  ]);
});

test('a declared change of use counts from its day: a class more explains what it uses', () => {
  const plain = saved(meter()).found;
  const from = addDays(works.to, 1);
  const all = saved(meter(), { changes: [{ from, share: 0.08 }] }).found;
  const late = saved(meter(), { changes: [{ from: '2025-09-01', share: 0.08 }] }).found;
  expect((all?.expected ?? 0) / (plain?.expected ?? 1)).toBeCloseTo(1.08, 9);
  expect(late?.saved).toBeGreaterThan(plain?.saved ?? 0);
  expect(late?.saved).toBeLessThan(all?.saved ?? 0);
});

test('gas cools nothing, and a day without gas is a day', () => {
  const times = temperature.times;
  const cooled = { times, values: days.map((day) => 10 + 5 * Math.max(0, warmth(day) - 16)) };
  expect(saved(cooled).found?.model.cooling?.balance).toBeCloseTo(16, 0);
  expect(saved(cooled, { mayCool: false }).found?.model.cooling).toBeUndefined();

  const summer = { times, values: days.map((day) => 2 * Math.max(0, 14 - warmth(day))) };
  const gas = periodsOf({ use: summer, temperature, zone, zeroIsMissing: false });
  const electricity = periodsOf({ use: summer, temperature, zone, zeroIsMissing: true });
  const known = (of: typeof gas) =>
    typeof of === 'string' ? 0 : of.periods.filter(({ use }) => !Number.isNaN(use)).length;
  expect(known(gas)).toBe(manyDays);
  expect(known(electricity)).toBeLessThan(manyDays - 100);
});

test('a day below zero and a day far above the others are pointed at, and kept', () => {
  const { times, values } = meter({ noise: 0 });
  const odd = { times, values: values.map((value, at) => (at === 10 ? -5 : at === 20 ? 900 : value)) };
  const periods = periodsOf({ use: odd, temperature, zone, zeroIsMissing: true });
  if (typeof periods === 'string') throw new Error(periods);
  expect(periods.doubtful.map(({ why }) => why)).toEqual(['negative', 'far above']);
  expect(periods.periods[20]?.use).toBe(900);
});

test('rows that are neither hours, days nor bills are refused with the cure', () => {
  const times = (stepHours: number) =>
    Array.from({ length: 40 }, (_, at) => zone.dayStart(begin) + at * stepHours * hour);
  const of = (rows: Rows) => periodsOf({ use: rows, temperature, zone, zeroIsMissing: true });
  const values = Array.from({ length: 40 }, () => 1);
  expect(of({ times: times(24 * 7), values })).toMatch(/a row every 7 days/);
  expect(of({ times: times(24).map((time) => time + 6 * hour), values })).toMatch(/--time-zone/);
  expect(of({ times: times(24).slice(0, 1), values: [1] })).toMatch(/fewer than two rows/);
});
