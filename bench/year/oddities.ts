import type { Site, Territory } from '../../devices/territory.ts';
import { keyOf, uniform } from '../../simulators/chance.ts';
import type { Span } from './schedule.ts';

const dayMs = 86_400_000;

/**
 * The same territory as people use it: in each building one evening in 30 days and one day of work in 120 are not as its calendar says, a
 * meeting until late and a day off that nobody noted. Judgement is given the calendar as it was written.
 */
export function usedOtherwise(territory: Territory, span: Span, seed: number): Territory {
  const calendars = new Map(territory.calendars);
  const sites = [...territory.sites.values()].map((site): Site => {
    const written = calendars.get(site.calendar ?? '');
    if (written === undefined) return site;
    const id = `${written.id}-${site.id}`;
    const key = keyOf(seed, `oddities ${site.id}`);
    const days = Array.from({ length: Math.ceil((span.to - span.from) / dayMs) }, (_, day) => span.from + day * dayMs);
    const on = (share: number, of: number) => days.filter((day) => uniform(key + of, day / dayMs) < share);
    calendars.set(id, {
      ...{ ...written, id },
      bookings: events(on(1 / 30, 0).map((day) => `DTSTART:${compact(day)}T190000|DURATION:PT4H`)),
      closures: on(1 / 120, 1).map((day) => {
        const date = new Date(day).toISOString().slice(0, 10);
        return { from: date, to: date };
      }),
    });
    return { ...site, calendar: id };
  });
  return { ...territory, calendars, sites: new Map(sites.map((site) => [site.id, site])) };
}

function compact(day: number): string {
  return new Date(day).toISOString().slice(0, 10).replaceAll('-', '');
}

/** An iCalendar text (RFC 5545) of events, each as its lines with `|` between. */
function events(some: readonly string[]): string {
  const lines = some.flatMap((event) => ['BEGIN:VEVENT', ...event.split('|'), 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}
