import type { Zone } from '../../devices/calendar/local-time.ts';
import type { Buckets } from '../domain/buckets.ts';
import { calendarBuckets } from './calendar-edges.ts';

/** The edges with every beginning of a local month between them: where `gasEnergy` wants to know the volume. */
export function gasCuts(edges: readonly number[], zone: Zone): number[] {
  const [first = 0, last = 0] = [edges[0], edges.at(-1)];
  const months = calendarBuckets('1mo', first, last, zone).starts;
  return [...new Set([...edges, ...months.filter((start) => start > first)])].sort((a, b) => a - b);
}

/**
 * kWh of gas between each two neighbouring edges: m³ of each local month by that month's coefficient (kWh a m³, GRDF's by
 * commune and month). Null where a month that was measured has no coefficient, and where nothing was measured.
 * `volumes` are the consumption between each two of the `gasCuts`, m³.
 */
export function gasEnergy(
  volumes: Readonly<Buckets>,
  edges: readonly number[],
  zone: Zone,
  coefficients: Readonly<Record<string, number>>,
): Buckets {
  const cuts = gasCuts(edges, zone);
  let cut = 0;
  return edges.slice(1).map((end) => {
    let energy: number | null = null;
    let isUnknown = false;
    for (; cut < volumes.length && (cuts[cut] ?? end) < end; cut++) {
      const volume = volumes[cut] ?? null;
      if (volume === null) continue; // no reading in this part: what flowed is counted where the next one stands
      const coefficient = coefficients[monthOf(cuts[cut] ?? 0, zone)];
      if (coefficient === undefined) isUnknown = true;
      else energy = (energy ?? 0) + volume * coefficient;
    }
    return isUnknown || energy === null ? null : Number(energy.toPrecision(12));
  });
}

function monthOf(instant: number, zone: Zone): string {
  return new Date(zone.dayAt(instant) * 86_400_000).toISOString().slice(0, 7);
}
