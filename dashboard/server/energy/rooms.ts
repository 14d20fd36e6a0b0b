import type { SiteHours } from '../../../devices/calendar/site-hours.ts';
import type { Device } from '../../../devices/territory.ts';
import { airBand, icone } from '../../../gateway/calculate/icone.ts';
import type { Room } from '../../contract/energy.ts';
import { byStep } from '../by-step.ts';
import type { Scope } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import type { EnergyStore } from './energy-store.ts';

type Parts = Pick<ServerParts, 'catalogue' | 'corrections' | 'live'> & EnergyStore;
const metric = 'air.co2';
const days = 7;
const quarterMs = 900_000;
const roomsAtMost = 60;

/** Every room whose CO2 is measured: its index of confinement over seven whole days before local day `until`, in opening hours. */
export async function roomsOf(
  devices: readonly Device[],
  of: {
    readonly scope: Scope;
    readonly hours: SiteHours;
    readonly now: number;
    readonly until: number;
    readonly isOver: boolean;
  },
  parts: Parts,
): Promise<Room[]> {
  const rooms: Room[] = [];
  const measuring = devices.filter(({ type }) => parts.catalogue.get(type)?.metrics[metric] !== undefined);
  for (const device of measuring.slice(0, roomsAtMost)) {
    const site = of.scope.siteOf(device);
    const zone = of.hours.zoneOf(site);
    const to = zone.dayStart(of.until);
    const from = zone.dayStart(of.until - days);
    const asked = { device, metric, instance: '', from, to, step: '15m', fn: 'mean', zone } as const;
    const { times, values } = await byStep(asked, parts);
    const bands = [0, 0, 0];
    for (const [at, value] of values.entries()) {
      if (value === null || of.hours.openness(site, (times[at] ?? 0) + quarterMs / 2) !== 'open') continue;
      const band = airBand(value);
      bands[band] = (bands[band] ?? 0) + 1;
    }
    const [low = 0, middle = 0, high = 0] = bands;
    const found = icone({ low, middle, high });
    // of a month that is over the moment says nothing
    const newest =
      of.scope.seesFine(site) && !of.isOver
        ? parts.live.latest(device.id).find((reading) => reading.metric === metric)
        : undefined;
    rooms.push({
      ...{ device: device.id, name: device.name, site: site.id },
      ...(newest !== undefined && { latest: { value: newest.value, time: new Date(newest.time).toISOString() } }),
      icone: found === undefined ? null : { ...found, hours: ((low + middle + high) * quarterMs) / 3_600_000 },
    });
  }
  return rooms;
}
