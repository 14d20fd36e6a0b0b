import { z } from 'zod';
import { isOpen } from '../../../gateway/domain/tickets.ts';
import { AlertTicket, TicketDetail } from '../../contract/tickets.ts';
import { sight } from '../alert-view.ts';
import { categoryOf, priorityOf } from '../helpdesk-words.ts';
import { nameOf } from '../identify.ts';
import { Refusal } from '../problem.ts';
import { staff } from '../roles.ts';
import { type Route, route } from '../route.ts';
import type { ServerParts } from '../server-parts.ts';
import type { TicketDesk } from '../ticket-desk.ts';
import { asTicketDetail } from '../ticket-view.ts';

/** From alerts to the ticket that deals with them. */
export function alertTicketRoutes(parts: ServerParts, desk: TicketDesk): Route[] {
  const { tickets, alerts, territory, say } = parts;
  return [
    route(
      {
        method: 'post',
        path: '/alerts/:id/ticket',
        summary:
          'The ticket of an alert: the one there is (200), or a new one with the alert as evidence (201); `also` puts others of its organisation on it',
        roles: staff,
        params: z.object({ id: z.string().max(64) }),
        body: AlertTicket,
        success: { status: 201, schema: TicketDetail },
      },
      async ({ identity, params, body, now }) => {
        const meant = await Promise.all(
          [...new Set([params.id, ...body.also])].map(async (id) => {
            const alert = await alerts.get(id);
            if (alert === undefined || !sight(identity, alert, parts).sees) {
              throw new Refusal(404, `There is no alert "${id}"`);
            }
            return { alert, ticket: await desk.ofAlert(id) };
          }),
        );
        const { organisation = '' } = meant[0]?.alert ?? {};
        const stranger = meant.find(({ alert }) => alert.organisation !== organisation);
        if (stranger !== undefined) {
          const { id, organisation: whose } = stranger.alert;
          throw new Refusal(
            400,
            `body.also: alert "${id}" is of "${whose}", not of "${organisation}": ask for its own`,
          );
        }
        const free = meant.filter(({ ticket }) => ticket === undefined).map(({ alert }) => alert);
        const running = meant.find(({ ticket }) => ticket !== undefined && isOpen(ticket))?.ticket;
        let there = running ?? (free.length === 0 ? meant[0]?.ticket : undefined);
        if (there !== undefined) {
          const { number } = there;
          for (const { id } of free) {
            const text = await desk.evidenceOf(identity, id, organisation);
            there = await tickets.link(number, { alert: id, text, by: nameOf(identity) }, now);
            await desk.noted(identity, 'ticket.change', now, { ticket: number, organisation, alert: id });
          }
          return { status: 200, body: asTicketDetail(there, identity) };
        }
        const [first] = free;
        if (first === undefined) throw new Refusal(404, `There is no alert "${params.id}"`);
        const device = territory().devices.get(first.device)?.name;
        const title = [say(first, 'fr').title, device].filter((one) => one !== undefined).join(', ');
        const opened = await desk.open(identity, now, {
          ...{ kind: 'incident', source: 'alert', organisation },
          title: (body.title ?? title).slice(0, 200),
          description: body.description ?? '',
          category: body.category ?? categoryOf(first.by?.metric),
          priority: body.priority ?? priorityOf(first.severity),
          alerts: free.map(({ id }) => id),
          evidence: await Promise.all(free.map(({ id }) => desk.evidenceOf(identity, id, organisation))),
        });
        return { status: 201, body: asTicketDetail(opened, identity) };
      },
    ),
  ];
}
