import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { DeliveryError, VigieError } from '../../gateway/domain/error.ts';
import type { Announcement, Batch, JournalUse } from '../../gateway/domain/journal.ts';
import type { Heard, JudgementProgress } from '../../gateway/domain/judgement.ts';
import type { Rule } from '../../gateway/domain/rule.ts';
import type { Series } from '../../gateway/domain/series.ts';
import type { LatestReading, Store } from '../../gateway/domain/store.ts';
import { openJournal } from '../../gateway/journal/journal.ts';
import { keepStored, type StoreProgress } from '../../gateway/keep-stored.ts';
import { newestOf } from '../../gateway/live/newest-of.ts';
import type { StoreCopy } from '../../gateway/store/embedded/copy.ts';
import { createGarbageCollection } from './garbage.ts';
import { startJudgement } from './judgement.ts';
import type { JudgedTerritory } from './judging-bench.ts';
import { openStore, type StoreSettings } from './open-store.ts';
import { serveParts } from './remote.ts';
import { createSleeper } from './sleeper.ts';

/** What the main thread says at the start. */
export interface DiskSettings {
  readonly folder: string;
  readonly journalQuotaBytes: number;
  readonly store: StoreSettings;
  /** ms between two entries that say what time it is */
  readonly tickMs?: number;
}

/** What this thread serves under `disk`. */
export interface Disk {
  append(batch: Batch): Promise<void>;
  series(): Promise<readonly Series[]>;
  use(): Promise<
    JournalUse & {
      readonly store: StoreProgress;
      readonly behind: number;
      readonly judgement: JudgementProgress & { readonly behind: number };
    }
  >;
  /** Judges by these rules, in this territory, from the next entry on; nothing is judged before it is called once. */
  judgeBy(rules: readonly Rule[], territory: JudgedTerritory): Promise<void>;
  /** What judgement found next; asking again says that what was handed out before is durable. */
  judged(): Promise<readonly Heard[]>;
  /** The store holds more of these devices' past than came by the journal: it is learned from, kill or no kill. */
  learn(devices: readonly string[]): Promise<void>;
  /** The newest reading of each series that the journal holds and the store does not have yet. */
  ahead(): Promise<LatestReading[]>;
  /** what devices announced of themselves before the last stop */
  announced(): Promise<readonly Announcement[]>;
  expireRefused(before: number): Promise<void>;
  /** Removes a device's readings from the store and the journal, and what was refused of it or unknown. */
  erase(device: string, address?: string): Promise<void>;
  /** Copies the store of this moment into a folder, which it makes; undefined where the store is another program's. */
  copyStore(folder: string): Promise<StoreCopy | undefined>;
  close(): Promise<void>;
}

if (parentPort === null) throw new Error('disk-thread.ts runs as a worker only');
const settings: DiskSettings = workerData;
mkdirSync(settings.folder, { recursive: true });

const journal = openJournal({
  file: join(settings.folder, 'journal.sqlite'),
  quotaBytes: settings.journalQuotaBytes,
  now: Date.now,
});
const { store, atOnce, copyTo } = await openStore(settings.folder, settings.store, journal);

// who has no cursor yet would not be waited for when the journal is trimmed behind the others
journal.begin('store', 0);
journal.begin('judgement', journal.cursor('store'));

const ending = new AbortController();
const progress: StoreProgress = { position: 0, trouble: undefined };
const storing = createSleeper();
const judging = createSleeper();
/** Whoever follows the journal goes on. */
function wake(): void {
  storing.wake();
  judging.wake();
}
const follower = keepStored({ journal, store, atOnce, progress, signal: ending.signal, moved: storing.moved });

const judgement = startJudgement({ journal, store, sleeper: judging, signal: ending.signal });
const ticking = setInterval(() => {
  journal.tick(Date.now());
  wake();
}, settings.tickMs ?? 10_000);

const disk: Disk = {
  async append(batch) {
    journal.append(batch);
    wake();
  },
  series: async () => journal.series(),
  use: async () => ({
    ...journal.use(),
    store: { ...progress },
    behind: Math.max(0, journal.lastSeq() - progress.position),
    judgement: { ...judgement.progress, behind: Math.max(0, journal.lastSeq() - judgement.progress.position) },
  }),
  judgeBy: async (rules, territory) => judgement.judgeBy(rules, territory),
  judged: judgement.judged,
  learn: judgement.learn,
  async ahead() {
    // an outside store that is away at the start holds nothing up; its cursor stands in the journal
    const position = await store.position().catch((error: unknown) => {
      if (error instanceof DeliveryError) return journal.cursor('store');
      throw error;
    });
    return newestOf(journal.read(position, Number.POSITIVE_INFINITY), journal.series());
  },
  announced: async () => journal.inbox.announced(),
  expireRefused: async (before) => journal.inbox.expire(before),
  async erase(device, address) {
    // what stands in the journal alone would come back into the store behind the erasure
    const upTo = journal.lastSeq();
    while (progress.position < upTo) {
      if (progress.trouble !== undefined || ending.signal.aborted) {
        const reason = progress.trouble ?? 'Vigie stops';
        throw new VigieError('unavailable', `${device} cannot be erased while the store is behind: ${reason}`);
      }
      await pause(20);
    }
    await judgement.forget(device, upTo);
    await store.erase(device);
    journal.moveCursor('store', progress.position);
    journal.trim();
    journal.inbox.erase(device, address);
  },
  copyStore: copyTo,
  async close() {
    clearInterval(ticking);
    ending.abort();
    wake();
    await Promise.all([follower, judgement.ended]);
    await store.close();
    journal.close();
    // behind the answer; the thread ends by itself, because one that is terminated inside DuckDB aborts the process
    setImmediate(() => parentPort?.close());
  },
};
const collectGarbage = createGarbageCollection();
const tidyStore: Store = {
  ...store,
  async compact(now) {
    await store.compact(now);
    collectGarbage();
  },
};
serveParts(parentPort, { disk, store: tidyStore, inbox: journal.inbox });
parentPort.postMessage('ready');
