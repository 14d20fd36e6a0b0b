import type { Curve } from '../domain/reading.ts';
import { type Interval, merged } from './interval.ts';

/** What a stretch of time was to a device, ms of each; the four together are the whole stretch. */
export interface Tally {
  /** it worked, well or with a fault */
  readonly up: number;
  readonly down: number;
  /** nothing was heard of it for too long */
  readonly unknown: number;
  /** announced work, whatever was heard meanwhile */
  readonly maintenance: number;
}

export const emptyTally: Tally = { up: 0, down: 0, unknown: 0, maintenance: 0 };

export interface AvailabilityRules {
  /** a state counts until the next reading, at most for so long, ms; what follows is unknown */
  readonly silentAfterMs: number;
  readonly maintenances: readonly Interval[];
}

/** So far a state speaks for the device: 0 is down, degraded still works, NaN is what nobody knows. */
function kindOf(state: number): 'up' | 'down' | 'unknown' {
  return Number.isNaN(state) ? 'unknown' : state > 0 ? 'up' : 'down';
}

/**
 * What a device was between each two neighbouring edges (epoch ms, rising), from the readings of its `*.up` metric. The
 * curve needs its base, the last reading before the first edge. Tallies are sums of time: those of the parts of a time add up
 * to that of the whole, and it does not matter when a maintenance was announced.
 */
export function tallies(curve: Curve, edges: readonly number[], rules: AvailabilityRules): Tally[] {
  const spread = createSpread(edges, merged(rules.maintenances));
  const { times, values } = curve;
  let at = edges[0] ?? 0;
  const end = edges.at(-1) ?? at;
  for (let row = 0; row < times.length; row++) {
    const time = times[row] ?? 0;
    if (time >= end) break;
    const next = Math.min(times[row + 1] ?? end, end);
    const known = Math.min(next, time + rules.silentAfterMs);
    spread.add(at, time, 'unknown');
    spread.add(time, known, kindOf(values[row] ?? 0));
    at = Math.max(at, known);
  }
  spread.add(at, end, 'unknown');
  return spread.tallies;
}

export function sumOf(parts: Iterable<Tally>): Tally {
  const sum = { ...emptyTally };
  for (const { up, down, unknown, maintenance } of parts) {
    sum.up += up;
    sum.down += down;
    sum.unknown += unknown;
    sum.maintenance += maintenance;
  }
  return sum;
}

/** Which part of the known time it worked, 0…1; null where nothing is known. Maintenance is no part of it. */
export function upRatio({ up, down }: Tally): number | null {
  return up + down === 0 ? null : up / (up + down);
}

/** Which part of the time that counts nothing is known of, 0…1; 0 where maintenance was all of it. */
export function unknownRatio({ up, down, unknown }: Tally): number {
  const counted = up + down + unknown;
  return counted === 0 ? 0 : unknown / counted;
}

/** Adds stretches that come in order to the buckets they lie in; maintenance takes its share of each. */
function createSpread(edges: readonly number[], maintenances: readonly Interval[]) {
  const tallies = edges.slice(1).map(() => ({ ...emptyTally }));
  let bucket = 0;
  let work = 0;
  return {
    tallies,
    add(from: number, to: number, is: 'up' | 'down' | 'unknown'): void {
      const end = Math.min(to, edges.at(-1) ?? to);
      for (let at = Math.max(from, edges[0] ?? from); at < end; ) {
        while ((edges[bucket + 1] ?? end) <= at) bucket++;
        while ((maintenances[work]?.to ?? Number.POSITIVE_INFINITY) <= at) work++;
        const near = maintenances[work];
        const isWorkedOn = near !== undefined && near.from <= at;
        const change = near === undefined ? end : isWorkedOn ? near.to : near.from;
        const stop = Math.min(end, edges[bucket + 1] ?? end, change);
        const tally = tallies[bucket];
        if (tally !== undefined) tally[isWorkedOn ? 'maintenance' : is] += stop - at;
        at = stop;
      }
    },
  };
}
