import type { ImportPositions } from '../domain/bulk-import.ts';
import type { State } from './open-state.ts';

/** Imports that were never taken up again go when so many newer ones were interrupted. */
const keptAtMost = 100;

/** The positions of interrupted imports, kept in the state database. */
export function createImportPositions(state: State): ImportPositions {
  return {
    async get(file) {
      const row = await state.selectFrom('imports').selectAll().where('file', '=', file).executeTakeFirst();
      return row && { position: row.position, line: row.line, taken: row.taken, bad: row.bad };
    },
    async set(file, position, now) {
      const row = { ...position, moved_at: now };
      await state
        .insertInto('imports')
        .values({ file, ...row })
        .onConflict((on) => on.column('file').doUpdateSet(row))
        .execute();
      const newest = state.selectFrom('imports').select('file').orderBy('moved_at', 'desc').limit(keptAtMost);
      await state.deleteFrom('imports').where('file', 'not in', newest).execute();
    },
    async forget(file) {
      await state.deleteFrom('imports').where('file', '=', file).execute();
    },
  };
}
