import type { Transaction } from 'kysely';
import { VigieError } from '../domain/error.ts';
import {
  type ActionKind,
  isOpen,
  type Ticket,
  type TicketAction,
  type TicketChange,
  type TicketDetail,
  type TicketQuery,
  type Tickets,
} from '../domain/tickets.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';
import { asAction, asTicket } from './ticket-rows.ts';

type Db = State | Transaction<Schema>;
const countedAtMost = 200_000;
const inOneQuestion = 500;

/**
 * Requests for help in the state database; those still open also in memory. With `mirrored`, what another helpdesk must be
 * told is written in the transaction that keeps the change itself: neither is there without the other.
 */
export async function createTickets(state: State, { mirrored = false } = {}): Promise<Tickets> {
  let open = await readOpen();
  const followers = new Set<(tickets: readonly Ticket[]) => void>();

  async function readOpen(): Promise<Map<number, Ticket>> {
    const rows = await state.selectFrom('tickets').selectAll().where('state', 'not in', ['solved', 'closed']).execute();
    return new Map((await withAlerts(state, rows)).map((ticket) => [ticket.number, ticket]));
  }

  async function read(number: number, db: Db = state): Promise<TicketDetail | undefined> {
    const rows = await db.selectFrom('tickets').selectAll().where('number', '=', number).execute();
    const [ticket] = await withAlerts(db, rows);
    if (ticket === undefined) return undefined;
    const actions = db.selectFrom('ticket_actions').selectAll().where('ticket', '=', number).orderBy('id');
    return { ...ticket, actions: (await actions.execute()).map(asAction) };
  }

  /** Does something to a ticket in one transaction, then tells who follows. */
  async function inOne(work: (trx: Transaction<Schema>) => Promise<number>): Promise<TicketDetail> {
    const after = await state.transaction().execute(async (trx) => {
      const found = await read(await work(trx), trx);
      if (found === undefined) throw new VigieError('not_found', 'the ticket is gone');
      return found;
    });
    const { actions: _, ...ticket } = after;
    if (isOpen(ticket)) open.set(ticket.number, ticket);
    else open.delete(ticket.number);
    for (const follower of followers) follower([ticket]);
    return after;
  }

  async function mustBe(number: number, db: Db): Promise<Ticket> {
    const found = await read(number, db);
    if (found === undefined) throw new VigieError('not_found', `there is no ticket ${number}`);
    return found;
  }

  async function note(trx: Transaction<Schema>, ticket: number, action: Omit<TicketAction, 'id'>): Promise<void> {
    await trx
      .insertInto('ticket_actions')
      .values({ ticket, ...action })
      .execute();
    const does = mirrored && action.by !== 'glpi' ? told[action.is] : undefined;
    if (does === undefined) return;
    const { at, text } = action;
    await trx.insertInto('helpdesk_outbox').values({ ticket, does, text, attempts: 0, at, reason: null }).execute();
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
    async list(query, { limit, before }) {
      let wanted = filtered(state, query)
        .selectAll()
        .orderBy('number', 'desc')
        .limit(limit + 1);
      if (before !== undefined) wanted = wanted.where('number', '<', before);
      const rows = await wanted.execute();
      const items = await withAlerts(state, rows.slice(0, limit));
      return { items, next: rows.length > limit ? (items.at(-1)?.number ?? null) : null };
    },
    get: (number) => read(number),
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
    change: (number, change, by, now) =>
      inOne(async (trx) => {
        const before = await mustBe(number, trx);
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
    act: (number, { is, text, by }, now) =>
      inOne(async (trx) => {
        const before = await mustBe(number, trx);
        if (before.state === 'closed') {
          throw new VigieError('conflict', `ticket ${number} is closed: reopen it, or open another`);
        }
        await trx
          .updateTable('tickets')
          .set({
            changed_at: now,
            ...(is === 'call' && { calls: before.calls + 1 }),
            ...(is === 'solution' && { state: 'solved', ...timesOf('solved', before, now) }),
          })
          .where('number', '=', number)
          .execute();
        await note(trx, number, { at: now, by, is, text });
        return number;
      }),
    link: (number, alert, by, now) =>
      inOne(async (trx) => {
        const before = await mustBe(number, trx);
        if (!isOpen(before)) throw new VigieError('conflict', `ticket ${number} is over: open another`);
        await linkAlerts(trx, number, [alert]);
        const set = { changed_at: now, closing_proposed_at: null };
        await trx.updateTable('tickets').set(set).where('number', '=', number).execute();
        await note(trx, number, { at: now, by, is: 'alert linked', text: alert });
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
      let taken = 0;
      await state.transaction().execute(async (trx) => {
        for (const { openedAt, closedAt, ...ticket } of past) {
          const { numInsertedOrUpdatedRows } = await trx
            .insertInto('tickets')
            .values({
              ...ticket,
              ...{ description: '', evidence: '[]', author: '', by: '', caller: null, assignee: null },
              ...{ calls: ticket.source === 'call' ? 1 : 0, opened_at: openedAt, changed_at: closedAt ?? openedAt },
              ...{ solved_at: closedAt ?? null, closed_at: closedAt ?? null, anonymised: 0 },
            })
            .onConflict((on) => on.column('reference').doNothing())
            .executeTakeFirstOrThrow();
          taken += Number(numInsertedOrUpdatedRows ?? 0);
        }
      });
      open = await readOpen();
      return taken;
    },
    async counted(query) {
      const rows = await filtered(state, query)
        .select(['kind', 'category', 'source', 'organisation', 'calls', 'opened_at', 'solved_at'])
        .limit(countedAtMost)
        .execute();
      return rows.map(({ opened_at, solved_at, ...row }) => ({
        // border: written from the same unions
        ...(row as Pick<Ticket, 'kind' | 'category' | 'source' | 'organisation' | 'calls'>),
        ...{ openedAt: opened_at, solvedAt: solved_at },
      }));
    },
    anonymise: (before) =>
      state.transaction().execute(async (trx) => {
        const old = await trx
          .selectFrom('tickets')
          .select('number')
          .where('state', '=', 'closed')
          .where('closed_at', '<', before)
          .where('anonymised', '=', 0)
          .execute();
        for (const { number } of old) {
          await trx.deleteFrom('ticket_actions').where('ticket', '=', number).execute();
          await trx.deleteFrom('helpdesk_outbox').where('ticket', '=', number).execute();
          await trx
            .updateTable('tickets')
            .set({
              ...{ title: '', description: '', evidence: '[]', author: '', by: '', caller: null, assignee: null },
              anonymised: 1,
            })
            .where('number', '=', number)
            .execute();
        }
        return old.length;
      }),
    async readAgain() {
      open = await readOpen();
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
  return { solved_at: null, closed_at: null };
}

async function withAlerts(db: Db, rows: readonly Parameters<typeof asTicket>[0][]): Promise<Ticket[]> {
  const alerts = new Map<number, string[]>();
  for (let from = 0; from < rows.length; from += inOneQuestion) {
    const numbers = rows.slice(from, from + inOneQuestion).map(({ number }) => number);
    const links = await db.selectFrom('ticket_alerts').selectAll().where('ticket', 'in', numbers).execute();
    for (const { ticket, alert } of links) alerts.set(ticket, [...(alerts.get(ticket) ?? []), alert]);
  }
  return rows.map((row) => asTicket(row, alerts.get(row.number) ?? []));
}

function filtered(state: State, query: TicketQuery) {
  const { organisations, author, states, alert, text, from, to } = query;
  let some = state.selectFrom('tickets');
  if (organisations !== undefined) some = some.where('organisation', 'in', [...organisations]);
  if (author !== undefined) some = some.where('author', '=', author);
  if (states !== undefined) some = some.where('state', 'in', [...states]);
  for (const key of ['category', 'priority', 'kind', 'source'] as const) {
    const wanted = query[key];
    if (wanted !== undefined) some = some.where(key, '=', wanted);
  }
  if (alert !== undefined) {
    some = some.where('number', 'in', state.selectFrom('ticket_alerts').select('ticket').where('alert', '=', alert));
  }
  if (text !== undefined) {
    some = some.where((is) =>
      is.or([
        is.eb(is.fn('instr', [is.fn('lower', ['title']), is.val(text.toLowerCase())]), '>', 0),
        is('number', '=', /^#?\d{1,15}$/.test(text) ? Number(text.replace('#', '')) : -1),
      ]),
    );
  }
  if (from !== undefined) some = some.where('opened_at', '>=', from);
  if (to !== undefined) some = some.where('opened_at', '<', to);
  return some;
}
