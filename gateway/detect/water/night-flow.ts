import { consumption } from '../../calculate/counter.ts';
import type { Curve } from '../../domain/reading.ts';

const hourMs = 3_600_000;
/** nobody's hours in a public building */
export const nightHours = 6;
export const partHours = 2;
/** the nights that say what is usual (LeakDB, `algorithmMNF.m`) */
export const usualNights = 10;
/** so many dry nights end a leak */
const dryNights = 2;
/** below so many floors, or so many times what nights differ, one night may be chance */
const doubtfulFloors = 3;

/**
 * What a leak is: the night's least flow lies more than this share, more than the floor (L/h) and more than twice what
 * the usual nights differ among each other, above the least of them.
 */
export interface NightRule {
  readonly share: number;
  readonly floor: number;
}

/** LeakDB's 10 %, and no fewer than 5 L/h, since a small building's nights are dry and any share of nothing is nothing. */
export const usualNightRule: NightRule = { share: 0.1, floor: 5 };

/** What is remembered of a meter, in plain JSON. */
export interface NightWatch {
  /** least flows of the last ten nights without a leak, L/h, the oldest first */
  readonly usual: readonly number[];
  readonly leak?: { readonly since: number; readonly dry: number };
  /** the end of a night with a little too much: the next one tells */
  readonly doubt?: number;
}

/** One night's finding; flows in L/h. */
export interface NightFinding {
  readonly is: 'learning' | 'tight' | 'leak';
  readonly flow: number;
  /** the least of the usual nights; what is above it runs away */
  readonly usual: number;
  /** the end of the first night of this leak, epoch ms */
  readonly since?: number;
}

export const newNightWatch: NightWatch = { usual: [] };

/**
 * The least flow (L/h) of a night of six hours that begins at `midnight` (epoch ms, the site's own), over its parts of two
 * hours: a flush spoils one of them, not all, and a meter of 10 L a pulse still sees 0.3 L/min. `curve` is the index in
 * litres with its base in front. undefined where a part has no reading, because nothing heard is not nothing used.
 */
export function leastFlow(curve: Curve, midnight: number): number | undefined {
  const parts = nightHours / partHours;
  const edges = Array.from({ length: parts + 1 }, (_, part) => midnight + part * partHours * hourMs);
  const used = consumption(curve, edges);
  const known = used.filter((litres) => litres !== null);
  return known.length < parts ? undefined : Math.min(...known) / partHours;
}

/**
 * Judges a night by its least flow: minimum night flow against the last ten nights without a leak, a night with one never
 * becoming usual. The first ten teach; a little too much is a leak in the second night. A leak ends after two nights without it. `end` is when the night ended, epoch ms.
 */
export function judgeNight(
  watch: NightWatch,
  { flow, end }: { flow: number; end: number },
  { share, floor }: NightRule = usualNightRule,
): { watch: NightWatch; finding: NightFinding } {
  if (watch.usual.length < usualNights) {
    const usual = [...watch.usual, flow];
    return { watch: { usual }, finding: { is: 'learning', flow, usual: Math.min(...usual) } };
  }
  const usual = Math.min(...watch.usual);
  // one odd night among those that taught is no habit
  const spread = (watch.usual.toSorted((a, b) => b - a)[1] ?? usual) - usual;
  const isAbove = flow - usual > Math.max(share * usual, floor, 2 * spread);
  if (
    isAbove &&
    watch.leak === undefined &&
    watch.doubt === undefined &&
    flow - usual < doubtfulFloors * Math.max(floor, spread)
  ) {
    return { watch: { ...watch, doubt: end }, finding: { is: 'tight', flow, usual } };
  }
  if (isAbove) {
    const since = watch.leak?.since ?? watch.doubt ?? end;
    return { watch: { usual: watch.usual, leak: { since, dry: 0 } }, finding: { is: 'leak', flow, usual, since } };
  }
  const learnt = [...watch.usual.slice(1), flow];
  if (watch.leak !== undefined && watch.leak.dry + 1 < dryNights) {
    const leak = { since: watch.leak.since, dry: watch.leak.dry + 1 };
    return { watch: { usual: learnt, leak }, finding: { is: 'leak', flow, usual, since: leak.since } };
  }
  return { watch: { usual: learnt }, finding: { is: 'tight', flow, usual } };
}
