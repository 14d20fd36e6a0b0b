import type { Selectable, Transaction } from 'kysely';
import { type Accounts, isStaff, type Role, type User } from '../domain/account.ts';
import { VigieError } from '../domain/error.ts';
import { erasePerson } from './erase-person.ts';
import type { State } from './open-state.ts';
import type { Passwords } from './password.ts';
import { weakness } from './password-rule.ts';
import type { Schema } from './schema.ts';
import { newId } from './secret.ts';

const usersAtMost = 10_000;

type UserRow = Selectable<Schema['users']> & { keys: number };

/** The users, each with how many security keys they have. */
export function selectUsers(state: State | Transaction<Schema>) {
  return state
    .selectFrom('users')
    .selectAll('users')
    .select((row) =>
      row
        .selectFrom('security_keys')
        .select((key) => key.fn.countAll<number>().as('count'))
        .whereRef('security_keys.user_id', '=', 'users.id')
        // a count is never null
        .$castTo<{ count: number }>()
        .as('keys'),
    )
    .$castTo<UserRow>();
}

export function asUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    // Written by us, from the same union.
    role: row.role as Role,
    organisations: JSON.parse(row.organisations),
    disabled: row.disabled === 1,
    pending: row.password === '',
    keyRequired: row.key_required === 1,
    keys: row.keys,
    createdAt: row.created_at,
  };
}

type PeopleOf = Pick<Accounts, 'user' | 'users' | 'userByEmail' | 'addUser' | 'changeUser' | 'removeUser'>;

/** People kept in the state database. `setPassword` acts only if `holds` says so inside its transaction. */
export interface People extends PeopleOf {
  setPassword(
    id: string,
    password: string,
    how: { anyPassword?: boolean; keep?: string; holds?: (trx: Transaction<Schema>) => Promise<boolean> },
  ): Promise<boolean>;
}

export function createPeople(state: State, passwords: Pick<Passwords, 'hash'>): People {
  return {
    async user(id) {
      const row = await selectUsers(state).where('id', '=', id).executeTakeFirst();
      return row && asUser(row);
    },
    async users({ limit, after = '', roles }) {
      const all = selectUsers(state).where('id', '>', after).orderBy('id').limit(limit);
      const rows = await (roles === undefined ? all : all.where('role', 'in', roles)).execute();
      return rows.map(asUser);
    },
    async userByEmail(email) {
      const row = await selectUsers(state).where('email', '=', email.trim().toLowerCase()).executeTakeFirst();
      return row && asUser(row);
    },
    async addUser(user, now, { anyPassword = false } = {}) {
      const email = user.email.trim().toLowerCase();
      const reason = anyPassword || user.password === undefined ? undefined : weakness(user.password, email);
      if (reason !== undefined) throw new VigieError('invalid', reason);
      const row = {
        id: newId('u'),
        email,
        name: user.name,
        role: user.role,
        organisations: JSON.stringify([...new Set(user.organisations)]),
        password: user.password === undefined ? '' : await passwords.hash(user.password),
        disabled: 0,
        created_at: now,
        key_required: 0,
      };
      await state.transaction().execute(async (trx) => {
        const known = await trx.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst();
        if (known) throw new VigieError('conflict', `${email} has an account already: change that one`);
        const { count } = await trx
          .selectFrom('users')
          .select((row) => row.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow();
        if (count >= usersAtMost) throw new VigieError('conflict', `There are ${usersAtMost} accounts already`);
        await trx.insertInto('users').values(row).execute();
      });
      return asUser({ ...row, keys: 0 });
    },
    async changeUser(id, { role, organisations, disabled, keyRequired }) {
      return state.transaction().execute(async (trx) => {
        const change = {
          ...(role === undefined ? {} : { role }),
          ...(organisations === undefined ? {} : { organisations: JSON.stringify([...new Set(organisations)]) }),
          ...(disabled === undefined ? {} : { disabled: disabled ? 1 : 0 }),
          ...(keyRequired === undefined ? {} : { key_required: keyRequired ? 1 : 0 }),
        };
        if (Object.keys(change).length > 0) {
          await trx.updateTable('users').set(change).where('id', '=', id).execute();
        }
        const row = await selectUsers(trx).where('id', '=', id).executeTakeFirst();
        if (row === undefined) return undefined;
        const changed = asUser(row);
        if (changed.keyRequired && !isStaff(changed.role)) {
          if (keyRequired) throw new VigieError('invalid', 'A key is asked of technicians and administrators only');
          await trx.updateTable('users').set({ key_required: 0 }).where('id', '=', id).execute();
        }
        await mustKeepAdministrator(trx);
        await trx.deleteFrom('sessions').where('user_id', '=', id).execute();
        return isStaff(changed.role) ? changed : { ...changed, keyRequired: false };
      });
    },
    async removeUser(id) {
      return state.transaction().execute(async (trx) => {
        const row = await selectUsers(trx).where('id', '=', id).executeTakeFirst();
        if (row === undefined) return undefined;
        await trx.deleteFrom('users').where('id', '=', id).execute(); // sessions, links, keys, codes and tokens go with it
        await mustKeepAdministrator(trx);
        await trx.deleteFrom('mails').where('recipient', '=', row.email).execute();
        await erasePerson(trx, row);
        return asUser(row);
      });
    },
    async setPassword(id, password, { anyPassword = false, keep = '', holds }) {
      const user = await state.selectFrom('users').select('email').where('id', '=', id).executeTakeFirst();
      if (user === undefined) throw new VigieError('not_found', `There is no account ${id}`);
      const reason = anyPassword ? undefined : weakness(password, user.email);
      if (reason !== undefined) throw new VigieError('invalid', reason);
      const hash = await passwords.hash(password);
      return state.transaction().execute(async (trx) => {
        if (holds !== undefined && !(await holds(trx))) return false;
        await trx.updateTable('users').set({ password: hash }).where('id', '=', id).execute();
        await trx.deleteFrom('links').where('user_id', '=', id).execute();
        await trx.deleteFrom('challenges').where('user_id', '=', id).execute();
        await trx.deleteFrom('sessions').where('user_id', '=', id).where('id', '<>', keep).execute();
        return true;
      });
    },
  };
}

async function mustKeepAdministrator(trx: Transaction<Schema>): Promise<void> {
  // who was invited and has not come yet cannot administer
  const administrator = await trx
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'administrator')
    .where('disabled', '=', 0)
    .where('password', '<>', '')
    .executeTakeFirst();
  if (administrator === undefined) {
    throw new VigieError('conflict', 'Nobody would be left to administer: make someone else administrator first');
  }
}
