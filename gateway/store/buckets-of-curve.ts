import { bucketed } from '../calculate/buckets.ts';
import type { Buckets, BucketsQuery } from '../domain/buckets.ts';
import { VigieError } from '../domain/error.ts';
import type { Store } from '../domain/store.ts';

const readAtMost = 5_000_000;

/** A store's buckets from its readings, row by row: what the other ways to them must equal. */
export async function bucketsOfCurve(curve: Store['curve'], query: BucketsQuery): Promise<Buckets> {
  const { device, metric, instance, edges, fn, rules } = query;
  const [from = 0, to = from] = [edges[0], edges.at(-1)];
  const isDelta = fn === 'delta';
  // consumption wants the index before the first edge and the one at the last edge itself
  const range = { from, to: isDelta ? to + 1 : to, base: isDelta, limit: readAtMost };
  const read = await curve({ device, metric, instance, ...range });
  if (read.times.length >= readAtMost) {
    throw new VigieError('invalid', `That would read more than ${readAtMost} readings: ask for a shorter period`);
  }
  return bucketed(read, edges, fn, rules);
}
