import type { Selectable } from 'kysely';
import { VigieError } from '../domain/error.ts';
import type { LinkPurpose } from '../domain/link.ts';
import type { KeptMail, MailState, Outbox } from '../domain/mail.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';

const waitingAtMost = 5_000;

/** The outbox kept in the state database. */
export function createOutbox(state: State): Outbox {
  const waiting = () => state.selectFrom('mails').where('state', '=', 'waiting');
  return {
    async put({ to, subject, text, html, link, expiresAt, once }, now) {
      const known =
        once === undefined
          ? undefined
          : await state.selectFrom('mails').select('id').where('once', '=', once).executeTakeFirst();
      if (known !== undefined) return known.id;
      const { count } = await waiting()
        .select((row) => row.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      if (count >= waitingAtMost) {
        throw new VigieError('unavailable', `${waitingAtMost} mails wait already: does the mail server answer?`);
      }
      const { id } = await state
        .insertInto('mails')
        .values({
          recipient: to,
          subject,
          text,
          html: html ?? null,
          link_user: link?.user ?? null,
          link_purpose: link?.purpose ?? null,
          state: 'waiting',
          attempts: 0,
          at: now,
          reason: null,
          created_at: now,
          expires_at: expiresAt,
          once: once ?? null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
    async reserve(id) {
      const { numUpdatedRows } = await state
        .updateTable('mails')
        .set({ leaving: 1 })
        .where('id', '=', id)
        .where('leaving', '=', 0)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    async due(now, limit) {
      const rows = await waiting()
        .selectAll()
        .where('at', '<=', now)
        .orderBy('at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        to: row.recipient,
        subject: row.subject,
        text: row.text ?? '',
        ...(row.html === null ? {} : { html: row.html }),
        ...(row.link_user === null
          ? {}
          : // Written by us, from the same union.
            { link: { user: row.link_user, purpose: row.link_purpose as LinkPurpose } }),
        expiresAt: row.expires_at,
        ...(row.once === null ? {} : { once: row.once }),
        attempts: row.attempts,
      }));
    },
    async nextAt() {
      const row = await waiting().select('at').orderBy('at').limit(1).executeTakeFirst();
      return row?.at;
    },
    async settle(id, next, reason) {
      const over = next.is === 'waiting' ? {} : { text: null, html: null };
      await state
        .updateTable('mails')
        .set((row) => ({
          ...over,
          state: next.is,
          leaving: 0,
          at: next.is === 'waiting' ? next.nextAt : next.at,
          attempts: row('attempts', '+', 1),
          reason: reason?.slice(0, 500) ?? null,
        }))
        .where('id', '=', id)
        .execute();
    },
    async list({ limit, before = Number.MAX_SAFE_INTEGER }) {
      const newest = state.selectFrom('mails').selectAll().where('id', '<', before).orderBy('id', 'desc');
      const rows = await newest.limit(limit + 1).execute();
      const items = rows.slice(0, limit).map(asKept);
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    async newestOf(users) {
      if (users.length === 0) return new Map();
      const newest = state
        .selectFrom('mails')
        .select((row) => row.fn.max('id').as('id'))
        .where('link_user', 'in', users)
        .groupBy('link_user');
      const rows = await state.selectFrom('mails').selectAll().where('id', 'in', newest).execute();
      return new Map(rows.map((row) => [row.link_user ?? '', asKept(row)]));
    },
    async purge(before) {
      const { numDeletedRows } = await state
        .deleteFrom('mails')
        .where('state', '<>', 'waiting')
        .where('at', '<', before)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function asKept(row: Selectable<Schema['mails']>): KeptMail {
  return {
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    ...(row.link_user === null ? {} : { user: row.link_user }),
    createdAt: row.created_at,
    attempts: row.attempts,
    state: stateOf(row),
    ...(row.reason === null ? {} : { reason: row.reason }),
  };
}

function stateOf({ state, at }: Selectable<Schema['mails']>): MailState {
  return state === 'waiting' ? { is: state, nextAt: at } : { is: state, at };
}
