import type { Device, Territory } from '../devices/territory.ts';
import { type Building, createBuilding } from './building/building.ts';
import { createOpening } from './building/opening.ts';
import type { HeatingFault, Works } from './building/profile.ts';

/** What decides a simulation's readings beside the territory; the same gives the same bytes. */
export interface Chances {
  readonly seed: number;
  readonly works?: readonly Works[];
  readonly heatingFaults?: readonly HeatingFault[];
  /** where buildings begin (epoch ms); indexes are reckoned from there */
  readonly since?: number;
}

/** The buildings of a territory that have something to read, in the order of their ids. */
export function buildingsOf(territory: Territory, chances: Chances): Building[] {
  const openingOf = createOpening(territory.calendars);
  const devices = [...territory.devices.values()].sort(byId);
  const bySite = Map.groupBy(devices, (device: Device) => device.site);
  return [...territory.sites.values()]
    .sort(byId)
    .map((site) => createBuilding({ ...chances, site, devices: bySite.get(site.id) ?? [], open: openingOf(site) }))
    .filter((building) => building.probes.length > 0);
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
