import type { Selectable } from 'kysely';
import type { Ticket, TicketAction } from '../domain/tickets.ts';
import type { Schema } from './schema.ts';

type Row = Selectable<Schema['tickets']>;

export function asTicket(row: Row, alerts: readonly string[]): Ticket {
  return {
    ...own(row),
    alerts,
    evidence: JSON.parse(row.evidence),
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    ...(row.caller !== null && { caller: row.caller }),
    ...(row.assignee !== null && { assignee: row.assignee }),
    ...(row.solved_at !== null && { solvedAt: row.solved_at }),
    ...(row.closed_at !== null && { closedAt: row.closed_at }),
    ...(row.closing_proposed_at !== null && { closingProposedAt: row.closing_proposed_at }),
    ...(row.remote !== null && { remote: row.remote }),
    anonymised: row.anonymised === 1,
  };
}

export function asAction({ id, at, by, is, text }: Selectable<Schema['ticket_actions']>): TicketAction {
  // border: as above
  return { id, at, by, is: is as TicketAction['is'], text };
}

type Unions = Pick<Ticket, 'kind' | 'category' | 'priority' | 'state' | 'source'>;

function own({ number, organisation, title, description, author, by, calls, ...row }: Row) {
  // border: what stands in these columns was written from the same unions
  const { kind, category, priority, state, source } = row as Unions;
  return { number, organisation, title, description, author, by, calls, kind, category, priority, state, source };
}
