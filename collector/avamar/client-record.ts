import { z } from 'zod';
import type { Activity } from './answers.ts';
import { type BackupState, isStalled, outcomeOf } from './outcome.ts';
import type { AvamarSettings } from './settings.ts';

const Outcome = z.object({
  state: z.union([z.literal(0), z.literal(2), z.literal(3)]),
  time: z.number(),
  text: z.string(),
});

/** What is remembered of a client: everything in it is a latest, so that reading an activity again changes nothing. */
export const ClientRecord = z.object({
  name: z.string(),
  domain: z.string(),
  /** how each plug-in ended last: a database that failed is not made good by the files beside it */
  plugins: z.record(z.string(), Outcome),
  /** epoch ms */
  firstTry: z.number().optional(),
  lastTry: z.number().optional(),
  /** the last try on each day of the week, Sunday first, 0 for none */
  weekdays: z.array(z.number()).length(7),
  /** epoch ms, of the last backup that counts */
  lastGood: z.number().optional(),
  bytes: z.number().optional(),
  durationSeconds: z.number().optional(),
});
export type ClientRecord = z.infer<typeof ClientRecord>;

export function emptyRecord(name: string, domain: string): ClientRecord {
  return { name, domain, plugins: {}, weekdays: [0, 0, 0, 0, 0, 0, 0] };
}

const day = 86_400_000;
const hour = 3_600_000;

/** Takes in a finished activity; the numbers to tell of it. */
export function note(
  record: ClientRecord,
  activity: Activity & { readonly completedDate: number },
  settings: AvamarSettings,
): { 'backup.state': number; 'backup.bytes'?: number; 'backup.duration'?: number } {
  const { completedDate: time, activatedDate } = activity;
  const outcome = outcomeOf(activity);
  const state = outcome === 1 ? 3 : outcome; // completed, and yet said to run
  const plugin = String(activity.pluginNumber ?? '');
  if (time >= (record.plugins[plugin]?.time ?? 0)) record.plugins[plugin] = { state, time, text: textOf(activity) };

  // nothing is tried after it has ended: such a time would hide every night that is missed
  const tried = Math.min(activity.scheduledDate ?? activity.queuedDate ?? activatedDate ?? time, time);
  const weekday = new Date(tried).getUTCDay();
  record.weekdays[weekday] = Math.max(record.weekdays[weekday] ?? 0, tried);
  record.firstTry = Math.min(record.firstTry ?? tried, tried);
  record.lastTry = Math.max(record.lastTry ?? tried, tried);

  const size = activity.stats[settings.bytesFrom];
  const bytes = typeof size === 'number' && Number.isFinite(size) && size >= 0 ? size : undefined;
  const duration = activatedDate === undefined || activatedDate > time ? undefined : (time - activatedDate) / 1_000;
  const counts = state === 0 || (state === 2 && settings.warningCounts);
  if (counts && time >= (record.lastGood ?? 0)) {
    record.lastGood = time;
    if (bytes !== undefined) record.bytes = bytes;
    if (duration !== undefined) record.durationSeconds = duration;
  }
  return {
    'backup.state': state,
    ...(counts && bytes !== undefined && { 'backup.bytes': bytes }),
    ...(duration !== undefined && { 'backup.duration': duration }),
  };
}

/** What runs now, and since when. */
export interface Running {
  readonly state: string;
  readonly since?: number;
}

/** How a client stands. A plug-in that was last heard eight days ago is no longer used. */
export function judge(
  record: ClientRecord,
  running: Running | undefined,
  now: number,
  settings: AvamarSettings,
): { state: BackupState; text: string } {
  if (running !== undefined) {
    const hangs = isStalled(running.state) || (running.since !== undefined && now - running.since > day);
    return { state: hangs ? 2 : 1, text: running.state };
  }
  if (missedNights(record, now) >= settings.nightsMissed) return { state: 4, text: '' };
  const recent = Object.values(record.plugins).filter(({ time }) => now - time < 8 * day);
  const latest = Object.values(record.plugins)
    .sort((a, b) => b.time - a.time)
    .slice(0, 1);
  const [worst] = (recent.length > 0 ? recent : latest).sort((a, b) => b.state - a.state);
  return worst ?? { state: 4, text: '' };
}

/**
 * How many of a client's usual nights went by without a try, an hour of grace for each. Usual are the days of the week of
 * its last four weeks; every day for one that is known for less than a fortnight, and for one that was never tried.
 */
export function missedNights({ lastTry, firstTry, weekdays }: ClientRecord, now: number): number {
  if (lastTry === undefined || firstTry === undefined) return Number.POSITIVE_INFINITY;
  const isKnown = lastTry - firstTry >= 14 * day;
  let missed = 0;
  for (let due = lastTry + day; due + hour <= now && missed < 1_000; due += day) {
    const last = weekdays[new Date(due).getUTCDay()] ?? 0;
    if (!isKnown || last > lastTry - 28 * day) missed++;
  }
  return missed;
}

/** The appliance's own words; where it has none, its state as it wrote it. */
function textOf({ codeReason, description, state, errorCode }: Activity): string {
  const words = codeReason ?? description;
  const code = errorCode === undefined || errorCode === 0 ? '' : ` (${errorCode})`;
  return `${words === undefined ? state : `${words} [${state}]`}${code}`.replace(/\p{C}+/gu, ' ').slice(0, 200);
}
