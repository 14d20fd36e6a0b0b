import { addDays, type LocalDate } from '../local-date.ts';
import type { Zone } from '../local-time.ts';
import type { Closure } from '../opening-calendar.ts';
import { contentLines, type LineMistake } from './content-line.ts';
import { type Event, eventsOf, keyOf } from './event.ts';
import { type Duration, instantOf, type Moment } from './moment.ts';
import { occurrences, parseRecurrence } from './recurrence.ts';
import { createZones } from './zones.ts';

/** When something takes place: whole days, or from an instant to another (epoch ms). Never what, nor whose. */
export type Occupation =
  | ({ readonly is: 'days' } & Closure)
  | { readonly is: 'hours'; readonly from: number; readonly to: number };

export interface ICalendar {
  /** in the order of time */
  readonly occupations: readonly Occupation[];
  readonly mistakes: readonly LineMistake[];
}

/** Local days, both included; clocks without a zone are read in `timeZone`. */
export interface ICalendarWindow {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly timeZone: string;
}

const maxCharacters = 1_048_576;
const maxOccupations = 10_000;
const maxSteps = 200_000;
const maxMistakes = 100;

/**
 * The VEVENTs of an iCalendar text (RFC 5545) that touch the window, recurrences played out; cancelled and
 * transparent ones left aside. A line that cannot be used gives a reason, the others are read all the same.
 */
export function parseICalendar(text: string, window: ICalendarWindow): ICalendar {
  if (text.length > maxCharacters) {
    return { occupations: [], mistakes: [{ line: 1, reason: `is larger than ${maxCharacters} characters` }] };
  }
  const mistakes: LineMistake[] = [];
  const zones = createZones(window.timeZone);
  const events = eventsOf(contentLines(text, mistakes), zones, mistakes);
  const replaced = new Set(
    events.flatMap(({ uid, replaces }) => (replaces === undefined ? [] : [`${uid} ${replaces}`])),
  );
  const occupations: Occupation[] = [];
  let steps = 0;
  const step = ({ line }: Event) => {
    if (steps++ === maxSteps) mistakes.push({ line, reason: 'the file repeats too much from here on' });
    return steps <= maxSteps;
  };
  for (const event of events) {
    if (event.isFree) continue;
    // an event that began before the window may still reach into it
    const reach = event.length.days + Math.ceil(event.length.ms / 86_400_000) + 1;
    const dates = { first: addDays(window.from, -reach), last: addDays(window.to, 1) };
    for (const start of startsOf(event, { ...dates, zone: zones.own, step: () => step(event) }, mistakes)) {
      const key = keyOf(start, zones.own);
      if (event.excluded.has(key) || event.excluded.has(start.date)) continue;
      if (event.replaces === undefined && replaced.has(`${event.uid} ${key}`)) continue;
      const occupation = occupationOf(start, event.length, zones.own);
      if (!touches(occupation, window, zones.own)) continue;
      if (occupations.length >= maxOccupations) {
        mistakes.push({ line: event.line, reason: `only the first ${maxOccupations} occupations are kept` });
        return { occupations: inOrder(occupations, zones.own), mistakes: firstOf(mistakes) };
      }
      occupations.push(occupation);
    }
  }
  return { occupations: inOrder(occupations, zones.own), mistakes: firstOf(mistakes) };
}

function* startsOf(
  { start, rule, zones }: Event,
  window: { first: LocalDate; last: LocalDate; zone: Zone; step: () => boolean },
  mistakes: LineMistake[],
): Generator<Moment> {
  if (rule === undefined) return yield start;
  const recurrence = parseRecurrence(rule.value, start, start.is === 'time' ? start.zone : zones.own, zones.utc);
  if (typeof recurrence === 'string') {
    mistakes.push({ line: rule.line, reason: recurrence });
    return yield start;
  }
  yield* occurrences(recurrence, start, window);
}

function occupationOf(start: Moment, { days, ms }: Duration, own: Zone): Occupation {
  if (start.is === 'day') {
    const whole = Math.max(1, days + Math.ceil(ms / 86_400_000));
    return { is: 'days', from: start.date, to: addDays(start.date, whole - 1) };
  }
  const end: Moment = { ...start, date: addDays(start.date, days) };
  return { is: 'hours', from: instantOf(start, own), to: instantOf(end, own) + ms };
}

function touches(one: Occupation, { from, to }: ICalendarWindow, zone: Zone): boolean {
  if (one.is === 'days') return one.to >= from && one.from <= to;
  return one.to > one.from && one.to > zone.toInstant(from) && one.from < zone.toInstant(addDays(to, 1));
}

function firstOf(mistakes: LineMistake[]): LineMistake[] {
  const sorted = mistakes.sort((a, b) => a.line - b.line);
  const next = sorted[maxMistakes];
  if (next === undefined) return sorted;
  const more = sorted.length - maxMistakes;
  return [...sorted.slice(0, maxMistakes), { line: next.line, reason: `and ${more} more from here on` }];
}

function inOrder(occupations: Occupation[], zone: Zone): Occupation[] {
  const begin = (one: Occupation) => (one.is === 'days' ? zone.toInstant(one.from) : one.from);
  return occupations.sort((a, b) => begin(a) - begin(b));
}
