import type { Zone } from '../../devices/calendar/local-time.ts';
import type { Device } from '../../devices/territory.ts';
import { calendarBuckets } from '../../gateway/calculate/calendar-edges.ts';
import { gasCuts, gasEnergy } from '../../gateway/calculate/gas-energy.ts';
import type { Store } from '../../gateway/domain/store.ts';
import type { Aggregate, Step } from '../contract/readings.ts';
import type { ServerParts } from './server-parts.ts';
import { rowsAtMost } from './steps.ts';

export interface ByStep {
  readonly device: Device;
  readonly metric: string;
  readonly instance: string;
  readonly from: number;
  readonly to: number;
  readonly step: Step;
  readonly fn: Aggregate;
  /** instead of `fn`: kWh of the gas that the metric counts */
  readonly asEnergy?: boolean;
  readonly zone: Zone;
  /** Only whole local days that are over count, so that asking again and again shows no moment of a day; with the present. */
  readonly wholeDaysAt?: number;
}

/** One value for each step of the calendar, from the store's readings. */
export async function byStep(
  { device, metric, instance, from, to, step, fn, zone, wholeDaysAt, asEnergy }: ByStep,
  { store, corrections }: { store: Pick<Store, 'buckets'> } & Pick<ServerParts, 'corrections'>,
): Promise<{ times: number[]; values: (number | null)[] }> {
  const buckets = calendarBuckets(step, from, to, zone, rowsAtMost);
  const edges =
    wholeDaysAt === undefined
      ? buckets.edges
      : buckets.edges.map((edge) => zone.startOfDay(Math.min(edge, wholeDaysAt)));
  const rollover = device.coefficients?.rollover?.[metric];
  const replaced = fn === 'delta' ? (await corrections.of(device.id)).filter((one) => one.metric === metric) : [];
  const rules = { corrections: replaced, ...(rollover === undefined ? {} : { rollover }) };
  const asked = { device: device.id, metric, instance, fn, rules };
  const values = asEnergy
    ? gasEnergy(
        await store.buckets({ ...asked, edges: gasCuts(edges, zone) }),
        edges,
        zone,
        device.coefficients?.gas ?? {},
      )
    : await store.buckets({ ...asked, edges });
  return { times: [...buckets.starts], values };
}
