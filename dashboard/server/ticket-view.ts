import type { Identity } from '../../gateway/domain/account.ts';
import { isStaff } from '../../gateway/domain/account.ts';
import type * as domain from '../../gateway/domain/tickets.ts';
import type { Ticket, TicketDetail } from '../contract/tickets.ts';
import { sees } from './scope.ts';

/** Whose tickets an asker's own are. */
export function authorOf(identity: Identity): string {
  return identity.is === 'user' ? identity.user.id : `token ${identity.token.id}`;
}

/** Staff sees all, a responsable those of theirs, an agent what they opened themselves, a screen none. */
export function seesTicket(identity: Identity, ticket: Pick<domain.Ticket, 'organisation' | 'author'>): boolean {
  if (isStaff(identity.role)) return true;
  if (!sees(identity, ticket.organisation)) return false;
  return identity.role === 'responsable' || (identity.role === 'agent' && ticket.author === authorOf(identity));
}

export function asTicket(ticket: domain.Ticket): Ticket {
  const { number, kind, organisation, category, priority, state, source, title, description, by, calls } = ticket;
  const iso = (time: number) => new Date(time).toISOString();
  return {
    ...{ id: number, number, kind, organisation, category, priority, state, source, title, description, by, calls },
    evidence: [...ticket.evidence],
    alerts: [...ticket.alerts],
    ...(ticket.caller !== undefined && { caller: ticket.caller }),
    ...(ticket.assignee !== undefined && { assignee: ticket.assignee }),
    ...{ openedAt: iso(ticket.openedAt), changedAt: iso(ticket.changedAt) },
    ...(ticket.solvedAt !== undefined && { solvedAt: iso(ticket.solvedAt) }),
    ...(ticket.closedAt !== undefined && { closedAt: iso(ticket.closedAt) }),
    ...(ticket.closingProposedAt !== undefined && { closingProposedAt: iso(ticket.closingProposedAt) }),
    ...(ticket.remote !== undefined && { remote: ticket.remote }),
    anonymised: ticket.anonymised,
  };
}

export function asTicketDetail(ticket: domain.TicketDetail, identity: Identity): TicketDetail {
  const isInside = isStaff(identity.role);
  return {
    ...asTicket(ticket),
    version: ticket.version,
    actions: ticket.actions
      .filter(({ is }) => isInside || (is !== 'note' && is !== 'call'))
      .map(({ id, at, by, is, text }) => ({ id, at: new Date(at).toISOString(), by, is, text })),
  };
}
