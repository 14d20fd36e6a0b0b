import type { PushKeeper } from '../domain/push.ts';
import type { State } from './open-state.ts';

const browsersAtMost = 10;

/** Push subscriptions and their keys in the state database. */
export function createPush(state: State): PushKeeper {
  return {
    async keys(make) {
      await state
        .insertInto('settings')
        .values({ id: 'vapid', body: JSON.stringify(make()) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const { body } = await state
        .selectFrom('settings')
        .select('body')
        .where('id', '=', 'vapid')
        .executeTakeFirstOrThrow();
      return JSON.parse(body);
    },
    of: (user) =>
      state
        .selectFrom('push_subscriptions')
        .select(['endpoint', 'p256dh', 'auth'])
        .where('user_id', '=', user)
        .orderBy('created_at')
        .execute(),
    async add(user, { endpoint, p256dh, auth }, now) {
      await state.transaction().execute(async (trx) => {
        const row = { user_id: user, p256dh, auth, created_at: now };
        await trx
          .insertInto('push_subscriptions')
          .values({ endpoint, ...row })
          .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(row))
          .execute();
        const newest = trx
          .selectFrom('push_subscriptions')
          .select('endpoint')
          .where('user_id', '=', user)
          .orderBy('created_at', 'desc')
          .orderBy('endpoint')
          .limit(browsersAtMost);
        await trx
          .deleteFrom('push_subscriptions')
          .where('user_id', '=', user)
          .where('endpoint', 'not in', newest)
          .execute();
      });
    },
    async remove(endpoint, user) {
      let gone = state.deleteFrom('push_subscriptions').where('endpoint', '=', endpoint);
      if (user !== undefined) gone = gone.where('user_id', '=', user);
      const { numDeletedRows } = await gone.executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}
