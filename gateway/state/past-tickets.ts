import type { CountedTicket, PastTicket, Ticket, TicketQuery } from '../domain/tickets.ts';
import { filtered, type TicketDb } from './find-tickets.ts';
import type { State } from './open-state.ts';

const countedAtMost = 200_000;
const inOneQuestion = 500;

/** Another program's history, in one transaction; how many were new. */
export function takePast(state: State, past: readonly PastTicket[]): Promise<number> {
  return state.transaction().execute(async (trx) => {
    let taken = 0;
    // a refused insert would use up a number all the same
    const known = await knownReferences(trx, past);
    for (const { openedAt, closedAt, ...ticket } of past) {
      if (known.has(ticket.reference)) continue;
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
    return taken;
  });
}

async function knownReferences(db: TicketDb, past: readonly PastTicket[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (let from = 0; from < past.length; from += inOneQuestion) {
    const asked = past.slice(from, from + inOneQuestion).map(({ reference }) => reference);
    const rows = await db.selectFrom('tickets').select('reference').where('reference', 'in', asked).execute();
    for (const { reference } of rows) if (reference !== null) known.add(reference);
  }
  return known;
}

/** What statistics need of those that fit, at most 200,000. */
export async function countTickets(
  state: State,
  query: Pick<TicketQuery, 'organisations' | 'from' | 'to'>,
): Promise<readonly CountedTicket[]> {
  const rows = await filtered(state, query)
    .select(['kind', 'category', 'source', 'organisation', 'calls', 'opened_at', 'solved_at'])
    .limit(countedAtMost)
    .execute();
  return rows.map(({ opened_at, solved_at, ...row }) => ({
    // border: written from the same unions
    ...(row as Pick<Ticket, 'kind' | 'category' | 'source' | 'organisation' | 'calls'>),
    ...{ openedAt: opened_at, solvedAt: solved_at },
  }));
}

/** Takes who asked and every word out of those closed before; how many. */
export function anonymiseTickets(state: State, before: number): Promise<number> {
  return state.transaction().execute(async (trx) => {
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
  });
}
