import { addDays } from '../../devices/calendar/local-date.ts';
import type { Zone } from '../../devices/calendar/local-time.ts';
import type { OpenInterval } from '../../devices/calendar/opening-calendar.ts';
import type { OpeningHours } from '../../devices/calendar/opening-hours.ts';

/** An agency's opening hours as instants (epoch ms). */
export interface DeskHours {
  isOpen(at: number): boolean;
  /** `at` itself while it is open, else when it opens next. */
  openFrom(at: number): number;
  /** When it will have been open for so long, counted from `at`. */
  afterOpen(at: number, ms: number): number;
}

/** Longer than any closure of an agency; one that is never open is treated as always open, so that nobody waits for ever. */
const daysAhead = 60;

/** An agency whose opening is not known for a day (`unknown`) counts as closed on it. */
export function createDeskHours(hours: OpeningHours, zone: Zone): DeskHours {
  /** the spans in which it is open, from `at` on */
  function* spansFrom(at: number): Generator<{ from: number; to: number }> {
    let { date } = zone.toLocal(at);
    for (let day = 0; day <= daysAhead; day++, date = addDays(date, 1)) {
      const intervals = hours.openIntervals(date);
      for (const { from, to } of intervals === 'unknown' ? [] : intervals) {
        const span: OpenInterval = { from: Math.max(at, zone.toInstant(date, from)), to: zone.toInstant(date, to) };
        if (span.from < span.to) yield span;
      }
    }
  }

  return {
    isOpen: (at) => hours.openness(at) === 'open',
    openFrom(at) {
      for (const { from } of spansFrom(at)) return from;
      return at;
    },
    afterOpen(at, ms) {
      let left = ms;
      for (const { from, to } of spansFrom(at)) {
        if (to - from >= left) return from + left;
        left -= to - from;
      }
      return at + ms;
    },
  };
}
