import type { Device, DeviceType, Metric, MetricTable } from '../../contract/territory.ts';
import type { Api } from '../api.ts';
import { singleMetrics } from '../instances.ts';
import { roomOf } from '../texts/room.ts';
import { bucketsOf, stepOf, type View } from './view.ts';

/** One chart to draw: a metric of one meter, or of all the sensors of a place that measure it. */
export interface Plan {
  key: string;
  metric: Metric;
  devices: { device: Device; everyMs: number; metric: string; instance?: string }[];
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
  /** so many buckets may lie between two readings of one line: sensors that send less often than buckets are long */
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
    for (const metric of singleMetrics(type)) {
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

/** The charts of one thing that a device has several times: a disk, an interface. */
export function instancePlans(device: Device, type: DeviceType, table: MetricTable, instance: string): Plan[] {
  return table.metrics.flatMap((id) => {
    const metric = type.metrics.find((one) => one.id === id);
    if (metric === undefined) return [];
    const { everyMs } = type;
    return [{ key: `${id} ${device.id} ${instance}`, metric, devices: [{ device, everyMs, metric: id, instance }] }];
  });
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
      plan.devices.slice(0, mostLines).map(async ({ device, metric, instance }): Promise<Curve> => {
        const one = instance === undefined ? {} : { instance };
        const readings = await api.readings({ device: device.id, metric, ...one, ...stretch, step }, signal);
        const at = new Map(readings.times.map((time, index) => [time, readings.values[index] ?? null]));
        return { name: roomOf(device.name), values: grid.map((start) => at.get(start) ?? null) };
      }),
    );
  const [curves, before] = await Promise.all([
    load({ from: view.from, to: view.to }, starts),
    view.before === undefined ? [] : load(view.before, beforeStarts),
  ]);
  return { starts, beforeStarts, curves, before, bridge: bridgeOf([...curves, ...before]) };
}

/** The usual distance between two readings and half of it again; a longer one is a gap. 0 where buckets are all filled. */
export function bridgeOf(curves: readonly Curve[]): number {
  const distances: number[] = [];
  for (const { values } of curves) {
    let last: number | undefined;
    for (const [index, value] of values.entries()) {
      if (value === null) continue;
      if (last !== undefined) distances.push(index - last);
      last = index;
    }
  }
  distances.sort((a, b) => a - b);
  const usual = distances[Math.floor(distances.length / 2)] ?? 1;
  return usual > 1 ? Math.ceil(usual * 1.5) : 0;
}

/**
 * Draws through buckets that lie empty only because a sensor sends less often than they are long; true gaps stay. A level
 * goes straight from one to the next, a state (`held`) stays what it was.
 */
export function bridged(values: readonly (number | null)[], bridge: number, held = false): (number | null)[] {
  const filled = [...values];
  let last: number | undefined;
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const from = last === undefined ? null : (values[last] ?? null);
    if (last !== undefined && from !== null && index - last <= bridge)
      for (let at = last + 1; at < index; at++)
        filled[at] = held ? from : from + ((value - from) * (at - last)) / (index - last);
    last = index;
  }
  return filled;
}

export interface Spread {
  mean: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

/** Many sensors as one line and the band that holds them all, bucket by bucket. */
export function spreadOf(curves: readonly Curve[], count: number): Spread {
  const spread: Spread = { mean: [], low: [], high: [] };
  for (let index = 0; index < count; index++) {
    const values = curves.flatMap(({ values }) => values[index] ?? []);
    const any = values.length > 0;
    spread.mean.push(any ? values.reduce((sum, value) => sum + value, 0) / values.length : null);
    spread.low.push(any ? Math.min(...values) : null);
    spread.high.push(any ? Math.max(...values) : null);
  }
  return spread;
}

/** More lines than these are drawn as their mean and their spread. */
export const mostSingleLines = 3;

/** So many sensors of one place are asked for. */
export const mostLines = 12;
