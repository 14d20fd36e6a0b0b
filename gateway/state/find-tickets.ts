import type { Transaction } from 'kysely';
import { folded } from '../calculate/folded.ts';
import type { Page } from '../domain/inbox.ts';
import type { Ticket, TicketDetail, TicketQuery } from '../domain/tickets.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';
import { asAction, asTicket } from './ticket-rows.ts';

export type TicketDb = State | Transaction<Schema>;
const inOneQuestion = 500;

/** Those neither solved nor closed, by number. */
export async function readOpenTickets(state: State): Promise<Map<number, Ticket>> {
  const rows = await state.selectFrom('tickets').selectAll().where('state', 'not in', ['solved', 'closed']).execute();
  return new Map((await withAlerts(state, rows)).map((ticket) => [ticket.number, ticket]));
}

/** One with all that was done. Its version is that of the last thing done. */
export async function readTicket(number: number, db: TicketDb): Promise<TicketDetail | undefined> {
  const rows = await db.selectFrom('tickets').selectAll().where('number', '=', number).execute();
  const [ticket] = await withAlerts(db, rows);
  if (ticket === undefined) return undefined;
  const done = await db.selectFrom('ticket_actions').selectAll().where('ticket', '=', number).orderBy('id').execute();
  const actions = done.map(asAction);
  return { ...ticket, actions, version: actions.at(-1)?.id ?? 0 };
}

/** The last opened first. */
export async function listTickets(
  state: State,
  query: TicketQuery,
  { limit, before }: { limit: number; before?: number },
): Promise<Page<Ticket>> {
  let wanted = filtered(state, query)
    .selectAll()
    .orderBy('number', 'desc')
    .limit(limit + 1);
  if (before !== undefined) wanted = wanted.where('number', '<', before);
  const rows = await wanted.execute();
  const items = await withAlerts(state, rows.slice(0, limit));
  return { items, next: rows.length > limit ? (items.at(-1)?.number ?? null) : null };
}

async function withAlerts(db: TicketDb, rows: readonly Parameters<typeof asTicket>[0][]): Promise<Ticket[]> {
  const alerts = new Map<number, string[]>();
  for (let from = 0; from < rows.length; from += inOneQuestion) {
    const numbers = rows.slice(from, from + inOneQuestion).map(({ number }) => number);
    const links = await db.selectFrom('ticket_alerts').selectAll().where('ticket', 'in', numbers).execute();
    for (const { ticket, alert } of links) alerts.set(ticket, [...(alerts.get(ticket) ?? []), alert]);
  }
  return rows.map((row) => asTicket(row, alerts.get(row.number) ?? []));
}

/** Those that fit all that a query gives. */
export function filtered(state: State, query: TicketQuery) {
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
    const number = /^#?(\d{1,15})$/.exec(text)?.[1];
    // « #3 » asks for a number, « 3 » for a word of the title as well
    const words = text.startsWith('#') && number !== undefined ? '' : folded(text).trim();
    some = some.where((is) =>
      is.or([
        ...(words === '' ? [] : [is.eb(is.fn('instr', [is.fn('folded', ['title']), is.val(words)]), '>', 0)]),
        is('number', '=', number === undefined ? -1 : Number(number)),
      ]),
    );
  }
  if (from !== undefined) some = some.where('opened_at', '>=', from);
  if (to !== undefined) some = some.where('opened_at', '<', to);
  return some;
}
