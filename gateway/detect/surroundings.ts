import { zoneOf } from '../../devices/calendar/local-time.ts';
import type { OpeningCalendar } from '../../devices/calendar/opening-calendar.ts';
import { createOpeningHours } from '../../devices/calendar/opening-hours.ts';
import type { Device, Site, Territory } from '../../devices/territory.ts';
import type { Series } from '../domain/series.ts';
import { createFellows, type Fellow, type Teller } from './fellows.ts';
import { createOutdoor } from './outdoor.ts';
import { createSetting, type SiteSetting } from './setting.ts';

export const outdoorMetric = 'outdoor.temperature';
/** rooms of one site are held against each other by it */
export const roomMetric = 'air.temperature';

/** What judgement may know around a series: `setting` of its site, and what its own readings tell others, if they do: the weather, a room. */
export interface Surroundings {
  readonly setting?: SiteSetting;
  readonly tells?: Teller;
}

/**
 * The settings of a territory's sites, each made once. A site's weather is its own station's, else the nearest station's,
 * else the first of its organisation or of the territory (by id). `isStation` says which devices measure outdoor temperature.
 */
export function createSurroundings(
  territory: Pick<Territory, 'sites' | 'calendars' | 'devices'>,
  isStation: (device: Device) => boolean,
): { of(series: Pick<Series, 'site' | 'device' | 'metric'>): Surroundings } {
  const stations = [...territory.devices.values()].filter(isStation).sort((a, b) => (a.id < b.id ? -1 : 1));
  const outdoors = new Map(stations.map(({ id }) => [id, createOutdoor()]));
  const settings = new Map<string, SiteSetting>();
  const rooms = new Map<string, ReturnType<typeof createFellows>>();
  const fellows = new Map<string, Fellow>();

  function stationOf(site: Site): Device | undefined {
    const distance = (station: Device) => {
      if (station.site === site.id) return -1;
      const there = territory.sites.get(station.site);
      const ownFirst = there?.organisation === site.organisation ? 1 : 2;
      if (site.position === undefined || there?.position === undefined) return ownFirst * elsewhere;
      return degreesBetween(site.position, there.position);
    };
    return stations.reduce<Device | undefined>(
      (nearest, one) => (nearest !== undefined && distance(nearest) <= distance(one) ? nearest : one),
      undefined,
    );
  }

  function settingOf(site: Site): SiteSetting {
    const known = settings.get(site.id);
    if (known !== undefined) return known;
    const zone = zoneOf(site);
    const calendar = site.calendar === undefined ? undefined : territory.calendars.get(site.calendar);
    const outdoor = outdoors.get(stationOf(site)?.id ?? '');
    const hours = createOpeningHours(calendar ?? withoutHours, zone);
    const setting = createSetting({
      ...{ hours, zone, hasCalendar: calendar !== undefined },
      ...(outdoor === undefined ? {} : { outdoor }),
    });
    settings.set(site.id, setting);
    return setting;
  }

  function roomOf(site: string, device: string): Fellow {
    const those = rooms.get(site) ?? createFellows();
    rooms.set(site, those);
    const one = fellows.get(`${site} ${device}`) ?? those.join();
    fellows.set(`${site} ${device}`, one);
    return one;
  }

  return {
    of({ site, device, metric }) {
      const place = territory.sites.get(site);
      if (place === undefined) {
        const tells = metric === outdoorMetric ? outdoors.get(device) : undefined;
        return tells === undefined ? {} : { tells };
      }
      const setting = settingOf(place);
      if (metric === roomMetric) {
        const tells = roomOf(site, device);
        return { setting: { ...setting, others: tells.others }, tells };
      }
      const tells = metric === outdoorMetric ? outdoors.get(device) : undefined;
      return { setting, ...(tells === undefined ? {} : { tells }) };
    },
  };
}

/** farther than any two points of the earth */
const elsewhere = 1_000;

/** Angle between two positions on the sphere (haversine), degrees. */
function degreesBetween([aLat, aLong]: readonly [number, number], [bLat, bLong]: readonly [number, number]): number {
  const radians = Math.PI / 180;
  const square = (angle: number) => Math.sin((angle * radians) / 2) ** 2;
  const h = square(bLat - aLat) + Math.cos(aLat * radians) * Math.cos(bLat * radians) * square(bLong - aLong);
  return (2 * Math.asin(Math.sqrt(Math.min(1, h)))) / radians;
}

// no calendar of a territory can have this id
const withoutHours: OpeningCalendar = {
  ...{ id: '', region: 'metropole', week: [], holidays: 'closed', schoolHolidays: 'open', closures: [] },
};
