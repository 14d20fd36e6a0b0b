import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Territory } from '../devices/territory.ts';
import { demoWorks } from '../simulators/demo/works.ts';
import { type Column, createHistory } from '../simulators/history.ts';
import { importColumns } from './platform/bulk.ts';
import type { Platform } from './platform/platform.ts';
import { createProgress } from './progress.ts';

const monthsBack = 13;
/** Half an hour, and a battery or a radio once a day, keep the demonstration's thirteen months under ten million readings. */
const everyMs = 30 * 60_000;
const daily = new Set(['battery.level', 'radio.rssi']);
const rowsPerDay = 86_400_000 / everyMs;

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
  if (plan.filled >= plan.to) return;
  const bar = createProgress('Historique · history');
  const share = () => (plan.filled - plan.from) / (plan.to - plan.from);
  const past = createHistory(territory, { seed, works: demoWorks });
  let readings = 0;
  while (plan.filled < plan.to && !signal.aborted) {
    const to = Math.min(plan.to, nextMonth(plan.filled));
    readings += await importColumns(
      thinned(past({ from: plan.filled, to, everyMs })),
      { directory: platform.directory, intake: platform.intake, store: platform.store },
      () => bar.show(share(), `${millions(readings)} M`),
    );
    await platform.store.compact(to);
    plan.filled = to;
    await writeFile(`${file}.new`, JSON.stringify(plan));
    await rename(`${file}.new`, file);
    platform.setBackfill(share());
    bar.show(share(), `${millions(readings)} M`);
  }
  bar.end(`${millions(readings)} M relevés · readings`);
}

function* thinned(columns: Iterable<Column>): Generator<Column> {
  for (const column of columns) {
    const onceADay = (values: Float64Array) => values.filter((_, row) => row % rowsPerDay === 0);
    yield daily.has(column.metric)
      ? { ...column, times: onceADay(column.times), values: onceADay(column.values) }
      : column;
  }
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
