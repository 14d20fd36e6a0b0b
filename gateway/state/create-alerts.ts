import type { Transaction } from 'kysely';
import type { Alert } from '../domain/alert.ts';
import type { AlertBookState, BookChanges, Slot } from '../domain/alert-book.ts';
import type { AlertQuery, AlertStatistics, ListedAlert, StatisticsQuery } from '../domain/alerts.ts';
import type { Page } from '../domain/inbox.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';

/** The alerts and the book they stand in, as the state database keeps them. */
export interface KeptAlerts {
  /** the book as it was when its last changes were kept */
  book(): Promise<AlertBookState>;
  list(query: AlertQuery, page: { limit: number; before?: number }): Promise<Page<ListedAlert>>;
  get(id: string): Promise<Alert | undefined>;
  statistics(query: StatisticsQuery): Promise<readonly AlertStatistics[]>;
  /** Forgets those that were over before, epoch ms, and of more than 500,000 the oldest; how many. */
  purge(before: number): Promise<number>;
  /** Forgets all of a device, their places in the book and what people were told of them. */
  erase(device: string): Promise<void>;
}

const overAtMost = 500_000;

export function createAlerts(state: State): KeptAlerts {
  return {
    async book() {
      const rows = await state
        .selectFrom('alert_slots')
        .leftJoin('alerts', 'alerts.id', 'alert_slots.alert')
        .select(['alert_slots.key', 'alert_slots.body as slot', 'alerts.body', 'alerts.timeline'])
        .execute();
      const row = await state.selectFrom('alert_book').select('now').executeTakeFirst();
      return { now: row?.now ?? null, slots: rows.map((one) => [one.key, slotOf(one)] as const) };
    },
    async list(query, { limit, before }) {
      let wanted = filtered(state, query)
        .select(['number', 'body'])
        .orderBy('number', 'desc')
        .limit(limit + 1);
      if (before !== undefined) wanted = wanted.where('number', '<', before);
      const rows = await wanted.execute();
      const next = rows.length > limit ? (rows[limit - 1]?.number ?? null) : null;
      return { items: rows.slice(0, limit).map(({ body }) => listedOf(body)), next };
    },
    async get(id) {
      const row = await state.selectFrom('alerts').select(['body', 'timeline']).where('id', '=', id).executeTakeFirst();
      return row && alertOf(row.body, row.timeline);
    },
    async statistics({ by, organisations, from, to }) {
      const rows = await filtered(state, { ...(organisations !== undefined && { organisations }) })
        .select([`${by} as key`, 'active', 'raised_at', 'acknowledged_at', 'ended_at', 'false_alarm'])
        .$if(from !== undefined, (some) => some.where('raised_at', '>=', from ?? 0))
        .$if(to !== undefined, (some) => some.where('raised_at', '<', to ?? 0))
        .execute();
      const groups = Map.groupBy(rows, ({ key }) => key);
      return [...groups].map(([key, group]) => summed(key, group)).sort((a, b) => b.number - a.number);
    },
    async purge(before) {
      const newest = await state
        .selectFrom('alerts')
        .select('number')
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      const { numDeletedRows } = await state
        .deleteFrom('alerts')
        .where('active', '=', 0)
        .where((is) => is.or([is('ended_at', '<', before), is('number', '<=', (newest?.number ?? 0) - overAtMost)]))
        .where(
          'id',
          'not in',
          state.selectFrom('alert_slots').select('alert').where('alert', 'is not', null).$castTo<{ alert: string }>(),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    erase: (device) =>
      state.transaction().execute(async (trx) => {
        const its = trx.selectFrom('alerts').select('id').where('device', '=', device);
        await trx.deleteFrom('notices').where('device', '=', device).execute();
        await trx.deleteFrom('alert_slots').where('alert', 'in', its).execute();
        await trx.deleteFrom('alerts').where('device', '=', device).execute();
      }),
  };
}

/** Keeps what changed in the book, within the transaction that also keeps whom it is told to. */
export async function keepBook(trx: Transaction<Schema>, { now, kept, gone }: BookChanges): Promise<void> {
  if (now !== null) {
    await trx
      .insertInto('alert_book')
      .values({ id: 1, now })
      .onConflict((on) => on.column('id').doUpdateSet({ now }))
      .execute();
  }
  for (const [key, { alert, ...rest }] of kept) {
    if (alert !== undefined) await keepAlert(trx, key, alert);
    const row = { body: JSON.stringify(rest), alert: alert?.id ?? null };
    await trx
      .insertInto('alert_slots')
      .values({ key, ...row })
      .onConflict((on) => on.column('key').doUpdateSet(row))
      .execute();
  }
  for (const key of gone) await trx.deleteFrom('alert_slots').where('key', '=', key).execute();
}

async function keepAlert(trx: Transaction<Schema>, slot: string, alert: Alert): Promise<void> {
  const { timeline, ...body } = alert;
  const first = timeline.find(({ is }) => is === 'acknowledged');
  const end = alert.active ? undefined : timeline.findLast(({ is }) => is === 'cleared' || is === 'resolved');
  const changing = {
    severity: alert.severity,
    active: Number(alert.active),
    acknowledged: Number(alert.acknowledgement !== undefined),
    resolved: Number(alert.resolved !== undefined),
    until: alert.until ?? null,
    acknowledged_at: first?.at ?? null,
    ended_at: alert.active ? null : (end?.at ?? alert.until ?? alert.since),
    false_alarm: Number(alert.resolved?.falseAlarm ?? false),
    body: JSON.stringify(body),
    timeline: JSON.stringify(timeline),
  };
  const { id, rule, device, instance, site, organisation, since } = alert;
  await trx
    .insertInto('alerts')
    .values({
      ...{ slot, id, rule, device, instance, site, organisation, since },
      ...{ raised_at: timeline[0]?.at ?? since, ...changing },
    })
    .onConflict((on) => on.column('id').doUpdateSet(changing))
    .execute();
}

function filtered(state: State, query: AlertQuery) {
  const { active, acknowledged, severity, organisations, from, to } = query;
  let some = state.selectFrom('alerts');
  if (active !== undefined) some = some.where('active', '=', Number(active));
  if (acknowledged !== undefined) some = some.where('acknowledged', '=', Number(acknowledged));
  if (severity !== undefined) some = some.where('severity', '=', severity);
  if (organisations !== undefined) some = some.where('organisation', 'in', [...organisations]);
  for (const key of ['site', 'device', 'instance', 'rule'] as const) {
    const wanted = query[key];
    if (wanted !== undefined) some = some.where(key, '=', wanted);
  }
  if (from !== undefined) some = some.where((is) => is.or([is('until', 'is', null), is('until', '>=', from)]));
  if (to !== undefined) some = some.where('since', '<', to);
  return some;
}

interface Row {
  readonly active: number;
  readonly raised_at: number;
  readonly acknowledged_at: number | null;
  readonly ended_at: number | null;
  readonly false_alarm: number;
}

function summed(key: string, rows: readonly Row[]): AlertStatistics {
  const taken = rows.flatMap((row) => (row.acknowledged_at === null ? [] : [row.acknowledged_at - row.raised_at]));
  const ended = rows.flatMap((row) => (row.ended_at === null ? [] : [row.ended_at - row.raised_at]));
  const falseAlarms = rows.filter((row) => row.false_alarm === 1).length;
  return {
    key,
    number: rows.length,
    active: rows.filter((row) => row.active === 1).length,
    acknowledged: taken.length,
    toAcknowledgeMs: median(taken),
    over: ended.length,
    toResolveMs: median(ended),
    falseAlarms,
    falseAlarmRate: falseAlarms / rows.length,
  };
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

// border: what stands in these columns was written by this file
function slotOf(row: { slot: string; body: string | null; timeline: string | null }): Slot {
  const slot = JSON.parse(row.slot) as Slot;
  return row.body === null || row.timeline === null ? slot : { ...slot, alert: alertOf(row.body, row.timeline) };
}

function alertOf(body: string, timeline: string): Alert {
  return { ...JSON.parse(body), timeline: JSON.parse(timeline) } as Alert;
}

function listedOf(body: string): ListedAlert {
  return JSON.parse(body) as ListedAlert;
}
