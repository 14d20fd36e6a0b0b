import type { Transaction } from 'kysely';
import type { Role, User } from '../domain/account.ts';
import { usualWishes, type Wishes, type WishKeeper, wishers } from '../domain/wish.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';
import { asUser, selectUsers } from './users.ts';

/** Somebody who may be told, with what they wish and how many browsers of theirs take push messages. */
export interface Wisher {
  readonly user: User;
  readonly wishes: Wishes;
  readonly browsers: number;
}

export function createWishes(state: State | Transaction<Schema>): WishKeeper & {
  /** All who may be told, or this one if they may. */
  wishers(only?: string): Promise<Wisher[]>;
} {
  return {
    async of(user) {
      const row = await state.selectFrom('wishes').select('body').where('user_id', '=', user).executeTakeFirst();
      return row === undefined ? undefined : JSON.parse(row.body);
    },
    async put(user, wishes) {
      const body = JSON.stringify(wishes);
      await state
        .insertInto('wishes')
        .values({ user_id: user, body })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ body }))
        .execute();
    },
    async wishers(only) {
      const all = selectUsers(state)
        .leftJoin('wishes', 'wishes.user_id', 'users.id')
        .select('wishes.body')
        .select((row) =>
          row
            .selectFrom('push_subscriptions')
            .select((one) => one.fn.countAll<number>().as('count'))
            .whereRef('push_subscriptions.user_id', '=', 'users.id')
            // a count is never null
            .$castTo<{ count: number }>()
            .as('browsers'),
        )
        .where('role', 'in', wishers)
        .where('disabled', '=', 0)
        .where('password', '<>', '')
        .orderBy('users.id');
      const rows = await (only === undefined ? all : all.where('users.id', '=', only)).execute();
      return rows.map((row) => ({
        user: asUser(row),
        // Written by us, from the same type; roles too.
        wishes: row.body === null ? usualWishes(row.role as Role) : JSON.parse(row.body),
        browsers: row.browsers ?? 0,
      }));
    },
  };
}
