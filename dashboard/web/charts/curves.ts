import type { Device, DeviceType, Metric } from '../../contract/http.ts';
import type { Api } from '../api.ts';
import { roomOf } from '../texts/room.ts';
import { bucketsOf, stepLength, stepOf, type View } from './view.ts';

/** One chart to draw: a metric of one meter, or of all the sensors of a place that measure it. */
export interface Plan {
  key: string;
  metric: Metric;
  devices: { device: Device; everyMs: number; metric: string }[];
}

export interface Curve {
  name: string;
  values: (number | null)[];
}

/** What a chart draws, bucket by bucket; `before` is aligned by position. */
export interface Curves {
  starts: number[];
  beforeStarts: number[];
  curves: Curve[];
  before: Curve[];
  /** buckets that may lie empty between two readings of a sensor that sends less often than the buckets are long */
  bridge: number;
}

const order = [
  'electricity.energy',
  'heat.energy',
  'gas.volume',
  'water.volume',
  'electricity.power',
  'air.co2',
  'air.temperature',
  'air.humidity',
  'outdoor.temperature',
];

/** The charts of a page: one a meter, one for each quantity that sensors measure, what matters most first. */
export function plansOf(
  devices: readonly Device[],
  types: ReadonlyMap<string, DeviceType>,
  technical: boolean,
): Plan[] {
  const plans = new Map<string, Plan>();
  for (const device of devices) {
    const type = types.get(device.type);
    for (const metric of type?.metrics ?? []) {
      if (!technical && /^(battery|radio|device)\./.test(metric.id)) continue;
      const key = metric.kind === 'counter' ? `${metric.id} ${device.id}` : metric.id;
      const plan = plans.get(key) ?? { key, metric, devices: [] };
      plan.devices.push({ device, everyMs: type?.everyMs ?? 600_000, metric: metric.id });
      plans.set(key, plan);
    }
  }
  const rank = (plan: Plan) =>
    (order.indexOf(plan.metric.id) + 1 || order.length + 1) + (plan.metric.kind === 'counter' ? 0 : 100);
  return [...plans.values()].sort((a, b) => rank(a) - rank(b));
}

/** Asks for every curve of a chart, and for those of the time to compare with. */
export async function loadCurves(api: Api, plan: Plan, view: View, signal: AbortSignal): Promise<Curves> {
  const counter = plan.metric.kind === 'counter';
  const step = stepOf(view, counter);
  const starts = bucketsOf(view.from, view.to, step, view.timeZone);
  const beforeStarts =
    view.before === undefined ? [] : bucketsOf(view.before.from, view.before.to, step, view.timeZone);
  const load = async (stretch: { from: number; to: number }, grid: number[]) =>
    Promise.all(
      plan.devices.slice(0, mostLines).map(async ({ device, metric }): Promise<Curve> => {
        const readings = await api.readings({ device: device.id, metric, ...stretch, step }, signal);
        const at = new Map(readings.times.map((time, index) => [time, readings.values[index] ?? null]));
        return { name: roomOf(device.name), values: grid.map((start) => at.get(start) ?? null) };
      }),
    );
  const [curves, before] = await Promise.all([
    load({ from: view.from, to: view.to }, starts),
    view.before === undefined ? [] : load(view.before, beforeStarts),
  ]);
  const slowest = Math.max(...plan.devices.map(({ everyMs }) => everyMs));
  const length = stepLength(step);
  return { starts, beforeStarts, curves, before, bridge: slowest > length ? Math.ceil((1.5 * slowest) / length) : 0 };
}

/** More lines than these nobody tells apart; the table of each device has the rest. */
export const mostLines = 6;
