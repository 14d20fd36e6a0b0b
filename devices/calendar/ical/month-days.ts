import { dayNumber, dayOf, type LocalDate, weekday } from '../local-date.ts';

/** Which days of a month a recurrence rule takes (RFC 5545: BYMONTHDAY, BYDAY, BYSETPOS). */
export interface MonthDays {
  /** the day's number, -1 the last */
  readonly monthDays?: ReadonlySet<number>;
  readonly days?: readonly Weekday[];
  /** which of the days that the rest lets through, 1 the first, -1 the last */
  readonly positions?: ReadonlySet<number>;
}

/** Monday 0 … Sunday 6; the nth of its month, -1 the last, 0 each of them. */
export interface Weekday {
  readonly day: number;
  readonly nth: number;
}

/** Whether the rule takes this day of its month; `usual` is the number of the day that a rule without any means. */
export function fitsMonth(rule: MonthDays, usual: number, date: LocalDate): boolean {
  if (!isCandidate(rule, usual, date)) return false;
  if (rule.positions === undefined) return true;
  const first = dayNumber(date) - partsOf(date).day + 1;
  const month = Array.from({ length: monthLength(date) }, (_, i) => dayOf(first + i));
  const candidates = month.filter((day) => isCandidate(rule, usual, day));
  const place = candidates.indexOf(date);
  return rule.positions.has(place + 1) || rule.positions.has(place - candidates.length);
}

/** Whether the numbers, counted from the month's begin or its end, name this day. */
export function isMonthDay(numbers: ReadonlySet<number>, date: LocalDate): boolean {
  const { day } = partsOf(date);
  return numbers.has(day) || numbers.has(day - monthLength(date) - 1);
}

export function partsOf(date: LocalDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8)) };
}

function isCandidate({ days, monthDays }: MonthDays, usual: number, date: LocalDate): boolean {
  const { day } = partsOf(date);
  if (days === undefined && monthDays === undefined) return day === usual;
  if (monthDays !== undefined && !isMonthDay(monthDays, date)) return false;
  const places = [0, Math.ceil(day / 7), -Math.ceil((monthLength(date) - day + 1) / 7)];
  return days?.some((one) => one.day === weekday(date) && places.includes(one.nth)) ?? true;
}

function monthLength(date: LocalDate): number {
  const { year, month } = partsOf(date);
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
