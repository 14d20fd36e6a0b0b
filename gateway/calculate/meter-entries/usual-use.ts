import type { Supply } from '../../../devices/tariff.ts';
import type { EntryUnit } from '../../domain/meter-entry.ts';
import { aYearBefore, type Days } from '../energy-history.ts';

/** What was used a day in some local days, `from` ≤ day < `to` since 1970-01-01. */
export interface TypedSpan extends Days {
  readonly supply: Supply;
  readonly unit: EntryUnit;
  readonly perDay: number;
}

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

/** From the same dates of the year before, else the median of all that is known; undefined where nothing is. */
export function usualOf(
  of: { readonly supply: Supply; readonly unit: EntryUnit },
  days: Days,
  spans: readonly TypedSpan[],
): UsualUse | undefined {
  const alike = spans.filter(({ supply, unit }) => supply === of.supply && unit === of.unit);
  let [sum, known] = [0, 0];
  for (let day = days.from; day < days.to; day++) {
    const then = aYearBefore(day);
    const span = alike.findLast(({ from, to }) => from <= then && then < to);
    if (span === undefined) continue;
    sum += span.perDay;
    known++;
  }
  if (known >= leastKnown * (days.to - days.from) && sum > 0) return limited(sum / known, room.lastYear);
  const sorted = alike.map(({ perDay }) => perDay).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  if (median <= 0) return undefined;
  return limited(median, of.supply === 'gas' || of.supply === 'heat' ? room.heating : room.other);
}

function limited(perDay: number, { over, under }: { readonly over: number; readonly under: number }): UsualUse {
  return { perDay, least: perDay / under, most: perDay * over };
}
