import { dayNumber, dayOf, type LocalDate } from '../local-date.ts';
import type { Zone } from '../local-time.ts';
import { instantOf, type Moment } from './moment.ts';
import { type DayOfMonth, dayOfMonth, fitsMonth, isMonthDay, type MonthDays } from './month-days.ts';

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
  const begun = dayOfMonth(from);
  const to = dayNumber(window.last);
  // without COUNT, what came before the window need not be counted
  const begin = rule.count === undefined ? Math.max(from, dayNumber(window.first)) : from;
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (let day = begin; day <= to && left > 0; day++) {
    if (!window.step()) return;
    if (!fits(rule, from, begun, day)) continue;
    const moment = { ...start, date: dayOf(day) };
    if (rule.until !== undefined && isAfter(moment, rule.until, window.zone)) return;
    left--;
    yield moment;
  }
}

function fits(rule: Recurrence, start: number, begun: DayOfMonth, day: number): boolean {
  const { frequency, interval, months, monthDays, days } = rule;
  const now = dayOfMonth(day);
  if (months !== undefined && !months.has(now.month)) return false;
  if (frequency === 'YEARLY') {
    if (months === undefined && monthDays === undefined && now.month !== begun.month) return false;
    return (now.year - begun.year) % interval === 0 && fitsMonth(rule, begun.day, now);
  }
  if (frequency === 'MONTHLY') {
    const passed = (now.year - begun.year) * 12 + now.month - begun.month;
    return passed % interval === 0 && fitsMonth(rule, begun.day, now);
  }
  if (monthDays !== undefined && !isMonthDay(monthDays, now)) return false;
  const isDay = days?.some((one) => one.day === now.weekday);
  if (frequency === 'DAILY') return (day - start) % interval === 0 && (isDay ?? true);
  const intoWeek = (begun.weekday - rule.weekStart + 7) % 7;
  const weeks = Math.floor((day - start + intoWeek) / 7);
  return weeks % interval === 0 && (isDay ?? now.weekday === begun.weekday);
}

function isAfter(moment: Moment, until: Moment, zone: Zone): boolean {
  if (until.is === 'day' || moment.is === 'day') return moment.date > until.date;
  return instantOf(moment, zone) > instantOf(until, zone);
}
