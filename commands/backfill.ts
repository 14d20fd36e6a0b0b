import { once } from 'node:events';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Territory } from '../devices/territory.ts';
import type { Column } from '../simulators/history.ts';
import type { HistoryQuestion, HistorySettings } from './history-thread.ts';
import { importColumns } from './platform/bulk.ts';
import { createGarbageCollection } from './platform/garbage.ts';
import type { Platform } from './platform/platform.ts';
import { createProgress } from './progress.ts';

const monthsBack = 13;

const Progress = z.object({ from: z.number(), to: z.number(), filled: z.number() });

/**
 * Fills the demonstration's past in, month by month, straight into the store; a killed start goes on with the month it
 * was in. Live readings flow meanwhile.
 */
export async function backfill(options: {
  platform: Platform;
  folder: string;
  territory: Territory;
  seed: number;
  now: number;
  signal: AbortSignal;
}): Promise<void> {
  const { platform, territory, seed, signal } = options;
  const file = join(options.folder, 'backfill.json');
  const plan = (await readPlan(file)) ?? newPlan(options.now);
  const share = () => Math.min(1, (plan.filled - plan.from) / (plan.to - plan.from));
  platform.setBackfill(share());
  if (plan.filled >= plan.to) return;
  const collectGarbage = createGarbageCollection();
  const bar = createProgress('Historique · history');
  await using past = startHistory({ territory, seed, end: plan.to });
  let readings = 0;
  while (plan.filled < plan.to && !signal.aborted) {
    const to = Math.min(plan.to, nextMonth(plan.filled));
    readings += await importColumns(
      past.columns({ from: plan.filled, to }),
      { directory: platform.directory, intake: platform.intake, store: platform.store },
      () => bar.show(share(), `${millions(readings)} M`),
    );
    await platform.store.compact(to);
    collectGarbage(); // a month's columns are few objects that hold much
    plan.filled = to;
    await writeFile(`${file}.new`, JSON.stringify(plan));
    await rename(`${file}.new`, file);
    if (plan.filled >= plan.to) await platform.learn([...territory.devices.keys()]);
    platform.setBackfill(share());
    bar.show(share(), `${millions(readings)} M`);
  }
  bar.end(`${millions(readings)} M relevés · readings`);
}

/** The simulated past, calculated on a thread of its own; one span after the other. */
function startHistory(workerData: HistorySettings) {
  const thread = new Worker(new URL('./history-thread.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 },
  });
  async function ask(question: HistoryQuestion): Promise<Column[]> {
    thread.postMessage(question);
    const [columns]: Column[][] = await once(thread, 'message');
    return columns ?? [];
  }
  return {
    async *columns(span: { from: number; to: number }): AsyncGenerator<Column> {
      let coming = ask({ begin: span });
      for (;;) {
        const columns = await coming;
        if (columns.length === 0) return;
        coming = ask('next'); // calculated while the store keeps these
        coming.catch(() => {}); // heard where it is awaited
        yield* columns;
      }
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await thread.terminate();
    },
  };
}

async function readPlan(file: string): Promise<z.infer<typeof Progress> | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Progress.parse(JSON.parse(text));
}

function newPlan(now: number): z.infer<typeof Progress> {
  const date = new Date(now);
  const from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthsBack, 1);
  return { from, to: now, filled: from };
}

function nextMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

function millions(readings: number): string {
  return (readings / 1e6).toFixed(1);
}
