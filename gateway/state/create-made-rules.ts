import { VigieError } from '../domain/error.ts';
import type { MadeRule, MadeRules } from '../domain/rule-book.ts';
import type { State } from './open-state.ts';

const rulesAtMost = 2_000;

/** Technicians' rules, kept in the state database and read once. Bodies were checked before they came here. */
export async function createMadeRules(state: State): Promise<MadeRules> {
  let known = await read();

  async function read(): Promise<Map<string, MadeRule>> {
    const rows = await state.selectFrom('rules').selectAll().orderBy('key').execute();
    return new Map(
      rows.map(({ key, body, by, changed_at }) => [key, { key, rule: JSON.parse(body), by, changedAt: changed_at }]),
    );
  }

  return {
    all: () => [...known.values()],
    async readAgain() {
      known = await read();
    },
    async put(made) {
      const { key, rule, by, changedAt } = made;
      if (!known.has(key) && known.size >= rulesAtMost) {
        throw new VigieError(
          'conflict',
          `there are ${rulesAtMost} rules of technicians already: delete old ones first`,
        );
      }
      const body = JSON.stringify(rule);
      await state
        .insertInto('rules')
        .values({ key, body, by, changed_at: changedAt })
        .onConflict((on) => on.column('key').doUpdateSet({ body, by, changed_at: changedAt }))
        .execute();
      known.set(key, made);
    },
    async remove(key) {
      await state.deleteFrom('rules').where('key', '=', key).execute();
      return known.delete(key);
    },
  };
}
