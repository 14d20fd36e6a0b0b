export type Period = 'hour' | 'day' | 'week' | 'month' | 'year';
export const periods: readonly Period[] = ['hour', 'day', 'week', 'month', 'year'];

interface Local {
  year: number;
  month: number;
  day: number;
  hour: number;
}

/** The period of a place that holds a moment: `from` ≤ time < `to`, epoch ms; weeks begin on Monday. */
export function periodAt(period: Period, time: number, timeZone: string): { from: number; to: number } {
  if (period === 'hour') {
    const from = hourAt(time, timeZone);
    return { from, to: from + hourMs };
  }
  const local = startOf(period, localOf(time, timeZone));
  return { from: toEpoch(local, timeZone), to: toEpoch(move(local, period, 1), timeZone) };
}

/** The start of the period so many periods away from the one that holds `time`. */
export function movedBy(period: Period, time: number, by: number, timeZone: string): number {
  if (period === 'hour') return hourAt(time, timeZone) + by * hourMs;
  return toEpoch(move(startOf(period, localOf(time, timeZone)), period, by), timeZone);
}

/** What to compare a period with: a year before keeps the weekday for hours, days and weeks, the date for months and years. */
export function yearBefore(period: Period, from: number, timeZone: string): number {
  const local = localOf(from, timeZone);
  if (period === 'month' || period === 'year') return toEpoch({ ...local, year: local.year - 1 }, timeZone);
  return toEpoch({ ...local, day: local.day - 364 }, timeZone);
}

/** `2026-11-22`, or `2026-11-22T14` for an hour: what the address bar holds. */
export function dateText(period: Period, time: number, timeZone: string): string {
  const local = localOf(time, timeZone);
  const day = `${local.year}-${two(local.month)}-${two(local.day)}`;
  return period === 'hour' ? `${day}T${two(local.hour)}` : day;
}

/** The moment that a date of the address bar means there; undefined when it is none. */
export function momentOf(text: string | null, timeZone: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d))?$/.exec(text ?? '');
  if (match === null) return undefined;
  const [year, month, day, hour] = match.slice(1).map((part) => Number(part ?? 0));
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12 || day < 1 || day > 31)
    return undefined;
  return toEpoch({ year, month, day, hour: hour ?? 0 }, timeZone);
}

export function midnight(time: number, timeZone: string): number {
  return periodAt('day', time, timeZone).from;
}

export function localOf(time: number, timeZone: string): Local {
  const at = new Date(time + offsetOf(time, timeZone));
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), hour: at.getUTCHours() };
}

const hourMs = 3_600_000;

/** The start of the hour on the clock: hours follow each other whatever the clocks do, one is missing or shown twice. */
function hourAt(time: number, timeZone: string): number {
  const offset = offsetOf(time, timeZone);
  return Math.floor((time + offset) / hourMs) * hourMs - offset;
}

function startOf(period: Exclude<Period, 'hour'>, local: Local): Local {
  if (period === 'day') return { ...local, hour: 0 };
  if (period === 'month') return { ...local, day: 1, hour: 0 };
  if (period === 'year') return { ...local, month: 1, day: 1, hour: 0 };
  const weekday = (new Date(Date.UTC(local.year, local.month - 1, local.day)).getUTCDay() + 6) % 7;
  return { ...local, day: local.day - weekday, hour: 0 };
}

function move(local: Local, period: Exclude<Period, 'hour'>, by: number): Local {
  if (period === 'day') return { ...local, day: local.day + by };
  if (period === 'week') return { ...local, day: local.day + 7 * by };
  if (period === 'month') return { ...local, month: local.month + by };
  return { ...local, year: local.year + by };
}

function toEpoch(local: Local, timeZone: string): number {
  const wall = Date.UTC(local.year, local.month - 1, local.day, local.hour);
  const guess = wall - offsetOf(wall, timeZone);
  return wall - offsetOf(guess, timeZone);
}

/** How far local time is ahead of UTC there and then, ms. */
function offsetOf(time: number, timeZone: string): number {
  const text = formatterOf(timeZone).format(time);
  const match = /GMT(?:([+-])(\d+)(?::(\d+))?)?/.exec(text);
  const size = (Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0)) * 60_000;
  return match?.[1] === '-' ? -size : size;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
/** Making one costs more than using it; there are as many as zones of the territory. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'shortOffset' });
  formatters.set(timeZone, known);
  return known;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
