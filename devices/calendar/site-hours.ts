import type { Site, Territory } from '../territory.ts';
import { createZone, type Zone } from './local-time.ts';
import { type DayKind, kindOfDay, openness } from './opening-hours.ts';

/** When the sites of a territory are open. */
export interface SiteHours {
  /** `unknown` for a site without a calendar, or beyond the published school holidays; `instant` in epoch ms */
  openness(site: Site, instant: number): 'open' | 'closed' | 'unknown';
  /** what the site's local day of `instant` (epoch ms) is; without a calendar only the week and the holidays count */
  kindOfDay(site: Site, instant: number): DayKind;
  /** the clocks of the site */
  zoneOf(site: Site): Zone;
}

/** Answers from the calendars of a territory, each zone's rules read once. */
export function createSiteHours(territory: Pick<Territory, 'calendars'>): SiteHours {
  const zones = new Map<string, Zone>();

  function zoneOf({ timeZone }: Site): Zone {
    const known = zones.get(timeZone);
    if (known !== undefined) return known;
    const zone = createZone(timeZone);
    zones.set(timeZone, zone);
    return zone;
  }

  const calendarOf = ({ calendar }: Site) => (calendar === undefined ? undefined : territory.calendars.get(calendar));

  return {
    zoneOf,
    openness(site, instant) {
      const calendar = calendarOf(site);
      return calendar === undefined ? 'unknown' : openness(calendar, zoneOf(site), instant);
    },
    kindOfDay: (site, instant) => kindOfDay(calendarOf(site) ?? withoutHours, zoneOf(site).toLocal(instant).date),
  };
}

const withoutHours = { region: 'metropole', closures: [] } as const;
