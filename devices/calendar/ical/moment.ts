import { isLocalDate, type LocalDate } from '../local-date.ts';
import type { Zone } from '../local-time.ts';

/** A DATE or DATE-TIME value: a day, or a day, a minute of the clock and the zone of that clock. */
export type Moment =
  | { readonly is: 'day'; readonly date: LocalDate }
  | { readonly is: 'time'; readonly date: LocalDate; readonly minute: number; readonly zone: Zone };

/** Reads `20260301`, `20260301T100000` (by the clocks of `zone`) or `20260301T100000Z`; undefined for anything else. */
export function parseMoment(text: string, zone: Zone, utc: Zone): Moment | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T([01]\d|2[0-3])([0-5]\d)([0-5]\d|60)(Z?))?$/.exec(text);
  if (match === null) return undefined;
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  if (!isLocalDate(date)) return undefined;
  if (match[4] === undefined) return { is: 'day', date };
  const minute = Number(match[4]) * 60 + Number(match[5]) + Number(match[6]) / 60;
  return { is: 'time', date, minute, zone: match[7] === 'Z' ? utc : zone };
}

/** The instant of a moment (epoch ms); that of a day is its first by the clocks of `zone`. */
export function instantOf(moment: Moment, zone: Zone): number {
  return moment.is === 'day' ? zone.toInstant(moment.date) : moment.zone.toInstant(moment.date, moment.minute);
}

/** How long something lasts: days of the calendar, and milliseconds beside them. */
export interface Duration {
  readonly days: number;
  readonly ms: number;
}

/** Reads `P1D`, `P2W`, `PT1H30M`, `P1DT12H` (RFC 5545, 3.3.6), not negative; undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^\+?P(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?)$/.exec(
    text,
  );
  if (match === null || match.slice(1).every((part) => part === undefined)) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return { days: weeks * 7 + days, ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
}
