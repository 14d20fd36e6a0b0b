import type { Zone } from '../../devices/calendar/local-time.ts';
import type { Device } from '../../devices/territory.ts';
import { bucketed } from '../../gateway/calculate/buckets.ts';
import { calendarBuckets } from '../../gateway/calculate/calendar-edges.ts';
import { gasEnergy } from '../../gateway/calculate/gas-energy.ts';
import type { Store } from '../../gateway/domain/store.ts';
import type { Aggregate, Step } from '../contract/readings.ts';
import { Refusal } from './problem.ts';
import type { ServerParts } from './server-parts.ts';
import { rowsAtMost } from './steps.ts';

const readAtMost = 5_000_000;

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
  { store, corrections }: { store: Pick<Store, 'curve'> } & Pick<ServerParts, 'corrections'>,
): Promise<{ times: number[]; values: (number | null)[] }> {
  const buckets = calendarBuckets(step, from, to, zone, rowsAtMost);
  const edges =
    wholeDaysAt === undefined
      ? buckets.edges
      : buckets.edges.map((edge) => zone.startOfDay(Math.min(edge, wholeDaysAt)));
  const [first = from, last = to] = [edges[0], edges.at(-1)];
  const isDelta = fn === 'delta';
  // Consumption wants the index before the first edge and the one at the last edge itself.
  const range = { from: first, to: isDelta ? last + 1 : last, base: isDelta };
  const curve = await store.curve({ device: device.id, metric, instance, ...range, limit: readAtMost });
  if (curve.times.length >= readAtMost) {
    throw new Refusal(400, `That would read more than ${readAtMost} readings: ask for a shorter period`);
  }
  const rollover = device.coefficients?.rollover?.[metric];
  const replaced = isDelta ? (await corrections.of(device.id)).filter((one) => one.metric === metric) : [];
  const rules = { corrections: replaced, ...(rollover === undefined ? {} : { rollover }) };
  const values = asEnergy
    ? gasEnergy(curve, edges, zone, device.coefficients?.gas ?? {}, rules)
    : bucketed(curve, edges, fn, rules);
  return { times: [...buckets.starts], values };
}
