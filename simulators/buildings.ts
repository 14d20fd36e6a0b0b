import { createSiteHours } from '../devices/calendar/site-hours.ts';
import type { Device, Territory } from '../devices/territory.ts';
import { type Building, createBuilding } from './building/building.ts';
import { type IsOpen, openSlots, usuallyOpen } from './building/opening.ts';
import { kindOf, type Works } from './building/profile.ts';

/** What decides a simulation's readings beside the territory; the same gives the same bytes. */
export interface Chances {
  readonly seed: number;
  /** when sites are open; without it by their calendars, and by the usual hours of their kind where those say nothing */
  readonly isOpen?: IsOpen;
  readonly works?: readonly Works[];
  /** where buildings begin (epoch ms) */
  readonly since?: number;
}

/** The buildings of a territory that have something to read, in the order of their ids. */
export function buildingsOf(territory: Territory, chances: Chances): Building[] {
  const bySite = new Map<string, Device[]>();
  for (const device of [...territory.devices.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    bySite.set(device.site, [...(bySite.get(device.site) ?? []), device]);
  }
  const hours = createSiteHours(territory);
  const byCalendar: IsOpen = (site, time) => {
    const openness = hours.openness(site, time);
    return openness === 'unknown' ? usuallyOpen(site, time) : openness === 'open';
  };
  const isOpen = chances.isOpen ?? byCalendar;
  const openings = new Map<string, (day: number) => Uint8Array>();
  const buildings: Building[] = [];
  for (const [id, devices] of [...bySite].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const site = territory.sites.get(id);
    if (site === undefined) continue;
    // sites of one calendar open together: ask once
    const shared = site.calendar === undefined ? id : `${site.calendar} ${site.timeZone} ${kindOf(site)}`;
    const open = openings.get(shared) ?? openSlots(isOpen, site);
    openings.set(shared, open);
    const building = createBuilding({ ...chances, site, devices, open });
    if (building.probes.length > 0) buildings.push(building);
  }
  return buildings;
}
