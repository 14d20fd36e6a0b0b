import type { Correction } from './correction.ts';

/** How a bucket's readings become one value; `delta` is what a counter counted. */
export type BucketFunction = 'mean' | 'min' | 'max' | 'last' | 'sum' | 'delta' | 'count';

/** What is known of a counter beside its readings. */
export interface CounterRules {
  /** where the register starts again at zero, in the metric's unit: 100000 and 99999 both mean five digits */
  readonly rollover?: number;
  /** replaced meters; readings at the time of one and later are the new meter's */
  readonly corrections?: readonly Pick<Correction, 'time' | 'last' | 'first'>[];
}

/** A question for one value of one (device, metric, instance) between each two neighbouring edges, epoch ms, rising. */
export interface BucketsQuery {
  readonly device: string;
  readonly metric: string;
  readonly instance: string;
  readonly edges: readonly number[];
  readonly fn: BucketFunction;
  /** for `delta` */
  readonly rules?: CounterRules;
}

/** One value a bucket; null where the bucket says nothing. */
export type Buckets = (number | null)[];
