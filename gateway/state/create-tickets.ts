import type { Transaction } from 'kysely';
import { VigieError } from '../domain/error.ts';
import {
  type ActionKind,
  isOpen,
  type Ticket,
  type TicketAction,
  type TicketChange,
  type TicketDetail,
  type Tickets,
} from '../domain/tickets.ts';
import { listTickets, readOpenTickets, readTicket, type TicketDb } from './find-tickets.ts';
import type { State } from './open-state.ts';
import { anonymiseTickets, countTickets, takePast } from './past-tickets.ts';
import type { Schema } from './schema.ts';

/**
 * Requests for help in the state database; those still open also in memory. With `mirrored`, what another helpdesk must be
 * told is written in the transaction that keeps the change itself: neither is there without the other.
 */
export async function createTickets(state: State, { mirrored = false } = {}): Promise<Tickets> {
  let open = await readOpenTickets(state);
  const followers = new Set<(tickets: readonly Ticket[]) => void>();

  /** Does something to a ticket in one transaction, then tells who follows. */
  async function inOne(work: (trx: Transaction<Schema>) => Promise<number>): Promise<TicketDetail> {
    const after = await state.transaction().execute(async (trx) => {
      const found = await readTicket(await work(trx), trx);
      if (found === undefined) throw new VigieError('not_found', 'the ticket is gone');
      return found;
    });
    const { actions: _, version: __, ...ticket } = after;
    if (isOpen(ticket)) open.set(ticket.number, ticket);
    else open.delete(ticket.number);
    for (const follower of followers) follower([ticket]);
    return after;
  }

  async function mustBe(number: number, db: TicketDb): Promise<TicketDetail> {
    const found = await readTicket(number, db);
    if (found === undefined) throw new VigieError('not_found', `there is no ticket ${number}`);
    return found;
  }

  async function note(
    trx: Transaction<Schema>,
    ticket: number,
    { remote = null, ...action }: Omit<TicketAction, 'id'> & { remote?: number | null },
  ): Promise<void> {
    const { id } = await trx
      .insertInto('ticket_actions')
      .values({ ticket, remote, ...action })
      .returning('id')
      .executeTakeFirstOrThrow();
    const does = mirrored && action.by !== 'glpi' ? told[action.is] : undefined;
    if (does === undefined) return;
    const { at, text } = action;
    const item = { ticket, does, text, attempts: 0, at, reason: null, action: id };
    await trx.insertInto('helpdesk_outbox').values(item).execute();
  }

  async function linkAlerts(trx: Transaction<Schema>, ticket: number, alerts: readonly string[]): Promise<void> {
    for (const alert of new Set(alerts)) {
      const before = await trx
        .selectFrom('ticket_alerts')
        .select('ticket')
        .where('alert', '=', alert)
        .executeTakeFirst();
      if (before?.ticket === ticket) continue;
      if (before !== undefined) {
        throw new VigieError('conflict', `alert "${alert}" has ticket ${before.ticket} already: follow that one up`);
      }
      await trx.insertInto('ticket_alerts').values({ alert, ticket }).execute();
    }
  }

  return {
    list: (query, page) => listTickets(state, query, page),
    get: (number) => readTicket(number, state),
    open: () => [...open.values()].sort((a, b) => b.number - a.number),
    add: ({ alerts, evidence, caller, ...ticket }, now) =>
      inOne(async (trx) => {
        const { number } = await trx
          .insertInto('tickets')
          .values({
            ...ticket,
            ...{ state: 'new', evidence: JSON.stringify(evidence), caller: caller ?? null, assignee: null },
            ...{ calls: ticket.source === 'call' ? 1 : 0, opened_at: now, changed_at: now, anonymised: 0 },
          })
          .returning('number')
          .executeTakeFirstOrThrow();
        await linkAlerts(trx, number, alerts);
        const text = [ticket.description, ...evidence].filter((line) => line !== '').join('\n');
        await note(trx, number, { at: now, by: ticket.by, is: 'opened', text });
        return number;
      }),
    change: (number, { version, ...change }, by, now) =>
      inOne(async (trx) => {
        const before = await mustBe(number, trx);
        mustBeAsRead(before, version);
        const words = wordsOf(before, change);
        if (words === '') return number;
        const { assignee, ...rest } = change;
        await trx
          .updateTable('tickets')
          .set({
            ...rest,
            ...(assignee !== undefined && { assignee: assignee === '' ? null : assignee }),
            ...(change.state !== undefined && timesOf(change.state, before, now)),
            changed_at: now,
          })
          .where('number', '=', number)
          .execute();
        await note(trx, number, { at: now, by, is: 'changed', text: words });
        return number;
      }),
    act: (number, { is, text, by, version, remote }, now) =>
      inOne(async (trx) => {
        const before = await mustBe(number, trx);
        if (remote !== undefined && (await isTaken(trx, number, remote))) return number;
        if (before.state === 'closed' && remote === undefined) {
          throw new VigieError('conflict', `ticket ${number} is closed: reopen it, or open another`);
        }
        if (is === 'solution') mustBeAsRead(before, version);
        await trx
          .updateTable('tickets')
          .set({
            changed_at: now,
            ...(is === 'call' && { calls: before.calls + 1 }),
            ...(is === 'solution' && { state: 'solved', ...timesOf('solved', before, now) }),
          })
          .where('number', '=', number)
          .execute();
        await note(trx, number, { at: now, by, is, text, ...(remote !== undefined && { remote }) });
        return number;
      }),
    link: (number, { alert, text, by }, now) =>
      inOne(async (trx) => {
        const before = await mustBe(number, trx);
        if (!isOpen(before)) throw new VigieError('conflict', `ticket ${number} is over: open another`);
        await linkAlerts(trx, number, [alert]);
        const set = { changed_at: now, closing_proposed_at: null };
        await trx.updateTable('tickets').set(set).where('number', '=', number).execute();
        await note(trx, number, { at: now, by, is: 'alert linked', text });
        return number;
      }),
    async cleared(alerts, isActive, now) {
      const over = new Set(alerts);
      for (const ticket of [...open.values()]) {
        if (ticket.closingProposedAt !== undefined || !ticket.alerts.some((alert) => over.has(alert))) continue;
        if (ticket.alerts.some((alert) => isActive(alert))) continue;
        await inOne(async (trx) => {
          const set = { closing_proposed_at: now, changed_at: now };
          await trx.updateTable('tickets').set(set).where('number', '=', ticket.number).execute();
          await note(trx, ticket.number, { at: now, by: 'vigie', is: 'closing proposed', text: '' });
          return ticket.number;
        });
      }
    },
    follow(follower) {
      followers.add(follower);
      return { [Symbol.dispose]: () => void followers.delete(follower) };
    },
    async take(past) {
      const taken = await takePast(state, past);
      open = await readOpenTickets(state);
      return taken;
    },
    counted: (query) => countTickets(state, query),
    anonymise: (before) => anonymiseTickets(state, before),
    async readAgain() {
      open = await readOpenTickets(state);
    },
  };
}

