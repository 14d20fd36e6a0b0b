import { dayNumber, dayOf, type LocalDate, weekday } from '../local-date.ts';
import type { Zone } from '../local-time.ts';
import { instantOf, type Moment } from './moment.ts';
import { fitsMonth, isMonthDay, type MonthDays, partsOf } from './month-days.ts';

/** A recurrence rule (RFC 5545, 3.3.10) of the kinds that opening hours and bookings use. */
export interface Recurrence extends MonthDays {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count?: number;
  readonly until?: Moment;
  /** 1 … 12 */
  readonly months?: ReadonlySet<number>;
  /** Monday 0 … Sunday 6 */
  readonly weekStart: number;
}

export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof frequencies)[number];

/**
 * The days on which the rule lets an event begin that began on `start`, up to `last`. Days before `first` may be left out.
 * Ends early when `step`, asked for each day, says that enough was searched.
 */
export function* occurrences(
  rule: Recurrence,
  start: Moment,
  window: { first: LocalDate; last: LocalDate; zone: Zone; step: () => boolean },
): Generator<Moment> {
  const from = dayNumber(start.date);
  const to = dayNumber(window.last);
  // without COUNT, what came before the window need not be counted
  const begin = rule.count === undefined ? Math.max(from, dayNumber(window.first)) : from;
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (let day = begin; day <= to && left > 0; day++) {
    if (!window.step()) return;
    const date = dayOf(day);
    if (!fits(rule, start.date, date)) continue;
    const moment = { ...start, date };
    if (rule.until !== undefined && isAfter(moment, rule.until, window.zone)) return;
    left--;
    yield moment;
  }
}

function fits(rule: Recurrence, start: LocalDate, date: LocalDate): boolean {
  const { frequency, interval, months, monthDays, days } = rule;
  const [begun, now] = [partsOf(start), partsOf(date)];
  if (months !== undefined && !months.has(now.month)) return false;
  if (frequency === 'YEARLY') {
    if (months === undefined && monthDays === undefined && now.month !== begun.month) return false;
    return (now.year - begun.year) % interval === 0 && fitsMonth(rule, begun.day, date);
  }
  if (frequency === 'MONTHLY') {
    const passed = (now.year - begun.year) * 12 + now.month - begun.month;
    return passed % interval === 0 && fitsMonth(rule, begun.day, date);
  }
  if (monthDays !== undefined && !isMonthDay(monthDays, date)) return false;
  const passed = dayNumber(date) - dayNumber(start);
  const isDay = days?.some(({ day }) => day === weekday(date));
  if (frequency === 'DAILY') return passed % interval === 0 && (isDay ?? true);
  const intoWeek = (weekday(start) - rule.weekStart + 7) % 7;
  const weeks = Math.floor((passed + intoWeek) / 7);
  return weeks % interval === 0 && (isDay ?? weekday(date) === weekday(start));
}

function isAfter(moment: Moment, until: Moment, zone: Zone): boolean {
  if (until.is === 'day' || moment.is === 'day') return moment.date > until.date;
  return instantOf(moment, zone) > instantOf(until, zone);
}
