import type { Zone } from '../../devices/calendar/local-time.ts';

/** The widths of a bucket, as the HTTP API names them. */
export type Step = '5m' | '15m' | '1h' | '1d' | '1w' | '1mo' | '1y';

/** The buckets of a time: n starts by the calendar, and the n + 1 edges between which their readings lie. */
export interface CalendarBuckets {
  /** where each bucket begins by the calendar; the first may lie before `from` */
  readonly starts: readonly number[];
  /** the same, with the first and the last bucket cut off at `from` and `to` */
  readonly edges: readonly number[];
}

const minute = 60_000;
const day = 24 * 60 * minute;
const fixed: Partial<Record<Step, number>> = { '5m': 5 * minute, '15m': 15 * minute, '1h': 60 * minute };

/**
 * Divides [from, to) into steps. From a day on they begin at local midnight whatever the clocks do, weeks on Monday,
 * months and years by the calendar; shorter ones at multiples of UTC. Throws `RangeError` beyond `limit` buckets.
 */
export function calendarBuckets(step: Step, from: number, to: number, zone: Zone, limit = 50_000): CalendarBuckets {
  const starts: number[] = [];
  for (let start = from; start < to; ) {
    const bucket = bucketOf(step, start, zone);
    if (starts.length === limit) throw new RangeError(`more than ${limit} buckets of ${step}`);
    starts.push(bucket.start);
    start = bucket.end;
  }
  return { starts, edges: starts.length === 0 ? [] : [from, ...starts.slice(1), to] };
}

/** The bucket of the calendar that holds an instant. */
export function bucketOf(step: Step, time: number, zone: Zone): { readonly start: number; readonly end: number } {
  const width = fixed[step];
  if (width !== undefined) {
    const start = Math.floor(time / width) * width;
    return { start, end: start + width };
  }
  const [first, next] = localBucket(step, zone.dayAt(time));
  return { start: zone.dayStart(first), end: zone.dayStart(next) };
}

/** First day and first day after, in days since 1970-01-01 of the local calendar. */
function localBucket(step: Step, today: number): readonly [number, number] {
  if (step === '1d') return [today, today + 1];
  if (step === '1w') {
    // 1970-01-01 was a Thursday
    const monday = today - ((((today + 3) % 7) + 7) % 7);
    return [monday, monday + 7];
  }
  const date = new Date(today * day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return step === '1mo'
    ? [Date.UTC(year, month) / day, Date.UTC(year, month + 1) / day]
    : [Date.UTC(year, 0) / day, Date.UTC(year + 1, 0) / day];
}
