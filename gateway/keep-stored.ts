import type { Entry, Journal } from './domain/journal.ts';
import type { Readings } from './domain/reading.ts';
import type { Store } from './domain/store.ts';
import { pause } from './pause.ts';

/** How far the store is and how it fares; read by health. */
export interface StoreProgress {
  position: number;
  trouble: string | undefined;
}

export interface KeepStoredOptions {
  readonly journal: Pick<Journal, 'read' | 'continueAfter' | 'moveCursor' | 'trim' | 'use'>;
  readonly store: Pick<Store, 'append' | 'position'>;
  readonly progress: StoreProgress;
  /** resolves true at the next append to the journal, false after a quiet pause */
  readonly moved: () => Promise<boolean>;
  readonly signal: AbortSignal;
  /** readings that go to the store in one append at most */
  readonly atOnce?: number;
  /** pause after the store failed, ms; doubles up to 30 s */
  readonly retryMs?: number;
}

/** Entries to pass before the journal is trimmed behind the store. */
const trimEvery = 64;

/** Follows the journal into the store until aborted; a failing store is tried again for ever and loses nothing. */
export async function keepStored(options: KeepStoredOptions): Promise<void> {
  const { journal, store, progress, signal } = options;
  const atOnce = options.atOnce ?? 65_536;
  const firstRetry = options.retryMs ?? 250;
  let retryMs = firstRetry;
  let sinceTrim = 0;
  let isPositioned = false;
  while (!signal.aborted) {
    try {
      if (!isPositioned) {
        progress.position = await store.position();
        // a journal that was lost or replaced must not hand out numbers that the store already has
        journal.continueAfter(progress.position);
        isPositioned = true;
      }
      const entries = journal.read(progress.position, atOnce);
      const last = entries.at(-1);
      if (last === undefined) {
        progress.trouble = undefined;
        if (!(await options.moved()) && sinceTrim > 0) trim();
        continue;
      }
      const readings = joined(entries);
      if (readings.series.length > 0) await store.append(last.seq, readings); // time alone is nothing to store
      progress.position = last.seq;
      progress.trouble = undefined;
      retryMs = firstRetry;
      sinceTrim += entries.length;
      if (sinceTrim >= trimEvery || isTight()) trim();
    } catch (error) {
      progress.trouble = error instanceof Error ? error.message : String(error);
      isPositioned = false; // what failed may be kept all the same
      await pause(retryMs, signal);
      retryMs = Math.min(retryMs * 2, 30_000);
    }
  }

  // near its quota the journal refuses what is new: room is made at once
  function isTight(): boolean {
    const { bytes, quotaBytes } = journal.use();
    return bytes > quotaBytes / 2;
  }

  function trim(): void {
    journal.moveCursor('store', progress.position);
    journal.trim();
    sinceTrim = 0;
  }
}

/** The entries' readings one behind the other. */
function joined(entries: readonly Entry[]): Readings {
  const only = entries[0];
  if (entries.length === 1 && only !== undefined) return only.readings;
  const length = entries.reduce((sum, entry) => sum + entry.readings.series.length, 0);
  const series = new Int32Array(length);
  const times = new Float64Array(length);
  const values = new Float64Array(length);
  let at = 0;
  for (const { readings } of entries) {
    series.set(readings.series, at);
    times.set(readings.times, at);
    values.set(readings.values, at);
    at += readings.series.length;
  }
  return { series, times, values };
}
