import type { Device, DeviceType, LatestReading } from '../contract/http.ts';

/** When a device last spoke: what the list said, or a newer reading that came since. Undefined: never. */
export function lastHeard(device: Device, readings?: ReadonlyMap<string, LatestReading>): number | undefined {
  let newest = device.lastSeen === null ? undefined : Date.parse(device.lastSeen);
  for (const reading of readings?.values() ?? []) {
    const time = Date.parse(reading.time);
    if (newest === undefined || time > newest) newest = time;
  }
  return newest;
}

/** Whether a moment is longer ago than the type's devices may be quiet. */
export function isOld(time: number | undefined, type: DeviceType | undefined, now: number): boolean {
  return time === undefined || now - time > (type?.silentAfterMs ?? 3_600_000);
}
