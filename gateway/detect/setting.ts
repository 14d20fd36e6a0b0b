import type { Zone } from '../../devices/calendar/local-time.ts';
import type { DayKind, OpeningHours } from '../../devices/calendar/opening-hours.ts';
import type { Outdoor } from './outdoor.ts';

/** What a judge may know beside its own series: the clocks, the calendar and the weather of the site. */
export interface SiteSetting {
  readonly zone: Zone;
  /** the outdoor temperature here, as far as it is known so far */
  readonly outdoor?: Outdoor;
  /** the median of what the site's other series of the metric showed in an hour (epoch ms of its beginning), NaN where it is not known */
  others?(hour: number): number;
  /** What the instant (epoch ms) is for the site; the same object for all instants of a moment. */
  at(instant: number): Moment;
}

/** A time in which nothing changes for a site: `from` ≤ t < `to` (epoch ms) within one hour of its clocks, all open or all closed. */
export interface Moment {
  readonly from: number;
  readonly to: number;
  /** the local day, in days since 1970-01-01 */
  readonly day: number;
  /** of the local clock, 0 … 23 */
  readonly hour: number;
  readonly kind: DayKind;
  /** `unknown` without a calendar, or beyond the published school holidays */
  readonly openness: 'open' | 'closed' | 'unknown';
}

const hourMs = 3_600_000;
/** moments and days remembered: readings of a site come in nearly their order */
const remembered = 4;

interface Day {
  readonly from: number;
  readonly to: number;
  readonly day: number;
  readonly kind: DayKind;
  /** where the building opens or closes, epoch ms */
  readonly edges: readonly number[];
}

/** A site's setting from its hours; without a calendar only the week and the holidays count. */
export function createSetting(of: {
  hours: OpeningHours;
  hasCalendar: boolean;
  zone: Zone;
  outdoor?: Outdoor;
}): SiteSetting {
  const { hours, hasCalendar, zone, outdoor } = of;
  const moments: Moment[] = [];
  const days: Day[] = [];
  let last: Moment | undefined;

  function dayOf(instant: number): Day {
    const known = days.find(({ from, to }) => from <= instant && instant < to);
    if (known !== undefined) return known;
    const number = zone.dayAt(instant);
    const { date } = zone.toLocal(zone.dayStart(number));
    const intervals = hasCalendar ? hours.openIntervals(date) : [];
    const minutes = intervals === 'unknown' ? [] : intervals.flatMap(({ from, to }) => [from, to]);
    const day = {
      ...{ from: zone.dayStart(number), to: zone.dayStart(number + 1), day: number, kind: hours.kindOfDay(date) },
      edges: minutes.map((minute) => zone.toInstant(date, minute)),
    };
    remember(days, day);
    return day;
  }

  function momentAt(instant: number): Moment {
    const day = dayOf(instant);
    const offset = zone.offsetAt(instant);
    const shown = Math.floor((instant + offset) / hourMs);
    let [from, to] = [Math.max(day.from, shown * hourMs - offset), Math.min(day.to, (shown + 1) * hourMs - offset)];
    for (const edge of day.edges) {
      if (edge <= instant) from = Math.max(from, edge);
      else to = Math.min(to, edge);
    }
    const openness = hasCalendar ? hours.openness(instant) : 'unknown';
    return { from, to, day: day.day, hour: ((shown % 24) + 24) % 24, kind: day.kind, openness };
  }

  return {
    zone,
    ...(outdoor === undefined ? {} : { outdoor }),
    at(instant) {
      if (last !== undefined && last.from <= instant && instant < last.to) return last;
      const known = moments.find(({ from, to }) => from <= instant && instant < to);
      last = known ?? momentAt(instant);
      if (known === undefined) remember(moments, last);
      return last;
    },
  };
}

function remember<T>(among: T[], one: T): void {
  among.unshift(one);
  if (among.length > remembered) among.pop();
}
