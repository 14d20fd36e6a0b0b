import { type Insertable, sql, type Transaction } from 'kysely';
import type { Heard, NewNotice, Notices, Outcome, Withdrawal } from '../domain/notice.ts';
import { asDue, asHeard, asNotice } from './notice-rows.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';

const waitingAtMost = 20_000;
const overAtMost = 200_000;
const referencesAtMost = 20;
/** The state, hidden from the planner, who would else read all that was ever sent to find what is of one alert. */
const stateOfIts = sql<string>`+state`;

/** Notices in the state database; handed a transaction, they are written with whatever else it holds. */
export function createNotices(state: State | Transaction<Schema>): Notices {
  const waiting = () => state.selectFrom('notices').where('state', '=', 'waiting');

  async function countWaiting(): Promise<number> {
    const { count } = await waiting()
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }

  async function withdraw({ alert, which, reason }: Withdrawal, now: number): Promise<void> {
    const those = state
      .updateTable('notices')
      .set({ state: 'not sent', at: now, reason: JSON.stringify(reason), told: null })
      .where(stateOfIts, '=', 'waiting')
      .where('alert', '=', alert);
    if (which === 'all') await those.execute();
    else if (which === 'unless taken') await those.where('unless_taken', '=', 1).execute();
    else await those.where('digest', '=', 0).execute();
  }

  /** Newer news of the same alert to the same one takes the place of what still waits; an escalation keeps its hour. */
  async function overtake(id: number, notice: NewNotice, now: number): Promise<void> {
    const former = waiting()
      .where('alert', '=', notice.alert)
      .where('addressee', '=', notice.to)
      .where('channel', '=', notice.channel ?? '')
      .where('id', '<>', id);
    const rows = await former.select(['id', 'at', 'unless_taken']).execute();
    if (rows.length === 0) return;
    const ids = rows.map((row) => row.id);
    const reason = JSON.stringify({ because: 'overtaken' });
    await state
      .updateTable('notices')
      .set({ state: 'not sent', at: now, reason, told: null })
      .where('id', 'in', ids)
      .execute();
    const first = Math.min(...rows.filter((row) => row.unless_taken === 1).map(({ at }) => at));
    if (notice.tell && notice.unlessTaken && first < notice.at) {
      await state.updateTable('notices').set({ at: first }).where('id', '=', id).execute();
    }
  }

  return {
    async decide(decided, withdrawals, now) {
      for (const one of withdrawals) await withdraw(one, now);
      let room = waitingAtMost - (await countWaiting());
      for (const notice of decided) {
        const fits = !notice.tell || room-- > 0;
        const row = await state
          .insertInto('notices')
          .values(
            fits ? asRow(notice, now) : asRow({ ...notice, tell: false, reason: { because: 'too many wait' } }, now),
          )
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
        if (row !== undefined && notice.tell && fits) await overtake(row.id, notice, now);
      }
    },

    async heard(alerts) {
      if (alerts.length === 0) return [];
      const rows = await state
        .selectFrom('notices')
        .select(['alert', 'addressee', 'channel', 'state', 'at', 'digest', 'unless_taken'])
        // one parameter, however many they are: SQLite takes at most 32,766
        .where('alert', 'in', sql<string>`(select value from json_each(${JSON.stringify(alerts)}))`)
        .where(stateOfIts, 'in', ['sent', 'waiting'])
        .orderBy('id')
        .execute();
      // what was sent was heard, whatever waits beside it
      const byWay = new Map<string, Heard>();
      for (const row of rows) {
        const key = JSON.stringify([row.alert, row.addressee, row.channel]);
        const known = byWay.get(key);
        if (known === undefined || known.waits !== undefined) byWay.set(key, asHeard(row));
      }
      return [...byWay.values()];
    },

    async due(channel, now, limit) {
      const rows = await waiting()
        .selectAll()
        .where('channel', '=', channel)
        .where('at', '<=', now)
        .orderBy('at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.flatMap(asDue);
    },

    async nextAt(channel) {
      const row = await waiting().select('at').where('channel', '=', channel).orderBy('at').limit(1).executeTakeFirst();
      return row?.at;
    },

    async settle(ids, outcome) {
      if (ids.length === 0) return;
      const change = state.updateTable('notices').set(changeOf(outcome)).where('id', 'in', ids);
      // what left, left; anything else counts only for what still waits
      await (outcome.is === 'sent' ? change : change.where('state', '=', 'waiting')).execute();
      if (outcome.is !== 'not sent' && outcome.is !== 'postponed') {
        await state
          .updateTable('notices')
          .set((row) => ({ attempts: row('attempts', '+', 1) }))
          .where('id', 'in', ids)
          .execute();
      }
    },

    async thread(alert, to) {
      const rows = await state
        .selectFrom('notices')
        .select(['subject', 'message_id'])
        .where('alert', '=', alert)
        .where('addressee', '=', to)
        .where('channel', '=', 'mail')
        .where('state', '=', 'sent')
        .where('digest', '=', 0)
        .where('message_id', 'is not', null)
        .orderBy('id')
        .execute();
      const [first] = rows;
      if (first === undefined) return undefined;
      const ids = rows.flatMap((row) => row.message_id ?? []);
      const kept = [ids[0] ?? '', ...ids.slice(1).slice(-(referencesAtMost - 1))];
      return { subject: first.subject ?? '', messageIds: kept };
    },

    async list({ limit, before = Number.MAX_SAFE_INTEGER, alert, to, organisations, state: is }) {
      let query = state.selectFrom('notices').selectAll().where('id', '<', before).orderBy('id', 'desc');
      if (alert !== undefined) query = query.where('alert', '=', alert);
      if (to !== undefined) query = query.where('addressee', '=', to);
      if (organisations !== undefined) query = query.where('organisation', 'in', organisations);
      if (is !== undefined) query = query.where('state', '=', is);
      const rows = await query.limit(limit + 1).execute();
      const items = rows.slice(0, limit).map(asNotice);
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },

    waiting: countWaiting,

    async purge(before) {
      const over = () => state.deleteFrom('notices').where('state', '<>', 'waiting');
      const old = await over().where('decided_at', '<', before).executeTakeFirstOrThrow();
      const newest = await state.selectFrom('notices').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
      const many = await over()
        .where('id', '<=', (newest?.id ?? 0) - overAtMost)
        .executeTakeFirstOrThrow();
      return Number(old.numDeletedRows + many.numDeletedRows);
    },
  };
}

function asRow(notice: NewNotice, now: number): Insertable<Schema['notices']> {
  const { alert, transition, is, to, channel, organisation, device } = notice;
  return {
    alert,
    transition,
    kind: is,
    addressee: to,
    channel: channel ?? '',
    organisation,
    device,
    attempts: 0,
    decided_at: now,
    ...(notice.tell
      ? {
          why: notice.why,
          digest: Number(notice.digest),
          unless_taken: Number(notice.unlessTaken),
          state: 'waiting',
          at: notice.at,
          told: JSON.stringify(notice.told),
        }
      : { digest: 0, unless_taken: 0, state: 'not sent', at: now, reason: JSON.stringify(notice.reason) }),
  };
}

function changeOf(outcome: Outcome) {
  const { is, at } = outcome;
  if (is === 'postponed') return { at };
  if (is === 'not sent') return { state: is, at, reason: JSON.stringify(outcome.reason), told: null };
  const answer = outcome.answer.slice(0, 500);
  if (is === 'waiting') return { state: is, at, answer };
  if (is === 'failed' || outcome.mail === undefined) return { state: is, at, answer, told: null, reason: null };
  const { messageId, subject } = outcome.mail;
  return { state: is, at, answer, told: null, reason: null, message_id: messageId, subject };
}
