import { dayNumber, dayOf, type LocalDate, weekday } from '../local-date.ts';
import type { Zone } from '../local-time.ts';
import { instantOf, type Moment, parseMoment } from './moment.ts';

/** A recurrence rule (RFC 5545, 3.3.10) of the kinds that opening hours and bookings use. */
export interface Recurrence {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'YEARLY';
  readonly interval: number;
  readonly count?: number;
  readonly until?: Moment;
  /** Monday 0 … Sunday 6 */
  readonly days?: ReadonlySet<number>;
  readonly weekStart: number;
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Reads `FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260703T220000Z`; a text says why it cannot be. */
export function parseRecurrence(text: string, start: Moment, zone: Zone, utc: Zone): Recurrence | string {
  const parts = new Map(
    text.split(';').map((part) => {
      const [name = '', value = ''] = part.toUpperCase().split('=');
      return [name, value] as const;
    }),
  );
  const frequency = parts.get('FREQ');
  if (frequency !== 'DAILY' && frequency !== 'WEEKLY' && frequency !== 'YEARLY') {
    return `FREQ=${frequency ?? ''} is not understood: DAILY, WEEKLY or YEARLY`;
  }
  const [, month, dayOfMonth] = start.date.split('-').map(Number);
  const redundant: Record<string, number | undefined> =
    frequency === 'YEARLY' ? { BYMONTH: month, BYMONTHDAY: dayOfMonth } : {};
  for (const [name, value] of parts) {
    if (['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST'].includes(name)) continue;
    if (name === 'BYDAY' && frequency !== 'YEARLY') continue;
    if (redundant[name] === undefined || redundant[name] !== Number(value)) return `${name}=${value} is not understood`;
  }
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const count = parts.has('COUNT') ? Number(parts.get('COUNT')) : undefined;
  if (!isCount(interval) || (count !== undefined && !isCount(count)))
    return 'INTERVAL and COUNT are whole numbers from 1';
  const until = parts.has('UNTIL') ? parseMoment(parts.get('UNTIL') ?? '', zone, utc) : undefined;
  if (parts.has('UNTIL') && until === undefined) return `UNTIL=${parts.get('UNTIL')} is not a date`;
  const days = parts
    .get('BYDAY')
    ?.split(',')
    .map((day) => weekdays.indexOf(day));
  const weekStart = weekdays.indexOf(parts.get('WKST') ?? 'MO');
  if (days?.includes(-1) || weekStart < 0) return 'BYDAY and WKST are days such as MO, without a number';
  return {
    ...{ frequency, interval, weekStart },
    ...(count !== undefined && { count }),
    ...(until !== undefined && { until }),
    ...(days !== undefined && { days: new Set(days) }),
  };
}

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

function fits({ frequency, interval, days, weekStart }: Recurrence, start: LocalDate, date: LocalDate): boolean {
  const passed = dayNumber(date) - dayNumber(start);
  if (frequency === 'YEARLY') {
    const years = Number(date.slice(0, 4)) - Number(start.slice(0, 4));
    return date.slice(5) === start.slice(5) && years % interval === 0;
  }
  if (frequency === 'DAILY') return passed % interval === 0 && (days?.has(weekday(date)) ?? true);
  const intoWeek = (weekday(start) - weekStart + 7) % 7;
  const weeks = Math.floor((passed + intoWeek) / 7);
  return weeks % interval === 0 && (days?.has(weekday(date)) ?? weekday(date) === weekday(start));
}

function isAfter(moment: Moment, until: Moment, zone: Zone): boolean {
  if (until.is === 'day' || moment.is === 'day') return moment.date > until.date;
  return instantOf(moment, zone) > instantOf(until, zone);
}

function isCount(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 100_000;
}
