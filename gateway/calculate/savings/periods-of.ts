import type { Zone } from '../../../devices/calendar/local-time.ts';
import { quantile } from './model-quality.ts';
import type { Period } from './period.ts';

/** Values by their starts, ascending epoch ms; NaN says that nothing is known from there on. */
export interface Rows {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

export interface PeriodsOf {
  /** amounts, each of the time until the next row */
  readonly use: Rows;
  readonly temperature: Rows;
  readonly zone: Zone;
  /** a zero is a meter that was not read: so for electricity, not for gas (CalTRACK 2.1) */
  readonly zeroIsMissing: boolean;
}

export interface Periods {
  readonly is: 'daily' | 'billing';
  readonly periods: readonly Period[];
  /** kept, and for a person to look at: below zero, or far above the others */
  readonly doubtful: readonly { readonly period: Period; readonly why: 'negative' | 'far above' }[];
}

const dayMs = 86_400_000;
/** CalTRACK 2.3: half of a day's values, nine tenths of a bill's days. */
const leastOfDay = 0.5;
const leastOfBill = 0.9;
/** CalTRACK 2.2: days of a bill; one every two months may be longer. */
const billDays = { least: 25, monthly: 35, most: 70 };

/**
 * Cuts a meter's file into days (it has a row a day or more) or leaves its bills as they are, each with the outdoor
 * temperatures of its days. Answers a reason where the rows are neither.
 */
export function periodsOf({ use, temperature, zone, zeroIsMissing }: PeriodsOf): Periods | string {
  const step = cadence(use.times);
  const warmth = meansOfDays(temperature, zone);
  if (Number.isNaN(step)) return 'the consumption has fewer than two rows';
  const values = use.values.map((value) => (zeroIsMissing && value === 0 ? Number.NaN : value));
  const isBilling = step >= 20 * dayMs;
  if (!isBilling && step > 1.1 * dayMs) {
    return `the consumption has a row every ${Math.round(step / dayMs)} days: days, hours or bills of a month or two are wanted`;
  }
  const rows = { times: use.times, values };
  if (isBilling) return judged('billing', billsOf(rows, zone, warmth));
  if (step <= dayMs / 2) return judged('daily', daysOf(amountsOfDays(rows, zone, step), zone, warmth));
  const days = readDays(rows, zone);
  return typeof days === 'string' ? days : judged('daily', daysOf(days, zone, warmth));
}

function judged(is: Periods['is'], periods: readonly Period[]): Periods {
  const known = periods.map(({ use, days }) => use / days).filter(Number.isFinite);
  const sorted = known.toSorted((a, b) => a - b);
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  const limit = (middle ?? 0) + 3 * ((high ?? 0) - (low ?? 0));
  const doubtful = periods.flatMap((period) => {
    const why = period.use < 0 ? 'negative' : period.use / period.days > limit ? 'far above' : undefined;
    return why === undefined ? [] : [{ period, why } as const];
  });
  return { is, periods, doubtful };
}

/** Every local day from the first with an amount to the last. */
function daysOf(amounts: ReadonlyMap<number, number>, zone: Zone, warmth: ReadonlyMap<number, number>): Period[] {
  const known = [...amounts.keys()];
  const [first, last] = [Math.min(...known), Math.max(...known)];
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const day = first + at;
    const temperature = warmth.get(day);
    return {
      start: zone.dayStart(day),
      end: zone.dayStart(day + 1),
      days: 1,
      use: amounts.get(day) ?? Number.NaN,
      temperatures: temperature === undefined ? [] : [temperature],
    };
  });
}

/** The last row is the end of the bill before it. */
function billsOf({ times, values }: Rows, zone: Zone, warmth: ReadonlyMap<number, number>): Period[] {
  const days = times.map((time) => nearestDay(time, zone));
  const lengths = days.slice(1).map((day, at) => day - (days[at] ?? 0));
  const isMonthly =
    quantile(
      lengths.toSorted((a, b) => a - b),
      0.5,
    ) <= billDays.monthly;
  return lengths.flatMap((length, at) => {
    const day = days[at] ?? 0;
    if (length < billDays.least || length > (isMonthly ? billDays.monthly : billDays.most)) return [];
    const temperatures = Array.from({ length }, (_, on) => warmth.get(day + on)).filter((one) => one !== undefined);
    return {
      start: zone.dayStart(day),
      end: zone.dayStart(day + length),
      days: length,
      use: values[at] ?? Number.NaN,
      temperatures: temperatures.length >= leastOfBill * length ? temperatures : [],
    };
  });
}

/** A day that lacks half of its values or more is unknown; of another what lacks is as its mean. */
function amountsOfDays(rows: Rows, zone: Zone, step: number): Map<number, number> {
  const amounts = new Map<number, number>();
  for (const [day, { sum, count }] of sumsOfDays(rows, zone)) {
    const wanted = Math.round((zone.dayStart(day + 1) - zone.dayStart(day)) / step);
    amounts.set(day, count >= leastOfDay * wanted ? (sum / count) * wanted : Number.NaN);
  }
  return amounts;
}

function readDays({ times, values }: Rows, zone: Zone): Map<number, number> | string {
  const amounts = new Map<number, number>();
  for (const [at, time] of times.entries()) {
    const day = nearestDay(time, zone);
    if (Math.abs(time - zone.dayStart(day)) > dayMs / 12) {
      return `the days of the consumption do not begin at midnight of ${zone.timeZone}: name their zone with --time-zone`;
    }
    amounts.set(day, values[at] ?? Number.NaN);
  }
  return amounts;
}

/** The mean of every local day of which at least half is known. */
function meansOfDays(rows: Rows, zone: Zone): Map<number, number> {
  const step = cadence(rows.times);
  const means = new Map<number, number>();
  for (const [day, { sum, count }] of sumsOfDays(rows, zone)) {
    const wanted = Math.max(1, Math.round((zone.dayStart(day + 1) - zone.dayStart(day)) / step));
    if (count >= leastOfDay * wanted) means.set(day, sum / count);
  }
  return means;
}

function sumsOfDays({ times, values }: Rows, zone: Zone): Map<number, { sum: number; count: number }> {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const [at, time] of times.entries()) {
    const day = zone.dayAt(time);
    let known = sums.get(day);
    if (known === undefined) {
      known = { sum: 0, count: 0 };
      sums.set(day, known);
    }
    const value = values[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    known.sum += value;
    known.count++;
  }
  return sums;
}

/** The day that begins nearest to an instant. */
function nearestDay(time: number, zone: Zone): number {
  return zone.dayAt(time + dayMs / 2);
}

/** The usual distance between rows, ms; NaN with fewer than two. */
function cadence(times: readonly number[]): number {
  const steps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
  return steps.length === 0
    ? Number.NaN
    : quantile(
        steps.toSorted((a, b) => a - b),
        0.5,
      );
}
