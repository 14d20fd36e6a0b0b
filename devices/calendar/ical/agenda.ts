import { addDays, dayNumber, type LocalDate } from '../local-date.ts';
import type { Closure } from '../opening-calendar.ts';
import { contentLines, type LineMistake } from './content-line.ts';
import { daysOf, type Event, eventLines, eventOf, keyOf } from './event.ts';
import { type Duration, instantOf, type Moment } from './moment.ts';
import { occurrences, type Recurrence } from './recurrence.ts';
import { createZones, type Zones } from './zones.ts';

/** When something takes place: whole days, or from an instant to another (epoch ms). Never what, nor whose. */
export type Occupation =
  | ({ readonly is: 'days' } & Closure)
  | { readonly is: 'hours'; readonly from: number; readonly to: number };

/** The events of an iCalendar text, to be asked a few weeks at a time. */
export interface Agenda {
  /**
   * What touches the local days from `from` to `to`, both included, in the order of time; recurrences are played out in
   * these days only, so that a rule without an end costs what is asked of it.
   */
  occupations(from: LocalDate, to: LocalDate): readonly Occupation[];
}

export interface ReadAgenda {
  readonly agenda: Agenda;
  readonly mistakes: readonly LineMistake[];
}

const maxCharacters = 4_194_304;
const maxRepeating = 1000;
const maxSteps = 200_000;
const maxMistakes = 20;

/**
 * Reads the VEVENTs of an iCalendar text (RFC 5545), cancelled and transparent ones left aside; clocks without a zone are
 * read in `timeZone`. A line that cannot be used gives a reason, the others are read all the same.
 */
export function readAgenda(text: string, timeZone: string): ReadAgenda {
  if (text.length > maxCharacters) return unreadable(`is larger than ${maxCharacters} characters: export fewer years`);
  const found: LineMistake[] = [];
  const lines = contentLines(text, found);
  if (!lines.some(({ name, value }) => name === 'BEGIN' && value.toUpperCase() === 'VCALENDAR')) {
    return unreadable('is no iCalendar file: it has no line BEGIN:VCALENDAR');
  }
  const zones = createZones(timeZone);
  const written = eventLines(lines, found).flatMap((one) => eventOf(one, zones, found) ?? []);
  const events = bounded(written, zones, found);
  const replaced = new Set(
    written.flatMap(({ uid, replaces }) => (replaces === undefined ? [] : [`${uid} ${replaces}`])),
  );

  function startsOf({ uid, start, rule, more, replaces, excluded, length }: Event, from: LocalDate, to: LocalDate) {
    // an event that began before the window may still reach into it
    const window = { first: addDays(from, -daysOf(length) - 1), last: addDays(to, 1), zone: zones.own };
    const regular = rule === undefined ? [start] : occurrences(rule, start, { ...window, step: () => true });
    return [...regular, ...more].filter((moment) => {
      // cheap, and enough to leave out most of the bookings of ten years
      if (moment.date < window.first || moment.date > window.last) return false;
      const key = keyOf(moment, zones.own);
      if (excluded.has(key) || excluded.has(moment.date)) return false;
      return replaces !== undefined || !replaced.has(`${uid} ${key}`);
    });
  }

  return {
    mistakes: firstOf(found),
    agenda: {
      occupations: (from, to) =>
        events
          .flatMap((event) => startsOf(event, from, to).map((start) => occupationOf(start, event.length, zones)))
          .filter((one) => touches(one, from, to, zones))
          .map((one) => ({ one, begin: beginOf(one, zones) }))
          .sort((a, b) => a.begin - b.begin)
          .map(({ one }) => one),
    },
  };
}

/** The events that occupy; a COUNT becomes the day it ends on, so that no window has to count again. */
function bounded(events: readonly Event[], zones: Zones, mistakes: LineMistake[]): Event[] {
  let steps = 0;
  let repeating = 0;
  return events.flatMap((event): Event[] => {
    if (event.isFree) return [];
    if (event.rule === undefined) return [event];
    if (++repeating > maxRepeating) {
      if (repeating === maxRepeating + 1) {
        mistakes.push({ line: event.line, reason: `only ${maxRepeating} events of a file can repeat` });
      }
      return [];
    }
    if (event.rule.count === undefined) return [event];
    const last = lastOf(event.rule, event.start, zones, () => steps++ < maxSteps);
    if (steps > maxSteps) {
      if (steps === maxSteps + 1) {
        mistakes.push({ line: event.line, reason: 'the file repeats too much from here on: give UNTIL, not COUNT' });
      }
      return [];
    }
    const { count: _, ...rule } = event.rule;
    return last === undefined ? [] : [{ ...event, rule: { ...rule, until: { is: 'day', date: last } } }];
  });
}

function lastOf(rule: Recurrence, start: Moment, zones: Zones, step: () => boolean): LocalDate | undefined {
  let last: LocalDate | undefined;
  const window = { first: start.date, last: '9999-12-31', zone: zones.own, step };
  for (const { date } of occurrences(rule, start, window)) last = date;
  return last;
}

function occupationOf(start: Moment, length: Duration, { own }: Zones): Occupation {
  if (start.is === 'day') {
    return { is: 'days', from: start.date, to: addDays(start.date, Math.max(1, daysOf(length)) - 1) };
  }
  const end: Moment = { ...start, date: addDays(start.date, length.days) };
  return { is: 'hours', from: instantOf(start, own), to: instantOf(end, own) + length.ms };
}

function touches(one: Occupation, from: LocalDate, to: LocalDate, { own }: Zones): boolean {
  if (one.is === 'days') return one.to >= from && one.from <= to;
  return one.to > one.from && one.to > own.dayStart(dayNumber(from)) && one.from < own.dayStart(dayNumber(to) + 1);
}

function beginOf(one: Occupation, { own }: Zones): number {
  return one.is === 'days' ? own.dayStart(dayNumber(one.from)) : one.from;
}

function firstOf(mistakes: LineMistake[]): LineMistake[] {
  const sorted = mistakes.sort((a, b) => a.line - b.line);
  const next = sorted[maxMistakes];
  if (next === undefined) return sorted;
  const more = sorted.length - maxMistakes;
  return [...sorted.slice(0, maxMistakes), { line: next.line, reason: `and ${more} more of the kind from here on` }];
}

function unreadable(reason: string): ReadAgenda {
  return { agenda: { occupations: () => [] }, mistakes: [{ line: 1, reason }] };
}
