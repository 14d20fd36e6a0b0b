import type { Identity } from '../../gateway/domain/account.ts';
import type * as domain from '../../gateway/domain/tickets.ts';
import { sight } from './alert-view.ts';
import { nameOf } from './identify.ts';
import { Refusal } from './problem.ts';
import type { ServerParts } from './server-parts.ts';
import { authorOf, seesTicket } from './ticket-view.ts';

export type TicketDesk = ReturnType<typeof createTicketDesk>;

/** What every way to work with tickets needs: to find one as far as the asker may, to open one, to note it, to attach evidence. */
export function createTicketDesk(parts: ServerParts) {
  const { tickets, alerts, territory, audit, say } = parts;
  return { known, ofAlert, open, noted, evidenceOf };

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
