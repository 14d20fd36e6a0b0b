import type { Buckets, BucketsQuery } from '../../../gateway/domain/buckets.ts';
import type { Readings } from '../../../gateway/domain/reading.ts';
import type { Series } from '../../../gateway/domain/series.ts';
import type { Store } from '../../../gateway/domain/store.ts';

/** Answers remembered: a year of days of a thousand members' meters is some 50 MB. */
const answersAtMost = 5_000;
/** However nothing is told of: a store that others write to as well. */
const livesMs = 6 * 3_600_000;
/** What was accepted late, or just after midnight, may not be in the store yet. */
const settlesMs = 5 * 60_000;

interface Answer {
  readonly device: string;
  readonly lastEdge: number;
  readonly at: number;
  readonly buckets: Promise<Buckets>;
}

/** Remembers what the store answered of time that is over, until a reading of that time arrives. */
export interface BucketMemo extends Pick<Store, 'buckets'> {
  /** Called with everything that is accepted: an answer that covers the time of one of its readings is forgotten. */
  noted(readings: Readings, series: readonly Pick<Series, 'device'>[]): void;
  /** After an import or an erasure. */
  forget(device: string): void;
}

/** `settled` says whether the store holds what there is: not while a history is filled in. */
export function createBucketMemo(parts: {
  readonly store: Pick<Store, 'buckets'>;
  readonly settled: () => boolean;
  readonly now: () => number;
}): BucketMemo {
  const answers = new Map<string, Answer>();
  const lateAt = new Map<string, number>();
  /** nothing remembered reaches beyond it: what comes live costs one comparison */
  let horizon = Number.NEGATIVE_INFINITY;

  function forget(device: string, from = Number.NEGATIVE_INFINITY): void {
    for (const [key, answer] of answers) {
      if (answer.device === device && answer.lastEdge >= from) answers.delete(key);
    }
  }

  return {
    async buckets(query) {
      const now = parts.now();
      const lastEdge = query.edges.at(-1) ?? 0;
      const key = keyOf(query);
      const known = answers.get(key);
      if (known !== undefined && now - known.at < livesMs) return [...(await known.buckets)];
      answers.delete(key);
      const isLate = now - (lateAt.get(query.device) ?? Number.NEGATIVE_INFINITY) < settlesMs;
      if (lastEdge > now - settlesMs || isLate || !parts.settled()) return parts.store.buckets(query);
      const oldest = answers.keys().next().value;
      if (answers.size >= answersAtMost && oldest !== undefined) answers.delete(oldest);
      const answer = { device: query.device, lastEdge, at: now, buckets: parts.store.buckets(query) };
      answers.set(key, answer);
      horizon = Math.max(horizon, lastEdge);
      try {
        return [...(await answer.buckets)];
      } catch (error) {
        if (answers.get(key) === answer) answers.delete(key);
        throw error;
      }
    },
    noted({ series: ids, times }, series) {
      for (let row = 0; row < times.length; row++) {
        const time = times[row] ?? 0;
        if (time > horizon) continue;
        const device = series[ids[row] ?? -1]?.device;
        if (device === undefined) continue;
        forget(device, time);
        if (lateAt.size >= answersAtMost) lateAt.clear();
        lateAt.set(device, parts.now());
      }
    },
    forget(device) {
      forget(device);
      lateAt.set(device, parts.now());
    },
  };
}

/** Edges follow a calendar: their first, their last, how many they are and one in between tell which. */
function keyOf({ device, metric, instance, fn, edges, rules }: BucketsQuery): string {
  const ends = [edges[0], edges[1], edges[edges.length >> 1], edges.at(-2), edges.at(-1), edges.length];
  return JSON.stringify([device, metric, instance, fn, ends, rules ?? null]);
}
