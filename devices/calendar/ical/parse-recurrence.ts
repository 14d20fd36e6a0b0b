import type { Zone } from '../local-time.ts';
import { parseMoment } from './moment.ts';
import type { Weekday } from './month-days.ts';
import { frequencies, type Recurrence } from './recurrence.ts';

const understood = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYSETPOS'];
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Reads `FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260703T220000Z`; a text says why it cannot be. */
export function parseRecurrence(text: string, zone: Zone, utc: Zone): Recurrence | string {
  const parts = new Map(
    text.split(';').map((part) => {
      const [name = '', value = ''] = part.toUpperCase().split('=');
      return [name, value] as const;
    }),
  );
  const asWritten = (name: string) => `${name}=${parts.get(name) ?? ''}`;
  const frequency = frequencies.find((one) => one === parts.get('FREQ'));
  if (frequency === undefined) return `${asWritten('FREQ')} is not understood: ${frequencies.join(', ')}`;
  const unknown = [...parts.keys()].find((name) => name !== '' && !understood.includes(name));
  if (unknown !== undefined) return `${asWritten(unknown)} is not understood`;

  const interval = Number(parts.get('INTERVAL') ?? 1);
  const count = parts.has('COUNT') ? Number(parts.get('COUNT')) : undefined;
  if (!isCount(interval) || (count !== undefined && !isCount(count))) {
    return 'INTERVAL and COUNT are whole numbers from 1';
  }
  const until = parts.has('UNTIL') ? parseMoment(parts.get('UNTIL') ?? '', zone, utc) : undefined;
  if (parts.has('UNTIL') && until === undefined) return `${asWritten('UNTIL')} is not a date`;

  const weekStart = weekdays.indexOf(parts.get('WKST') ?? 'MO');
  const days = parts.get('BYDAY')?.split(',').map(weekdayOf);
  if (days?.includes(undefined) || weekStart < 0) return 'BYDAY and WKST are days such as MO; BYDAY also 1MO or -1FR';
  const months = numbersOf(parts.get('BYMONTH'), 1, 12);
  const monthDays = numbersOf(parts.get('BYMONTHDAY'), -31, 31);
  const positions = numbersOf(parts.get('BYSETPOS'), -31, 31);
  if (months === null) return `${asWritten('BYMONTH')} is not understood`;
  if (monthDays === null) return `${asWritten('BYMONTHDAY')} is not understood`;
  if (positions === null) return `${asWritten('BYSETPOS')} is not understood`;

  // the nth Monday of a year, the last day of a week: nobody books a hall so
  const inMonths = frequency === 'MONTHLY' || (frequency === 'YEARLY' && months !== undefined);
  const isNth = days?.some((day) => day?.nth !== 0) ?? false;
  if (!inMonths && (isNth || (frequency === 'YEARLY' && days !== undefined))) {
    return `${asWritten('BYDAY')} is understood within months only: FREQ=MONTHLY, or YEARLY with BYMONTH`;
  }
  if (positions !== undefined && frequency !== 'MONTHLY' && !(frequency === 'YEARLY' && months?.size === 1)) {
    return `${asWritten('BYSETPOS')} is understood within one month only`;
  }
  return {
    ...{ frequency, interval, weekStart },
    ...(count !== undefined && { count }),
    ...(until !== undefined && { until }),
    ...(days !== undefined && { days: days.filter((day) => day !== undefined) }),
    ...(months !== undefined && { months }),
    ...(monthDays !== undefined && { monthDays }),
    ...(positions !== undefined && { positions }),
  };
}

function weekdayOf(text: string): Weekday | undefined {
  const match = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text);
  return match === null ? undefined : { day: weekdays.indexOf(match[2] ?? ''), nth: Number(match[1] ?? 0) };
}

/** The whole numbers of a list, zero not among them; null when it is none. */
function numbersOf(text: string | undefined, least: number, most: number): ReadonlySet<number> | null | undefined {
  if (text === undefined) return undefined;
  const numbers = text.split(',').map((part) => (/^[+-]?\d{1,2}$/.test(part) ? Number(part) : 0));
  return numbers.every((number) => number !== 0 && number >= least && number <= most) ? new Set(numbers) : null;
}

function isCount(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 100_000;
}
