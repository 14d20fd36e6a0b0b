import type { Buckets, BucketsQuery } from '../../domain/buckets.ts';
import type { Store } from '../../domain/store.ts';
import { bucketsOfCurve } from '../buckets-of-curve.ts';
import type { Connection } from './connection.ts';
import { counterBuckets } from './counter-buckets.ts';
import { asked, instant } from './question.ts';
import { mostRuns, runsOf } from './runs.ts';
import { stretchesOf } from './stretches.ts';
import { askAll, emptyWindows, grouped, sums } from './windows.ts';

/** Buckets that the engine makes, and from rows those alone of which its answer cannot be told to be exact. */
export function createBuckets(connection: Connection, curve: Store['curve']): Store['buckets'] {
  return async (query) => {
    // an engine that does not do all does not promise to add in the order of time either
    const ofRows = await connection.use(async ({ limit }) => limit !== undefined);
    if (ofRows) return bucketsOfCurve(curve, query);
    const made = await (query.fn === 'delta' ? counterBuckets : gaugeBuckets)(connection, curve, query);
    return made ?? bucketsOfCurve(curve, query);
  };
}

/** undefined where that is no use. */
async function gaugeBuckets(
  connection: Connection,
  curve: Store['curve'],
  query: BucketsQuery,
): Promise<Buckets | undefined> {
  const { fn } = query;
  const edges = query.edges.map(instant);
  const runs = runsOf(edges.filter((edge, at) => edge !== edges[at + 1]));
  if (runs.length > mostRuns || fn === 'delta') return undefined;
  const question = asked(query);
  const [own, summed] = [emptyWindows(), new Map<number, number>()];
  const isSum = fn === 'sum' || fn === 'mean';
  await askAll(connection, [
    ...runs.map((run) => grouped(isSum ? 'count' : fn, question, run, own)),
    ...(isSum ? runs.map((run) => sums(question, run, summed)) : []),
  ]);

  const isEmpty = (at: number): boolean => edges[at] === edges[at + 1] || !own.values.has(edges[at] ?? 0);
  const buckets = query.edges.slice(1).map((_, at): number | null => {
    if (isEmpty(at)) return null;
    const [value, sum] = [own.values.get(edges[at] ?? 0) ?? 0, summed.get(edges[at] ?? 0) ?? 0];
    return fn === 'mean' ? sum / value : fn === 'sum' ? sum : value;
  });
  const filled = [...buckets.keys()].filter((at) => buckets[at] !== null);
  const newest = filled.at(-1);
  // where readings arrive meanwhile, their sum and their number may be of two moments
  const doubtful = filled.filter((at) => own.doubtful.has(edges[at] ?? 0) || (fn === 'mean' && at === newest));
  for (const [first, last] of stretchesOf(doubtful)) {
    const exact = await bucketsOfCurve(curve, { ...query, edges: query.edges.slice(first, last + 2) });
    buckets.splice(first, exact.length, ...exact);
  }
  return buckets;
}
