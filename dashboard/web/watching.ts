import type { Device, DeviceType } from '../contract/territory.ts';

type OfType = Pick<Device, 'type'>;
type Types = ReadonlyMap<string, Pick<DeviceType, 'consoles'>>;

/** Whether a device watches the building it stands in; the machines have consoles of their own. */
export function watchesBuilding(device: OfType, types: Types): boolean {
  return types.get(device.type)?.consoles.includes('batiments') ?? true;
}

/** Of a site's devices those that watch the building; all where none does. */
export function buildingDevices<D extends OfType>(devices: readonly D[], types: Types): readonly D[] {
  const own = devices.filter((device) => watchesBuilding(device, types));
  return own.length === 0 ? devices : own;
}

/** Whether a site fills a line of the overview: a place with machines alone does when something is the matter with them. */
export function hasLine(site: { worst: unknown }, devices: readonly OfType[], types: Types): boolean {
  return site.worst !== null || devices.length === 0 || devices.some((device) => watchesBuilding(device, types));
}
