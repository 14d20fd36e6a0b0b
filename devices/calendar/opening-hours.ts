import { type LocalDate, weekday } from './local-date.ts';
import type { Zone } from './local-time.ts';
import type { OpenInterval, OpeningCalendar } from './opening-calendar.ts';
import { isPublicHoliday } from './public-holidays.ts';
import { schoolHoliday } from './school-holidays.ts';

/** What a day is for a building; `unknown` where nobody has published the school holidays yet. */
export type DayKind = 'working' | 'saturday' | 'sunday' | 'holiday' | 'school-holiday' | 'closed' | 'unknown';

/** Public holidays come first, then closures, the week-end, school holidays of the calendar's zone. */
export function kindOfDay(calendar: Pick<OpeningCalendar, 'region' | 'closures' | 'zone'>, date: LocalDate): DayKind {
  if (isPublicHoliday(date, calendar.region)) return 'holiday';
  if (isClosure(calendar, date)) return 'closed';
  const day = weekday(date);
  if (day === 6) return 'sunday';
  if (day === 5) return 'saturday';
  const school = calendar.zone === undefined ? 'school' : schoolHoliday(date, calendar.zone);
  if (school === 'holiday') return 'school-holiday';
  return school === 'unknown' ? 'unknown' : 'working';
}

/** The hours of a day; `unknown` when they depend on school holidays that nobody has published yet. */
export function openIntervals(calendar: OpeningCalendar, date: LocalDate): readonly OpenInterval[] | 'unknown' {
  const hours = calendar.week[weekday(date)] ?? [];
  if (hours.length === 0 || isClosure(calendar, date)) return [];
  if (calendar.holidays === 'closed' && isPublicHoliday(date, calendar.region)) return [];
  if (calendar.schoolHolidays === 'open' || calendar.zone === undefined) return hours;
  const school = schoolHoliday(date, calendar.zone);
  if (school === 'unknown') return 'unknown';
  return school === 'holiday' ? [] : hours;
}

/** Whether the building is open at an instant (epoch ms), by the clocks of its zone. */
export function openness(calendar: OpeningCalendar, zone: Zone, instant: number): 'open' | 'closed' | 'unknown' {
  const { date, minute } = zone.toLocal(instant);
  const hours = calendar.week[weekday(date)] ?? [];
  if (!hours.some(({ from, to }) => from <= minute && minute < to)) return 'closed';
  const intervals = openIntervals(calendar, date);
  if (intervals === 'unknown') return 'unknown';
  return intervals.length > 0 ? 'open' : 'closed';
}

/** Whether the building is surely open at an instant (epoch ms): unknown hours are not open. */
export function isOpen(calendar: OpeningCalendar, zone: Zone, instant: number): boolean {
  return openness(calendar, zone, instant) === 'open';
}

function isClosure(calendar: Pick<OpeningCalendar, 'closures'>, date: LocalDate): boolean {
  return calendar.closures.some(({ from, to }) => from <= date && date <= to);
}
