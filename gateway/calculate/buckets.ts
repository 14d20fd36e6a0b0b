import type { BucketFunction, Buckets, CounterRules } from '../domain/buckets.ts';
import type { Curve } from '../domain/reading.ts';
import { consumption } from './counter.ts';

/**
 * One value for each two neighbouring edges (epoch ms, rising): of the readings with edge ≤ time < next edge, null where
 * there are none. `delta` is consumption, see there: it wants the curve with its base and with the reading at the last
 * edge.
 */
export function bucketed(
  curve: Curve,
  edges: readonly number[],
  fn: BucketFunction,
  rules: CounterRules = {},
): Buckets {
  if (fn === 'delta') return consumption(curve, edges, rules);
  const { times, values } = curve;
  const reduce = reductions[fn];
  let row = rowAtOrAfter(times, 0, edges[0] ?? 0);
  return edges.slice(1).map((end) => {
    const first = row;
    row = rowAtOrAfter(times, first, end);
    return row > first ? reduce(values.subarray(first, row)) : null;
  });
}

const reductions: Record<Exclude<BucketFunction, 'delta'>, (values: Float64Array) => number> = {
  mean: (values) => sum(values) / values.length,
  min: (values) => values.reduce((least, value) => Math.min(least, value)),
  max: (values) => values.reduce((most, value) => Math.max(most, value)),
  last: (values) => values.at(-1) ?? 0,
  sum,
  count: (values) => values.length,
};

function rowAtOrAfter(times: Float64Array, row: number, time: number): number {
  let next = row;
  while (next < times.length && (times[next] ?? 0) < time) next++;
  return next;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] ?? 0;
  return total;
}
