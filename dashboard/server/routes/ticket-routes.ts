import { z } from 'zod';
import { isStaff } from '../../../gateway/domain/account.ts';
import {
  NewTicket,
  NewTicketAction,
  Ticket,
  TicketCategory,
  TicketChange,
  TicketDetail,
  TicketKind,
  TicketPriority,
  TicketSource,
  TicketState,
} from '../../contract/tickets.ts';
import { nameOf } from '../identify.ts';
import { before, listOf, listSchema, NumberPage } from '../page.ts';
import { Refusal } from '../problem.ts';
import { people, staff } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import { createTicketDesk } from '../ticket-desk.ts';
import { asTicket, asTicketDetail, authorOf } from '../ticket-view.ts';
import { InstantQuery } from '../time.ts';
import { alertTicketRoutes } from './alert-ticket-routes.ts';
import { ticketStatisticsRoutes } from './ticket-statistics-routes.ts';

const id = z.string().max(64).optional();
const Params = z.object({
  id: z
    .string()
    .regex(/^\d{1,15}$/, 'is not the number of a ticket')
    .transform(Number),
});
const openStates = ['new', 'progress', 'waiting'] as const;
const overStates = ['solved', 'closed'] as const;

/** Requests for help: staff acts on all, a member's people open theirs, follow them up and see what became of them. */
export function ticketRoutes(parts: ServerParts): Route[] {
  const { tickets, territory } = parts;
  const desk = createTicketDesk(parts);
  const { known, open, noted, evidenceOf } = desk;

  return [
    route(
      {
        method: 'get',
        path: '/tickets',
        summary: 'Tickets, the last opened first; `state` also open (not solved) and over',
        roles: people,
        query: z.strictObject({
          ...NumberPage,
          state: z.union([TicketState, z.enum(['open', 'over'])]).optional(),
          ...{ category: TicketCategory.optional(), priority: TicketPriority.optional() },
          ...{ kind: TicketKind.optional(), source: TicketSource.optional() },
          ...{ organisation: id, alert: id, text: z.string().trim().min(1).max(100).optional() },
          ...{ from: InstantQuery.optional(), to: InstantQuery.optional() },
        }),
        success: { status: 200, schema: listSchema(Ticket) },
      },
      async ({ identity, query: { limit, cursor, state, organisation, ...rest } }) => {
        if (organisation !== undefined) scopeOf(identity, territory()).organisation(organisation);
        const organisations = organisation === undefined ? identity.organisations : [organisation];
        const states = state === 'open' ? openStates : state === 'over' ? overStates : state && [state];
        const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
        const page = await tickets.list(
          {
            ...given,
            ...(organisations !== undefined && { organisations }),
            ...(states !== undefined && { states }),
            ...(identity.role === 'agent' && { author: authorOf(identity) }),
          },
          before({ limit, cursor }),
        );
        return { status: 200, body: listOf(page, asTicket) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/tickets',
        summary: 'Open a ticket; the alerts named are attached as evidence',
        roles: people,
        body: NewTicket,
        success: { status: 201, schema: TicketDetail },
      },
      async ({ identity, body, now }) => {
        const organisation = scopeOf(identity, territory()).organisation(body.organisation).id;
        const evidence = await Promise.all(body.alerts.map((alert) => evidenceOf(identity, alert, organisation)));
        const isInside = isStaff(identity.role);
        const { title, description, category, caller } = body;
        const opened = await open(identity, now, {
          ...{ organisation, title, description, category, evidence, alerts: body.alerts },
          ...(isInside
            ? { kind: body.kind, priority: body.priority, source: body.source ?? 'call' }
            : { kind: 'request', priority: 'normal', source: 'mairie' }),
          ...(caller !== undefined && { caller }),
        });
        return { status: 201, body: asTicketDetail(opened, identity) };
      },
    ),
    ...ticketStatisticsRoutes(parts),
    route(
      {
        method: 'get',
        path: '/tickets/:id',
        summary: 'One ticket with all that was done',
        roles: people,
        params: Params,
        success: { status: 200, schema: TicketDetail },
      },
      async ({ identity, params }) => ({
        status: 200,
        body: asTicketDetail(await known(identity, params.id), identity),
      }),
    ),
    route(
      {
        method: 'patch',
        path: '/tickets/:id',
        summary: 'Change what it is, how pressing, who has it, how far it has come',
        roles: staff,
        params: Params,
        body: TicketChange,
        success: { status: 200, schema: TicketDetail },
      },
      async ({ identity, params, body, now }) => {
        const { number, organisation } = await known(identity, params.id);
        const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
        const after = await tickets.change(number, given, nameOf(identity), now);
        const { version: _, ...changed } = given;
        await noted(identity, 'ticket.change', now, { ticket: number, organisation, ...changed });
        return { status: 200, body: asTicketDetail(after, identity) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/tickets/:id/actions',
        summary: 'Follow up, note, count a call, or solve; a member follows up',
        roles: people,
        params: Params,
        body: NewTicketAction,
        success: { status: 201, schema: TicketDetail },
      },
      async ({ identity, params, body, now }) => {
        const { number, organisation } = await known(identity, params.id);
        if (!isStaff(identity.role) && body.is !== 'follow-up') {
          throw new Refusal(403, `body.is: "${body.is}" is for the agency; say "follow-up"`);
        }
        const caller = scopeOf(identity, territory()).organisation(body.organisation ?? organisation);
        const text = body.is === 'call' ? [caller.name, body.text].filter(Boolean).join(' : ') : body.text;
        const { is, version } = body;
        const action = { is, text, by: nameOf(identity), ...(version !== undefined && { version }) };
        const after = await tickets.act(number, action, now);
        await noted(identity, 'ticket.action', now, { ticket: number, organisation: caller.id, is });
        return { status: 201, body: asTicketDetail(after, identity) };
      },
    ),
    ...alertTicketRoutes(parts, desk),
  ];
}
