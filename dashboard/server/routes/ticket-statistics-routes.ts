import { z } from 'zod';
import { createZone } from '../../../devices/calendar/local-time.ts';
import { ticketStatistics } from '../../../gateway/calculate/ticket-statistics.ts';
import { TicketStatistics } from '../../contract/tickets.ts';
import { definitions } from '../helpdesk-words.ts';
import { people } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';

const furthestMs = 367 * 86_400_000;

/** The figures that the agency publishes of its tickets. */
export function ticketStatisticsRoutes({ tickets, territory, noticing }: ServerParts): Route[] {
  const zone = createZone(noticing.timeZone);
  return [
    route(
      {
        method: 'get',
        path: '/tickets/statistics',
        summary: 'A year of tickets as the agency publishes it, each figure with its definition',
        roles: people.filter((role) => role !== 'agent'),
        query: z.strictObject({
          year: z
            .string()
            .regex(/^20\d\d$/, 'is not a year, as 2026')
            .transform(Number)
            .optional(),
          organisation: z.string().max(64).optional(),
          language: z.enum(['fr', 'en']).default('fr'),
        }),
        success: { status: 200, schema: TicketStatistics },
      },
      async ({ identity, query: { organisation, year: asked, language }, now }) => {
        if (organisation !== undefined) scopeOf(identity, territory()).organisation(organisation);
        const organisations = organisation === undefined ? identity.organisations : [organisation];
        const { date: today } = zone.toLocal(now);
        const year = asked ?? Number(today.slice(0, 4));
        // a day more on both sides: the year's own clock decides
        const from = Date.UTC(year, 0, 0);
        const found = await tickets.counted({
          ...(organisations !== undefined && { organisations }),
          ...{ from, to: from + furthestMs },
        });
        return {
          status: 200,
          body: { ...ticketStatistics(found, { year, zone, today }), definitions: definitions[language] },
        };
      },
    ),
  ];
}
