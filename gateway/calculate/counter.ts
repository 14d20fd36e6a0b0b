import type { Buckets, CounterRules } from '../domain/buckets.ts';
import type { Curve } from '../domain/reading.ts';

/**
 * A counter's curve as if its meter had run on for ever: it never falls, and the difference of two of its values is what
 * was consumed between them.
 *
 * A drop is a reset, not consumption: what was used between the two readings is unknown and counts nothing, so a reset
 * never invents more than there was, and the next difference counts again. (Taking the new index as consumption, as some
 * do, is right for a device that began at zero and far too much for a replaced meter.) A drop from the last tenth of a
 * register whose `rollover` is known to its beginning is the register's turn-over and counts exactly. One reading above
 * or below its neighbours which themselves go on is a reading error and is left out. May return its argument.
 */
export function unbroken(curve: Curve, rules: CounterRules = {}): Curve {
  if ((rules.corrections ?? []).length === 0 && isRising(curve.values)) return curve;
  const modulus = rules.rollover === undefined ? undefined : modulusOf(rules.rollover);
  const corrections = [...(rules.corrections ?? [])].sort((a, b) => a.time - b.time);
  const room = curve.times.length + 2 * corrections.length;
  const out = { times: new Float64Array(room), values: new Float64Array(room) };
  let length = 0;
  let row = 0;
  /** the meter's last index that counted */
  let index: number | undefined;
  /** what the meters before this one, and this one's rounds, have counted */
  let offset = 0;

  const count = (time: number, next: number): void => {
    if (index !== undefined && next < index) offset += turnOver(index, next, modulus) ?? index - next;
    index = next;
    out.times[length] = time;
    out.values[length++] = offset + next;
  };

  for (const { time, last, first } of [...corrections, { time: Number.POSITIVE_INFINITY, last: 0, first: 0 }]) {
    for (; row < curve.times.length && (curve.times[row] ?? 0) < time; row++) {
      const follows = (curve.times[row + 1] ?? Number.POSITIVE_INFINITY) < time ? curve.values[row + 1] : undefined;
      const value = curve.values[row] ?? 0;
      if (!isSpike(index, value, follows)) count(curve.times[row] ?? 0, value);
    }
    if (time === Number.POSITIVE_INFINITY) break;
    if (index !== undefined) count(time, Math.max(last, index));
    if (index !== undefined) offset += index - first;
    else count(time, first);
    index = first;
  }
  return { times: out.times.subarray(0, length), values: out.values.subarray(0, length) };
}

/**
 * Consumption between each two neighbouring edges (epoch ms, rising): the index at or before the end minus the index at
 * or before the beginning, so that the parts of a time add up to the whole. null where no reading lies after the
 * beginning and up to the end; without any earlier reading the first one inside is the beginning. Give the curve with
 * its base in front and with the reading at the last edge itself: `{ from, to: to + 1, base: true }` of the store.
 */
export function consumption(curve: Curve, edges: readonly number[], rules: CounterRules = {}): Buckets {
  const { times, values } = unbroken(curve, rules);
  let row = -1;
  return edges.slice(1).map((end, i) => {
    while (row + 1 < times.length && (times[row + 1] ?? 0) <= (edges[i] ?? 0)) row++;
    const base = Math.max(row, 0);
    while (row + 1 < times.length && (times[row + 1] ?? 0) <= end) row++;
    return row > base ? rounded((values[row] ?? 0) - (values[base] ?? 0)) : null;
  });
}

function isRising(values: Float64Array): boolean {
  for (let row = 1; row < values.length; row++) if (!((values[row] ?? 0) >= (values[row - 1] ?? 0))) return false;
  return true;
}

/** What a turn-over adds to the offset, if the drop is one. */
function turnOver(index: number, next: number, modulus: number | undefined): number | undefined {
  return modulus !== undefined && index <= modulus && modulus - index + next <= modulus / 10 ? modulus : undefined;
}

/** Between an index and a reading that goes on from it, one that is below the first or above both is an error. */
function isSpike(index: number | undefined, value: number, follows: number | undefined): boolean {
  if (index === undefined || follows === undefined || follows < index) return false;
  return value < index || value > follows;
}

/** Registers have a number of digits or of bits: the reading just before such a round number means the number. */
function modulusOf(rollover: number): number {
  const digits = 10 ** Math.ceil(Math.log10(rollover));
  const bits = [1, 10, 100, 1000].map((per) => 2 ** Math.ceil(Math.log2(rollover * per)) / per);
  const near = [digits, ...bits].filter(
    (round) => round >= rollover && round - rollover <= 1 && round <= 1.002 * rollover,
  );
  return near.length === 0 ? rollover : Math.min(...near);
}

/** Differences of decimals leave dust behind the ninth digit; no meter shows a millionth. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
