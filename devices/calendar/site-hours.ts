import type { Site, Territory } from '../territory.ts';
import { type Zone, zoneOf } from './local-time.ts';
import type { OpeningCalendar } from './opening-calendar.ts';
import { createOpeningHours, type DayKind, type OpeningHours } from './opening-hours.ts';

/** When the sites of a territory are open. */
export interface SiteHours {
  /** `unknown` for a site without a calendar, or beyond the published school holidays; `instant` in epoch ms */
  openness(site: Site, instant: number): 'open' | 'closed' | 'unknown';
  /** what the site's local day of `instant` (epoch ms) is; without a calendar only the week and the holidays count */
  kindOfDay(site: Site, instant: number): DayKind;
  /** whether people work there that day: Monday to Friday, no public holiday, and the site's calendar closes it neither itself nor for school holidays */
  isWorkingDay(site: Site, instant: number): boolean;
  /** the clocks of the site */
  zoneOf(site: Site): Zone;
}

/** Answers from the calendars of a territory, each zone's rules and each calendar's agendas read once. */
export function createSiteHours(territory: Pick<Territory, 'calendars'>): SiteHours {
  const known = new Map<string, OpeningHours>();

  /** sites of one calendar and zone share what was found */
  function hoursOf(site: Site): OpeningHours {
    const calendar = calendarOf(site) ?? withoutHours;
    const key = `${calendar.id} ${site.timeZone}`;
    const hours = known.get(key) ?? createOpeningHours(calendar, zoneOf(site));
    known.set(key, hours);
    return hours;
  }

  function kindOfDay(site: Site, instant: number): DayKind {
    return hoursOf(site).kindOfDay(zoneOf(site).toLocal(instant).date);
  }

  const calendarOf = ({ calendar }: Site) => (calendar === undefined ? undefined : territory.calendars.get(calendar));

  return {
    zoneOf,
    openness: (site, instant) => (calendarOf(site) === undefined ? 'unknown' : hoursOf(site).openness(instant)),
    kindOfDay,
    isWorkingDay(site, instant) {
      const kind = kindOfDay(site, instant);
      // holidays that nobody has published yet are no reason to leave a day out
      if (kind === 'working' || kind === 'unknown') return true;
      return kind === 'school-holiday' && calendarOf(site)?.schoolHolidays === 'open';
    },
  };
}

// no calendar of a territory can have this id
const withoutHours: OpeningCalendar = {
  ...{ id: '', region: 'metropole', week: [], holidays: 'closed', schoolHolidays: 'open', closures: [] },
};
