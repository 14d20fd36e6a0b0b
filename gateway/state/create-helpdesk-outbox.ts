import type { HelpdeskItem, HelpdeskOutbox } from '../domain/helpdesk.ts';
import type { State } from './open-state.ts';
import { asTicket } from './ticket-rows.ts';

/** The outbox towards another helpdesk, kept in the state database. */
export function createHelpdeskOutbox(state: State): HelpdeskOutbox {
  return {
    async due(now, limit) {
      // of each ticket the first alone
      const firsts = state
        .selectFrom('helpdesk_outbox')
        .select((row) => row.fn.min('id').as('id'))
        .groupBy('ticket');
      const rows = await state
        .selectFrom('helpdesk_outbox')
        .selectAll()
        .where('id', 'in', firsts)
        .where('at', '<=', now)
        .orderBy('id')
        .limit(limit)
        .execute();
      const items: HelpdeskItem[] = [];
      for (const { id, ticket, does, text, attempts, action } of rows) {
        const row = await state.selectFrom('tickets').selectAll().where('number', '=', ticket).executeTakeFirst();
        if (row === undefined) continue;
        // border: written by create-tickets.ts from the same union
        const told = { does: does as HelpdeskItem['does'], text, attempts, action: action ?? undefined };
        items.push({ id, ticket: asTicket(row, []), ...told });
      }
      return items;
    },
    async done(id) {
      await state.deleteFrom('helpdesk_outbox').where('id', '=', id).execute();
    },
    async postpone(id, at, reason) {
      await state
        .updateTable('helpdesk_outbox')
        .set((row) => ({ at, reason: reason.slice(0, 500), attempts: row('attempts', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
    async linked(ticket, remote) {
      await state.updateTable('tickets').set({ remote }).where('number', '=', ticket).execute();
    },
    async said(action, remote) {
      await state.updateTable('ticket_actions').set({ remote }).where('id', '=', action).execute();
    },
    async mirrored(since, limit) {
      const rows = await state
        .selectFrom('tickets')
        .selectAll()
        .where('remote', 'is not', null)
        .where((row) => row.or([row('state', '!=', 'closed'), row('changed_at', '>=', since)]))
        .orderBy('changed_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ticket: asTicket(row, []), seen: row.remote_seen ?? undefined }));
    },
    async seen(ticket, changed) {
      await state.updateTable('tickets').set({ remote_seen: changed }).where('number', '=', ticket).execute();
    },
    async known(ticket) {
      const rows = await state
        .selectFrom('ticket_actions')
        .select('remote')
        .where('ticket', '=', ticket)
        .where('remote', 'is not', null)
        .execute();
      return new Set(rows.flatMap(({ remote }) => remote ?? []));
    },
    async waiting(ticket) {
      const all = state.selectFrom('helpdesk_outbox').select((row) => row.fn.countAll<number>().as('count'));
      const { count } = await (ticket === undefined ? all : all.where('ticket', '=', ticket)).executeTakeFirstOrThrow();
      return count;
    },
  };
}
