import type { Insertable, Selectable } from 'kysely';
import type { Supply } from '../../devices/tariff.ts';
import { VigieError } from '../domain/error.ts';
import type { EntryUnit, MeterEntries, MeterEntry, NewMeterEntry } from '../domain/meter-entry.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';

/** Twenty years of monthly invoices and indexes of ten meters. */
const perSite = 5_000;

/** Typed meter readings and invoices in the state database. */
export function createMeterEntries(state: State): MeterEntries {
  const one = (id: number) => state.selectFrom('meter_entries').selectAll().where('id', '=', id).executeTakeFirst();

  async function changed(id: number, values: Partial<Insertable<Schema['meter_entries']>>): Promise<MeterEntry> {
    const row = await state
      .updateTable('meter_entries')
      .set(values)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw new VigieError('not_found', `There is no meter entry ${id}`);
    return asEntry(row);
  }

  return {
    async of(site) {
      const rows = await state
        .selectFrom('meter_entries')
        .selectAll()
        .where('site', '=', site)
        .orderBy('first_day')
        .orderBy('id')
        .limit(perSite)
        .execute();
      return rows.map(asEntry);
    },
    async get(id) {
      const row = await one(id);
      return row && asEntry(row);
    },
    add(entries) {
      return state.transaction().execute(async (trx) => {
        const added: MeterEntry[] = [];
        for (const entry of entries) {
          const row = await trx
            .insertInto('meter_entries')
            .values(asRow(entry))
            .returningAll()
            .executeTakeFirstOrThrow();
          added.push(asEntry(row));
        }
        for (const site of new Set(entries.map((entry) => entry.site))) {
          const { count } = await trx
            .selectFrom('meter_entries')
            .select((row) => row.fn.countAll<number>().as('count'))
            .where('site', '=', site)
            .executeTakeFirstOrThrow();
          if (count > perSite) {
            throw new VigieError(
              'conflict',
              `${site} would have more than ${perSite} meter entries: delete old ones first`,
            );
          }
        }
        return added;
      });
    },
    change(id, entry) {
      const none = { confirmed_note: null, confirmed_by: null, confirmed_at: null, confirmed_doubts: null };
      return changed(id, { ...asRow(entry), ...none });
    },
    confirm(id, { note, by, at, doubts }) {
      return changed(id, {
        ...{ confirmed_note: note, confirmed_by: by, confirmed_at: at },
        confirmed_doubts: JSON.stringify(doubts),
      });
    },
    async remove(id) {
      const { numDeletedRows } = await state.deleteFrom('meter_entries').where('id', '=', id).executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}

function asRow(entry: NewMeterEntry): Insertable<Schema['meter_entries']> {
  const { site, supply, meter, unit, note, by, at, is } = entry;
  const own = { site, supply, meter, unit, note, by, at, is };
  return entry.is === 'index'
    ? { ...own, first_day: entry.date, last_day: entry.date, value: entry.index, euros: null }
    : { ...own, first_day: entry.from, last_day: entry.to, value: entry.amount, euros: entry.euros };
}

function asEntry(row: Selectable<Schema['meter_entries']>): MeterEntry {
  const { id, site, meter, note, by, at } = row;
  const own = {
    ...{ id, site, meter, note, by, at },
    // written by us, from the same unions
    supply: row.supply as Supply,
    unit: row.unit as EntryUnit,
    ...(row.confirmed_at !== null && {
      confirmed: {
        ...{ note: row.confirmed_note ?? '', by: row.confirmed_by ?? '', at: row.confirmed_at },
        doubts: JSON.parse(row.confirmed_doubts ?? '[]') as string[],
      },
    }),
  };
  return row.is === 'index'
    ? { ...own, is: 'index', date: row.first_day, index: row.value }
    : { ...own, is: 'invoice', from: row.first_day, to: row.last_day, amount: row.value, euros: row.euros };
}
