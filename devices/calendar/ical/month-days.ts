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

/** A day in its month. */
export interface DayOfMonth {
  readonly year: number;
  /** 1 … 12 */
  readonly month: number;
  readonly day: number;
  /** Monday 0 … Sunday 6 */
  readonly weekday: number;
  /** how many days its month has */
  readonly length: number;
}

/** The day so many days after 1970-01-01. */
export function dayOfMonth(number: number): DayOfMonth {
  const date = new Date(number * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  const february = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  const length = month === 2 ? february : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return { year, month, day: date.getUTCDate(), weekday: (date.getUTCDay() + 6) % 7, length };
}

/** Whether the rule takes this day of its month; `usual` is the number of the day that a rule without any means. */
export function fitsMonth(rule: MonthDays, usual: number, date: DayOfMonth): boolean {
  if (!isCandidate(rule, usual, date)) return false;
  if (rule.positions === undefined) return true;
  let [before, all] = [0, 0];
  for (let day = 1; day <= date.length; day++) {
    const weekday = (date.weekday + day - date.day + 35) % 7;
    if (!isCandidate(rule, usual, { ...date, day, weekday })) continue;
    all++;
    if (day < date.day) before++;
  }
  return rule.positions.has(before + 1) || rule.positions.has(before - all);
}

/** Whether the numbers, counted from the month's begin or its end, name this day. */
export function isMonthDay(numbers: ReadonlySet<number>, { day, length }: DayOfMonth): boolean {
  return numbers.has(day) || numbers.has(day - length - 1);
}

function isCandidate({ days, monthDays }: MonthDays, usual: number, date: DayOfMonth): boolean {
  const { day, weekday, length } = date;
  if (days === undefined && monthDays === undefined) return day === usual;
  if (monthDays !== undefined && !isMonthDay(monthDays, date)) return false;
  const [nth, nthLast] = [Math.ceil(day / 7), -Math.ceil((length - day + 1) / 7)];
  return days?.some((one) => one.day === weekday && (one.nth === 0 || one.nth === nth || one.nth === nthLast)) ?? true;
}
