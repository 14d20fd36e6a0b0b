import type { Audit } from '../domain/audit.ts';
import type { State } from './open-state.ts';

/** The audit kept in the state database. */
export function createAudit(state: State): Audit {
  return {
    async record({ time, who, action, subject, details }) {
      await state
        .insertInto('audit')
        .values({ time, who, action, subject, details: details.slice(0, 2_000) })
        .execute();
    },
    async list({ limit, before = Number.MAX_SAFE_INTEGER }) {
      const rows = await state
        .selectFrom('audit')
        .selectAll()
        .where('id', '<', before)
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      const items = rows.slice(0, limit);
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    async purge(before) {
      const { numDeletedRows } = await state.deleteFrom('audit').where('time', '<', before).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
