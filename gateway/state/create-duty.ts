import { timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import { type DutyKeeper, noDuty } from '../domain/duty.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';
import { newSecret, sha256 } from './secret.ts';

/** The rota among the settings of the state database; of its feed's secret the hash alone. */
export function createDuty(state: State | Transaction<Schema>): DutyKeeper {
  async function setting(id: string): Promise<string | undefined> {
    const row = await state.selectFrom('settings').select('body').where('id', '=', id).executeTakeFirst();
    return row?.body;
  }
  async function put(id: string, body: string): Promise<void> {
    await state
      .insertInto('settings')
      .values({ id, body })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ body }))
      .execute();
  }
  return {
    async read() {
      const body = await setting('duty');
      return body === undefined ? noDuty : JSON.parse(body);
    },
    write: (duty) => put('duty', JSON.stringify(duty)),
    async newFeed() {
      const secret = newSecret();
      await put('duty-feed', sha256(secret));
      return secret;
    },
    async opensFeed(secret) {
      const kept = await setting('duty-feed');
      return kept !== undefined && timingSafeEqual(Buffer.from(kept), Buffer.from(sha256(secret)));
    },
  };
}
