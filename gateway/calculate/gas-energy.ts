import type { Zone } from '../../devices/calendar/local-time.ts';
import type { Curve } from '../domain/reading.ts';
import { calendarBuckets } from './calendar-edges.ts';
import { type CounterRules, consumption } from './counter.ts';

/**
 * kWh of gas between each two neighbouring edges: m³ of each local month by that month's coefficient (kWh a m³, GRDF's by
 * commune and month). Null where a month that was measured has no coefficient, and where nothing was measured. The
 * curve is that of `gas.volume`, as `consumption` wants it.
 */
export function gasEnergy(
  curve: Curve,
  edges: readonly number[],
  zone: Zone,
  coefficients: Readonly<Record<string, number>>,
  rules: CounterRules = {},
): (number | null)[] {
  const [first = 0, last = 0] = [edges[0], edges.at(-1)];
  const months = calendarBuckets('1mo', first, last, zone).starts;
  const cuts = [...new Set([...edges, ...months.filter((start) => start > first)])].sort((a, b) => a - b);
  const volumes = consumption(curve, cuts, rules);

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
