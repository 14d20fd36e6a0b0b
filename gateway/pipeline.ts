import type { Batch } from './domain/journal.ts';
import type { Series } from './domain/series.ts';
import type { LiveTable } from './live/live.ts';

/*
 * The road of a reading
 *
 *   broker, HTTP, collector ─> accept ─> decode ─> journal ─(durable)─> acknowledged ─> live ─> screens
 *        intake/                                      │
 *                                                     ├─(own position)─> store
 *                                                     └─(own position)─> detect ─> alert ─> notify
 *
 * `createCommit` is the first line, on the main thread; `keepStored` (keep-stored.ts) the second and `keepJudged` (keep-judged.ts)
 * the third as far as what is decided, on the thread that waits for disks.
 */

/** Makes a batch durable, then shows it: what the intake calls once a group is gathered. */
export function createCommit(parts: {
  append: (batch: Batch) => Promise<void>;
  series: Series[];
  live: Pick<LiveTable, 'take'>;
}): (batch: Batch) => Promise<void> {
  return async (batch) => {
    await parts.append(batch);
    parts.series.push(...batch.newSeries);
    parts.live.take(batch.readings, parts.series, batch.acceptedAt);
  };
}
