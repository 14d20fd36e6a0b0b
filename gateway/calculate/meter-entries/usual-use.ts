import type { Supply } from '../../../devices/tariff.ts';
import { aYearBefore, type Days } from '../energy-history.ts';

/** A use a day that nobody wonders about, with its limits. */
export interface UsualUse {
  readonly perDay: number;
  readonly least: number;
  readonly most: number;
}

/** Times and parts of the usual: of the same dates of the year before, of other times, and of what heats at other times. */
const room = {
  lastYear: { over: 4, under: 5 },
  other: { over: 5, under: 6 },
  heating: { over: 15, under: 40 },
} as const;
const leastKnown = 0.5;
/** longer than a year and a month, and the year before is part of the days themselves */
const comparedAtMost = 400;

/** What one meter is known to use, in one unit. */
export interface KnownUse {
  /** a day, of local days since 1970-01-01 */
  readonly byDay: Map<number, number>;
  /** of every span that was learned, the least first */
  readonly sorted: number[];
}

/** Notes a span of days with its use a day; of two that overlap the later one counts. */
export function learnUse({ byDay, sorted }: KnownUse, { from, to }: Days, perDay: number): void {
  for (let day = from; day < to; day++) byDay.set(day, perDay);
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= perDay) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, perDay);
}

/** From the same dates of the year before, else the median of all that is known; undefined where nothing is. */
export function usualOf(supply: Supply, days: Days, { byDay, sorted }: KnownUse): UsualUse | undefined {
  let [sum, known] = [0, 0];
  const length = days.to - days.from;
  for (let day = days.from; length <= comparedAtMost && day < days.to; day++) {
    const then = byDay.get(aYearBefore(day));
    if (then === undefined) continue;
    sum += then;
    known++;
  }
  if (known >= leastKnown * length && sum > 0) return limited(sum / known, room.lastYear);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  if (median <= 0) return undefined;
  return limited(median, supply === 'gas' || supply === 'heat' ? room.heating : room.other);
}

function limited(perDay: number, { over, under }: { readonly over: number; readonly under: number }): UsualUse {
  return { perDay, least: perDay / under, most: perDay * over };
}
