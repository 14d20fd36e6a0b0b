import { zoneOf } from '../../../devices/calendar/local-time.ts';
import type { Supply } from '../../../devices/tariff.ts';
import type { Device, Site } from '../../../devices/territory.ts';
import type { Days, SupplyHistory } from '../../../gateway/calculate/energy-history.ts';
import { byStep } from '../by-step.ts';
import type { ServerParts } from '../server-parts.ts';
import type { EnergyStore } from './energy-store.ts';

type Parts = Pick<ServerParts, 'catalogue' | 'corrections'> & EnergyStore;

/** The counter that tells each supply, and how many of its units make one of ours (kWh, m³). */
const counters: readonly { readonly supply: Supply; readonly metric: string; readonly units: number }[] = [
  { supply: 'electricity', metric: 'electricity.energy', units: 1 },
  { supply: 'gas', metric: 'gas.volume', units: 1 },
  { supply: 'water', metric: 'water.volume', units: 1_000 },
  { supply: 'heat', metric: 'heat.energy', units: 1 },
];
const instancesAtMost = 20;

/** A device that counts a supply of its site. */
export interface Meter {
  readonly device: Device;
  readonly supply: Supply;
  readonly metric: string;
  readonly units: number;
}

/**
 * The meters of a site. What a device counts that also switches or is one socket's is part of what the building's own meter
 * counts: it is left out where there is one that is not.
 */
export function metersOf(devices: readonly Device[], { catalogue }: Pick<ServerParts, 'catalogue'>): Meter[] {
  return counters.flatMap(({ supply, metric, units }) => {
    const all = devices.filter(({ type }) => catalogue.get(type)?.metrics[metric] !== undefined);
    const whole = all.filter((device) => !isPart(device, all));
    return whole.map((device) => ({ device, supply, metric, units }));
  });
}

/** One socket beside the meter of its building. */
function isPart({ type }: Device, all: readonly Device[]): boolean {
  const isSocket = (id: string) => id.endsWith('-plug');
  return isSocket(type) && all.some((other) => !isSocket(other.type));
}

/** What a meter counted on each of these local days of its site; only days that are over count. */
export async function historyOf(
  meter: Meter,
  site: Site,
  days: Days,
  { parts, now }: { readonly parts: Parts; readonly now: number },
): Promise<SupplyHistory> {
  const { device, supply, metric, units } = meter;
  const zone = zoneOf(site);
  const [from, to] = [zone.dayStart(days.from), zone.dayStart(days.to)];
  const known = await parts.store.instances(device.id, metric);
  const instances = known.length === 0 ? [''] : known.slice(0, instancesAtMost);
  const length = days.to - days.from;
  const amounts: (number | null)[] = Array.from({ length }, () => null);
  const energy: (number | null)[] = Array.from({ length }, () => null);
  const told = await Promise.all(
    instances.map((instance) => {
      const asked = { device, metric, instance, from, to, step: '1d', fn: 'delta', zone, wholeDaysAt: now } as const;
      return Promise.all([
        byStep(asked, parts),
        supply === 'gas' ? byStep({ ...asked, asEnergy: true }, parts) : undefined,
      ]);
    }),
  );
  for (const [counted, heat] of told) {
    add(amounts, counted.values, units);
    if (heat !== undefined) add(energy, heat.values, 1);
  }
  return {
    ...{ supply, meters: 1, firstDay: days.from, amounts },
    kWh: supply === 'water' ? [] : supply === 'gas' ? energy : amounts,
  };
}

function add(to: (number | null)[], values: readonly (number | null)[], units: number): void {
  for (const [at, value] of values.entries()) {
    if (value !== null && at < to.length) to[at] = (to[at] ?? 0) + value / units;
  }
}
