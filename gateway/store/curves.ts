import type { Curve } from '../domain/reading.ts';

export const emptyCurve: Curve = { times: new Float64Array(0), values: new Float64Array(0) };

/**
 * Readings in the order they were accepted become a curve: ordered by time, of one instant the last accepted. May return
 * its argument. Stretches that run backwards, as a part gives them, cost no sorting.
 */
export function ordered(accepted: Curve): Curve {
  if (isOrdered(accepted.times)) return accepted;
  const turned = turnedRound(accepted);
  if (isOrdered(turned.times)) return turned;
  const { times, values } = turned;
  const order = Array.from(times.keys()).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
  const out = { times: new Float64Array(order.length), values: new Float64Array(order.length) };
  let length = 0;
  for (const row of order) {
    const time = times[row] ?? 0;
    if (length > 0 && out.times[length - 1] === time) length--;
    out.times[length] = time;
    out.values[length++] = values[row] ?? 0;
  }
  return { times: out.times.subarray(0, length), values: out.values.subarray(0, length) };
}

/** Two curves in one; where both have an instant, `newer` wins. */
export function merged(older: Curve, newer: Curve): Curve {
  if (newer.times.length === 0) return older;
  if (older.times.length === 0) return newer;
  const times = new Float64Array(older.times.length + newer.times.length);
  const values = new Float64Array(times.length);
  let length = 0;
  let o = 0;
  let n = 0;
  while (o < older.times.length || n < newer.times.length) {
    const oldTime = older.times[o] ?? Number.POSITIVE_INFINITY;
    const newTime = newer.times[n] ?? Number.POSITIVE_INFINITY;
    if (newTime <= oldTime) {
      times[length] = newTime;
      values[length++] = newer.values[n++] ?? 0;
      if (newTime === oldTime) o++;
    } else {
      times[length] = oldTime;
      values[length++] = older.values[o++] ?? 0;
    }
  }
  return { times: times.subarray(0, length), values: values.subarray(0, length) };
}

interface Cut {
  readonly from: number;
  readonly to: number;
  readonly base?: boolean;
  readonly limit?: number;
}

/** What a query asks of a curve: `from` ≤ time < `to`, at most `limit`, and with `base` the one before `from` in front. */
export function cut(curve: Curve, query: Cut): Curve {
  return copied(viewed(curve, query));
}

export function copied({ times, values }: Curve): Curve {
  return { times: times.slice(), values: values.slice() };
}

/** The same without a copy. */
export function viewed(curve: Curve, query: Cut): Curve {
  const start = firstAtOrAfter(curve.times, query.from);
  const first = query.base && start > 0 ? start - 1 : start;
  const end = firstAtOrAfter(curve.times, query.to);
  const last = Math.max(start, Math.min(end, start + (query.limit ?? Number.POSITIVE_INFINITY)));
  return { times: curve.times.subarray(first, last), values: curve.values.subarray(first, last) };
}

/** The row of the first time at or after `time`; the length when there is none. */
export function firstAtOrAfter(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every stretch of falling times turned round; of one instant the last stays the last. */
function turnedRound({ times, values }: Curve): Curve {
  const turned = { times: times.slice(), values: values.slice() };
  let start = 0;
  for (let i = 1; i <= times.length; i++) {
    if ((times[i] ?? Number.POSITIVE_INFINITY) < (times[i - 1] ?? 0)) continue;
    turned.times.subarray(start, i).reverse();
    turned.values.subarray(start, i).reverse();
    start = i;
  }
  return turned;
}

function isOrdered(times: Float64Array): boolean {
  for (let i = 1; i < times.length; i++) if (!((times[i] ?? 0) > (times[i - 1] ?? 0))) return false;
  return true;
}
