import type { KeptTexts } from '../domain/kept.ts';
import type { State } from './open-state.ts';

/** Whoever is asked no more is forgotten when so many others were written since: a tenant for each member, with room to spare. */
const keptAtMost = 5_000;

/** The collector's memory, kept in the state database. */
export function createKept(state: State, now: () => number): KeptTexts {
  return {
    async read(name) {
      const row = await state.selectFrom('kept').select('body').where('name', '=', name).executeTakeFirst();
      return row?.body;
    },
    async write(name, body) {
      const row = { body, written_at: now() };
      await state
        .insertInto('kept')
        .values({ name, ...row })
        .onConflict((on) => on.column('name').doUpdateSet(row))
        .execute();
      const oldest = await state
        .selectFrom('kept')
        .select('written_at')
        .orderBy('written_at', 'desc')
        .offset(keptAtMost)
        .limit(1)
        .executeTakeFirst();
      if (oldest !== undefined) await state.deleteFrom('kept').where('written_at', '<=', oldest.written_at).execute();
    },
  };
}
