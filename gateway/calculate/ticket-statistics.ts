import { addDays, type LocalDate } from '../../devices/calendar/local-date.ts';
import type { Zone } from '../../devices/calendar/local-time.ts';
import { workingDaysBetween } from '../../devices/calendar/working-days.ts';
import { type CountedTicket, ticketCategories, ticketSources } from '../domain/tickets.ts';

export interface Count {
  readonly requests: number;
  readonly incidents: number;
}

/**
 * A year of tickets as the agency publishes it. Requests and incidents are counted apart, by the day they were opened on in
 * `zone`; calls a working day are all calls of the year (those who called again included) by its working days: Monday to
 * Friday, public holidays left out, up to today's.
 */
export function ticketStatistics(
  tickets: readonly CountedTicket[],
  { year, zone, today }: { year: number; zone: Zone; today: LocalDate },
) {
  const dated = tickets.map((ticket) => ({ ...ticket, date: zone.toLocal(ticket.openedAt).date }));
  const of = dated.filter(({ date }) => date.startsWith(`${year}-`));
  const calls = of.reduce((sum, ticket) => sum + ticket.calls, 0);
  const workingDays = workingDaysOf(year, today);
  return {
    year,
    ...countOf(of),
    calls,
    workingDays,
    callsPerWorkingDay: workingDays === 0 ? null : calls / workingDays,
    byCategory: ticketCategories
      .map((category) => ({ category, ...countOf(of.filter((one) => one.category === category)) }))
      .sort((a, b) => b.requests + b.incidents - a.requests - a.incidents),
    byMonth: Array.from({ length: 12 }, (_, at) => ({
      month: at + 1,
      ...countOf(of.filter(({ date }) => Number(date.slice(5, 7)) === at + 1)),
    })),
    bySource: ticketSources.map((source) => ({ source, ...countOf(of.filter((one) => one.source === source)) })),
  };
}

function workingDaysOf(year: number, today: LocalDate): number {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  if (today < first) return 0;
  return workingDaysBetween(first, addDays(today < last ? today : last, 1));
}

function countOf(tickets: readonly CountedTicket[]): Count {
  const incidents = tickets.filter(({ kind }) => kind === 'incident').length;
  return { requests: tickets.length - incidents, incidents };
}
