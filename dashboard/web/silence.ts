import type { LatestReading } from '../contract/readings.ts';
import type { Device, DeviceType } from '../contract/territory.ts';

/** What the link has heard: its `heard` and `of`. */
interface Heard {
  heard(device: string): number | undefined;
  of(device: string): ReadonlyMap<string, LatestReading> | undefined;
}

/** When a device last spoke: what the list said, or what came since. Undefined: never. */
export function lastHeard(device: Device, link: Heard): number | undefined {
  let newest = link.heard(device.id) ?? 0;
  if (device.lastSeen !== null) newest = Math.max(newest, Date.parse(device.lastSeen));
  for (const reading of link.of(device.id)?.values() ?? []) {
    // what others say of it, a last will above all, is no sign of its life
    if (reading.metric !== 'device.up') newest = Math.max(newest, Date.parse(reading.time));
  }
  return newest === 0 ? undefined : newest;
}

/** Whether a moment is longer ago than the type's devices may be quiet. */
export function isOld(time: number | undefined, type: DeviceType | undefined, now: number): boolean {
  return time === undefined || now - time > (type?.silentAfterMs ?? 3_600_000);
}
