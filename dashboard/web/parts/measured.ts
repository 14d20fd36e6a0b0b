import type { Device, DeviceType, Metric } from '../../contract/territory.ts';
import { singleMetrics } from '../instances.ts';

/** A metric and the devices of a place that measure it. */
export interface Measured {
  metric: Metric;
  devices: Device[];
}

/** What is measured in a place: each meter by itself, each quantity with all its sensors. */
export function measuredBy(
  devices: readonly Device[],
  types: ReadonlyMap<string, DeviceType>,
  { coarse, technical }: { coarse: boolean; technical: boolean },
): Measured[] {
  const measured = new Map<string, Measured>();
  for (const device of devices)
    for (const metric of singleMetrics(types.get(device.type))) {
      if (!technical && /^(battery|radio|device)\./.test(metric.id)) continue;
      if (coarse && metric.kind !== 'counter') continue;
      const key = metric.kind === 'counter' ? `${metric.id} ${device.id}` : metric.id;
      const entry = measured.get(key) ?? { metric, devices: [] };
      entry.devices.push(device);
      measured.set(key, entry);
    }
  return [...measured.values()];
}
