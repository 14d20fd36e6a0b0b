import { z } from 'zod';
import { createZone } from '../../../devices/calendar/local-time.ts';
import { ticketStatistics } from '../../../gateway/calculate/ticket-statistics.ts';
import { type Identity, isStaff } from '../../../gateway/domain/account.ts';
import type * as domain from '../../../gateway/domain/tickets.ts';
import {
  AlertTicket,
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
  TicketStatistics,
} from '../../contract/tickets.ts';
import { sight } from '../alert-view.ts';
import { categoryOf, definitions, priorityOf } from '../helpdesk-words.ts';
import { nameOf } from '../identify.ts';
import { before, listOf, listSchema, NumberPage } from '../page.ts';
import { Refusal } from '../problem.ts';
import { people, staff } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import { asTicket, asTicketDetail, authorOf, seesTicket } from '../ticket-view.ts';
import { InstantQuery } from '../time.ts';

const id = z.string().max(64).optional();
const Params = z.object({
  id: z
    .string()
    .regex(/^\d{1,15}$/, 'is not the number of a ticket')
    .transform(Number),
});
const openStates = ['new', 'progress', 'waiting'] as const;
const overStates = ['solved', 'closed'] as const;
const furthestMs = 367 * 86_400_000;

/** Requests for help: staff acts on all, a member's people open theirs, follow them up and see what became of them. */
export function ticketRoutes(parts: ServerParts): Route[] {
  const { tickets, alerts, territory, audit, say } = parts;
  const zone = createZone(parts.noticing.timeZone);

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
          organisation: id,
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
        await noted(identity, 'ticket.change', now, { ticket: number, organisation, ...given });
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
        const after = await tickets.act(number, { is: body.is, text, by: nameOf(identity) }, now);
        await noted(identity, 'ticket.action', now, { ticket: number, organisation: caller.id, is: body.is });
        return { status: 201, body: asTicketDetail(after, identity) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/alerts/:id/ticket',
        summary: 'The ticket of an alert: the one there is (200), or a new one with the alert as evidence (201)',
        roles: staff,
        params: z.object({ id: z.string().max(64) }),
        body: AlertTicket,
        success: { status: 201, schema: TicketDetail },
      },
      async ({ identity, params, body, now }) => {
        const there = await ofAlert(params.id);
        if (there !== undefined) return { status: 200, body: asTicketDetail(there, identity) };
        const alert = await alerts.get(params.id);
        if (alert === undefined || !sight(identity, alert, parts).sees) {
          throw new Refusal(404, `There is no alert "${params.id}"`);
        }
        const device = territory().devices.get(alert.device)?.name;
        const title = [say(alert, 'fr').title, device].filter((one) => one !== undefined).join(', ');
        const opened = await open(identity, now, {
          ...{ kind: 'incident', source: 'alert', organisation: alert.organisation },
          title: (body.title ?? title).slice(0, 200),
          description: body.description ?? '',
          category: body.category ?? categoryOf(alert.by?.metric),
          priority: body.priority ?? priorityOf(alert.severity),
          alerts: [alert.id],
          evidence: [await evidenceOf(identity, alert.id, alert.organisation)],
        });
        return { status: 201, body: asTicketDetail(opened, identity) };
      },
    ),
  ];

  async function known(identity: Identity, number: number): Promise<domain.TicketDetail> {
    const found = await tickets.get(number);
    if (found === undefined || !seesTicket(identity, found)) throw new Refusal(404, `There is no ticket ${number}`);
    return found;
  }

  async function ofAlert(alert: string): Promise<domain.TicketDetail | undefined> {
    const [first] = (await tickets.list({ alert }, { limit: 1 })).items;
    return first && (await tickets.get(first.number));
  }

  async function open(identity: Identity, now: number, ticket: Omit<domain.NewTicket, 'author' | 'by'>) {
    const opened = await tickets.add({ ...ticket, author: authorOf(identity), by: nameOf(identity) }, now);
    const { number, organisation, category, source } = opened;
    await noted(identity, 'ticket.add', now, { ticket: number, organisation, category, source });
    return opened;
  }

  async function noted(
    identity: Identity,
    action: 'ticket.add' | 'ticket.change' | 'ticket.action',
    now: number,
    details: { ticket: number; organisation: string } & Record<string, unknown>,
  ): Promise<void> {
    const { ticket, ...rest } = details;
    await audit.record({
      ...{ time: now, who: nameOf(identity), action, subject: `#${ticket}` },
      details: JSON.stringify(rest),
    });
  }

  /** An alert as it is now, in a sentence for whoever works on the ticket: of a site of few people without its value. */
  async function evidenceOf(identity: Identity, wanted: string, organisation: string): Promise<string> {
    const alert = await alerts.get(wanted);
    if (alert?.organisation !== organisation || !sight(identity, alert, parts).sees) {
      throw new Refusal(404, `There is no alert "${wanted}"`);
    }
    const { devices, sites } = territory();
    const site = sites.get(alert.site);
    const place = [site?.name, devices.get(alert.device)?.name].filter((one) => one !== undefined).join(', ');
    const { title, reason } = say(alert, 'fr');
    return site?.fewStaff ? `${title} · ${place}` : `${title} · ${place} : ${reason}`;
  }
}
