import { dayNumber } from '../local-date.ts';
import type { Zone } from '../local-time.ts';
import type { ContentLine, LineMistake } from './content-line.ts';
import { type Duration, instantOf, type Moment, parseDuration, parseMoment } from './moment.ts';
import { parseRecurrence } from './parse-recurrence.ts';
import type { Recurrence } from './recurrence.ts';
import type { Zones } from './zones.ts';

/** A VEVENT as written, its recurrences not yet played out. */
export interface Event {
  readonly line: number;
  readonly uid: string;
  readonly start: Moment;
  readonly length: Duration;
  readonly rule?: Recurrence;
  /** begins that stand beside those of the rule */
  readonly more: readonly Moment[];
  readonly excluded: ReadonlySet<string>;
  /** the occurrence of the same UID in whose place it stands */
  readonly replaces?: string;
  readonly isFree: boolean;
}

/** The properties of one VEVENT. */
export interface EventLines {
  readonly line: number;
  readonly properties: readonly ContentLine[];
}

const maxDaysRepeated = 100;

/** The properties of each VEVENT that says something of when; those of what stands inside it (VALARM) are not its own. */
export function eventLines(lines: readonly ContentLine[], mistakes: LineMistake[]): EventLines[] {
  const events: EventLines[] = [];
  let open: { line: number; depth: number; properties: ContentLine[] } | undefined;
  for (const row of lines) {
    const component = row.value.toUpperCase();
    if (row.name === 'BEGIN') {
      if (open !== undefined) open.depth++;
      else if (component === 'VEVENT') open = { line: row.line, depth: 0, properties: [] };
    } else if (row.name === 'END') {
      if (open === undefined) continue;
      if (open.depth-- > 0) continue;
      // a birthday, a cancelled evening: nothing in it can be wrong for us, unless it takes an occurrence's place
      if (!isFree(open.properties) || open.properties.some(({ name }) => name === 'RECURRENCE-ID')) events.push(open);
      open = undefined;
    } else if (open?.depth === 0) open.properties.push(row);
  }
  if (open !== undefined) mistakes.push({ line: open.line, reason: 'BEGIN:VEVENT has no END:VEVENT' });
  return events;
}

/** The event that the properties of a VEVENT describe; undefined, with its mistakes, when they cannot. */
export function eventOf(
  { line, properties: rows }: EventLines,
  zones: Zones,
  mistakes: LineMistake[],
): Event | undefined {
  const wrong = (at: ContentLine | undefined, reason: string) => {
    mistakes.push({ line: at?.line ?? line, reason });
    return undefined;
  };
  const one = (name: string) => rows.find((row) => row.name === name);
  const moments = (row: ContentLine): Moment[] | undefined => {
    const tzid = row.parameters.get('TZID');
    const zone = tzid === undefined ? zones.own : zones.named(tzid);
    if (zone === undefined) return wrong(row, `the zone "${tzid}" is not of the IANA list`);
    const read = row.value.split(',').map((text) => parseMoment(text, zone, zones.utc));
    return read.every((moment) => moment !== undefined) ? read : wrong(row, `${row.name} is not a date or a time`);
  };
  const [startRow, endRow, durationRow] = [one('DTSTART'), one('DTEND'), one('DURATION')];
  if (startRow === undefined) return wrong(undefined, 'the event has no DTSTART');
  const start = moments(startRow)?.[0];
  const end = endRow === undefined ? undefined : moments(endRow)?.[0];
  if (start === undefined || (endRow !== undefined && end === undefined)) return undefined;
  if (end !== undefined && end.is !== start.is) return wrong(endRow, 'DTEND is not of the kind of DTSTART');
  const said = durationRow === undefined ? undefined : parseDuration(durationRow.value);
  if (durationRow !== undefined && said === undefined) return wrong(durationRow, 'DURATION is not a duration');
  const length = end === undefined ? (said ?? { days: start.is === 'day' ? 1 : 0, ms: 0 }) : between(start, end, zones);
  if (length.days < 0 || length.ms < 0) return wrong(endRow, 'DTEND is before DTSTART');
  const all = (name: string) => rows.filter((row) => row.name === name).flatMap((row) => moments(row) ?? []);
  const [replacesRow, ruleRow] = [one('RECURRENCE-ID'), one('RRULE')];
  if (replacesRow?.parameters.has('RANGE')) wrong(replacesRow, 'RANGE is not understood: one occurrence is replaced');
  const replaces = replacesRow === undefined ? undefined : moments(replacesRow)?.[0];
  const clocks = start.is === 'time' ? start.zone : zones.own;
  const rule = ruleRow === undefined ? undefined : parseRecurrence(ruleRow.value, clocks, zones.utc);
  if (typeof rule === 'string') wrong(ruleRow, rule);
  else if (rule !== undefined && daysOf(length) > maxDaysRepeated) {
    return wrong(ruleRow, `what repeats lasts at most ${maxDaysRepeated} days`);
  }
  return {
    ...{ line, start, length, uid: one('UID')?.value ?? '', more: all('RDATE') },
    excluded: new Set(all('EXDATE').map((moment) => keyOf(moment, zones.own))),
    isFree: isFree(rows),
    ...(rule !== undefined && typeof rule !== 'string' && { rule }),
    ...(replaces !== undefined && { replaces: keyOf(replaces, zones.own) }),
  };
}

function isFree(rows: readonly ContentLine[]): boolean {
  return rows.some(
    ({ name, value }) => (name === 'STATUS' && value === 'CANCELLED') || (name === 'TRANSP' && value === 'TRANSPARENT'),
  );
}

/** The days that something of this length can touch, beside the one it begins on. */
export function daysOf({ days, ms }: Duration): number {
  return days + Math.ceil(ms / 86_400_000);
}

function between(start: Moment, end: Moment, { own }: Zones): Duration {
  return start.is === 'day'
    ? { days: dayNumber(end.date) - dayNumber(start.date), ms: 0 }
    : { days: 0, ms: instantOf(end, own) - instantOf(start, own) };
}

/** What names an occurrence: the day of a day, the instant of a time. */
export function keyOf(moment: Moment, own: Zone): string {
  return moment.is === 'day' ? moment.date : String(instantOf(moment, own));
}