/** How another helpdesk hears of an action; what is not here stays in this house. */
const told: Partial<Record<ActionKind, 'open' | 'follow-up' | 'solution' | 'state'>> = {
  opened: 'open',
  'follow-up': 'follow-up',
  'closing proposed': 'follow-up',
  solution: 'solution',
  changed: 'state',
};

/** What somebody should know before they change what they read before. */
const weighty: readonly ActionKind[] = ['changed', 'solution', 'follow-up', 'note'];

/** Throws `conflict`, saying what was done since this version of the ticket was read. */
function mustBeAsRead({ number, actions }: TicketDetail, version: number | undefined): void {
  if (version === undefined) return;
  const since = actions.filter(({ id, is }) => id > version && weighty.includes(is));
  if (since.length === 0) return;
  const said = since
    .map(({ by, is, text }) => `${by} ${is === 'changed' ? `set ${text}` : `wrote a ${is}`}`)
    .join('; ');
  const cure = 'read it again, then say it anew';
  throw new VigieError('conflict', `ticket ${number} changed since version ${version}: ${said}: ${cure}`.slice(0, 400));
}

async function isTaken(trx: Transaction<Schema>, ticket: number, remote: number): Promise<boolean> {
  const query = trx.selectFrom('ticket_actions').select('id').where('ticket', '=', ticket).where('remote', '=', remote);
  return (await query.executeTakeFirst()) !== undefined;
}

/** What a change comes to, as `state progress, priority high`; empty where all is so already. */
function wordsOf(before: Ticket, change: TicketChange): string {
  const keys = ['state', 'kind', 'category', 'priority', 'title', 'assignee'] as const;
  return keys
    .filter((key) => change[key] !== undefined && change[key] !== (before[key] ?? ''))
    .map((key) => `${key} ${change[key]}`)
    .join(', ');
}

function timesOf(state: Ticket['state'], before: Ticket, now: number) {
  if (state === 'closed') return { solved_at: before.solvedAt ?? now, closed_at: now };
  if (state === 'solved') return { solved_at: before.solvedAt ?? now, closed_at: null };
  // whoever takes it up again is told anew when its alerts are over
  return { solved_at: null, closed_at: null, ...(!isOpen(before) && { closing_proposed_at: null }) };
}
