import { createAgendaDays, type Span } from './agenda-days.ts';
import { dayNumber, type LocalDate, weekday } from './local-date.ts';
import type { Zone } from './local-time.ts';
import { together, without } from './open-intervals.ts';
import type { OpenInterval, OpeningCalendar } from './opening-calendar.ts';
import { isPublicHoliday } from './public-holidays.ts';
import { schoolHoliday } from './school-holidays.ts';

/** What a day is for a building; `unknown` where nobody has published the school holidays yet. */
export type DayKind = 'working' | 'saturday' | 'sunday' | 'holiday' | 'school-holiday' | 'closed' | 'unknown';

/**
 * A calendar by the clocks of one zone. Closures come first, then bookings, which open whatever the day is, then the
 * week's hours with public and school holidays.
 */
export interface OpeningHours {
  /** Whether the building is open at an instant (epoch ms). */
  openness(instant: number): 'open' | 'closed' | 'unknown';
  /** The hours of a day, by its clocks; `unknown` when they depend on school holidays that nobody has published yet. */
  openIntervals(date: LocalDate): readonly OpenInterval[] | 'unknown';
  /** Public holidays come first, then whole days of closure, the week-end, school holidays of the calendar's zone. */
  kindOfDay(date: LocalDate): DayKind;
}

/** Plays a calendar; what its agendas say is found when a day is first asked for. */
export function createOpeningHours(calendar: OpeningCalendar, zone: Zone): OpeningHours {
  const bookedOn = createAgendaDays(calendar.bookings, zone);
  const closedOn = createAgendaDays(calendar.furtherClosures, zone);

  const isClosure = (date: LocalDate) => calendar.closures.some(({ from, to }) => from <= date && date <= to);

  function isClosedAllDay(date: LocalDate): boolean {
    const day = dayNumber(date);
    const isWhole = ({ from, to }: Span) => from <= zone.dayStart(day) && zone.dayStart(day + 1) <= to;
    return isClosure(date) || closedOn(day).some(isWhole);
  }

  /** a span of the day as its clocks show it; the hour that they show twice a year counts once */
  function shown(date: LocalDate, { from, to }: Span): OpenInterval {
    const end = zone.dayStart(dayNumber(date) + 1);
    return { from: zone.toLocal(from).minute, to: to === end ? 1440 : zone.toLocal(to).minute };
  }

  function usualIntervals(date: LocalDate): readonly OpenInterval[] | 'unknown' {
    const hours = calendar.week[weekday(date)] ?? [];
    if (hours.length === 0) return [];
    if (calendar.holidays === 'closed' && isPublicHoliday(date, calendar.region)) return [];
    if (calendar.schoolHolidays === 'open' || calendar.zone === undefined) return hours;
    const school = schoolHoliday(date, calendar.zone);
    if (school === 'unknown') return 'unknown';
    return school === 'holiday' ? [] : hours;
  }

  return {
    openness(instant) {
      const { date, minute } = zone.toLocal(instant);
      const holds = ({ from, to }: Span) => from <= instant && instant < to;
      const day = zone.dayAt(instant);
      if (isClosure(date) || closedOn(day).some(holds)) return 'closed';
      if (bookedOn(day).some(holds)) return 'open';
      const hours = calendar.week[weekday(date)] ?? [];
      if (!hours.some(({ from, to }) => from <= minute && minute < to)) return 'closed';
      const intervals = usualIntervals(date);
      if (intervals === 'unknown') return 'unknown';
      return intervals.length > 0 ? 'open' : 'closed';
    },

    openIntervals(date) {
      if (isClosedAllDay(date)) return [];
      const usual = usualIntervals(date);
      if (usual === 'unknown') return 'unknown';
      const day = dayNumber(date);
      const byTheClock = (spans: readonly Span[]) => spans.map((span) => shown(date, span));
      return without(together(usual, byTheClock(bookedOn(day))), byTheClock(closedOn(day)));
    },

    kindOfDay(date) {
      if (isPublicHoliday(date, calendar.region)) return 'holiday';
      if (isClosedAllDay(date)) return 'closed';
      const day = weekday(date);
      if (day === 6) return 'sunday';
      if (day === 5) return 'saturday';
      const school = calendar.zone === undefined ? 'school' : schoolHoliday(date, calendar.zone);
      if (school === 'holiday') return 'school-holiday';
      return school === 'unknown' ? 'unknown' : 'working';
    },
  };
}
