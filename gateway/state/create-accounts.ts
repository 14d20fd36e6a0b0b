import type { Accounts, SignedIn } from '../domain/account.ts';
import { VigieError } from '../domain/error.ts';
import type { State } from './open-state.ts';
import { createPasswords, type Price } from './password.ts';
import { weakness } from './password-rule.ts';
import { newId, newSecret, sha256 } from './secret.ts';
import { asToken, asUser, createSessions, tokenIdentity } from './sessions.ts';
import { createThrottle } from './throttle.ts';

const usedEvery = 5 * 60_000;
const usersAtMost = 10_000;
const tokensAtMost = 1_000;

/** People, tokens and sessions kept in the state database. `price` is for tests, which hash often. */
export function createAccounts(state: State, { price }: { price?: Price } = {}): Accounts {
  const passwords = createPasswords(price);
  const sessions = createSessions(state);
  const throttle = createThrottle(state);

  async function opened(holder: { user: string } | { token: string }, now: number): Promise<SignedIn> {
    const { secret, id } = await sessions.open(holder, now);
    const identity = await sessions.holder(id, now, false);
    return identity === undefined ? { ok: false, reason: 'wrong' } : { ok: true, secret, identity };
  }

  async function tokenRow(secret: string) {
    return state.selectFrom('tokens').selectAll().where('hash', '=', sha256(secret)).executeTakeFirst();
  }

  return {
    async signIn({ email, password, address }, now) {
      const account = email.trim().toLowerCase();
      const retryAt = await throttle.attempt(account, address, now);
      if (retryAt !== undefined) return { ok: false, reason: 'throttled', retryAt };
      const user = await state.selectFrom('users').selectAll().where('email', '=', account).executeTakeFirst();
      const right = await passwords.matches(password, user?.password);
      if (!right || user === undefined || user.disabled === 1) return { ok: false, reason: 'wrong' };
      await throttle.passed(account, address);
      return opened({ user: user.id }, now);
    },
    async signInWithToken({ token, address }, now) {
      const retryAt = await throttle.attempt(undefined, address, now);
      if (retryAt !== undefined) return { ok: false, reason: 'throttled', retryAt };
      const row = await tokenRow(token);
      if (row === undefined) return { ok: false, reason: 'wrong' };
      await throttle.passed(undefined, address);
      return opened({ token: row.id }, now);
    },
    bySession: (secret, now) => sessions.holder(sha256(secret), now, true),
    async byToken(secret, now) {
      const row = await tokenRow(secret);
      if (row === undefined) return undefined;
      if ((row.last_used_at ?? 0) < now - usedEvery) {
        await state.updateTable('tokens').set({ last_used_at: now }).where('id', '=', row.id).execute();
      }
      return tokenIdentity(asToken(row));
    },
    async again(identity, now) {
      if (identity.session !== undefined) return sessions.holder(identity.session, now, false);
      if (identity.is === 'user') return undefined;
      const row = await state.selectFrom('tokens').selectAll().where('id', '=', identity.token.id).executeTakeFirst();
      return row && tokenIdentity(asToken(row));
    },
    signOut: sessions.close,

    async users({ limit, after = '' }) {
      const rows = await state
        .selectFrom('users')
        .selectAll()
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(asUser);
    },
    async userByEmail(email) {
      const row = await state
        .selectFrom('users')
        .selectAll()
        .where('email', '=', email.trim().toLowerCase())
        .executeTakeFirst();
      return row && asUser(row);
    },
    async addUser(user, now, { anyPassword = false } = {}) {
      const email = user.email.trim().toLowerCase();
      const reason = anyPassword ? undefined : weakness(user.password, email);
      if (reason !== undefined) throw new VigieError('invalid', reason);
      const password = await passwords.hash(user.password);
      const row = {
        id: newId('u'),
        email,
        name: user.name,
        role: user.role,
        organisations: JSON.stringify(user.organisations),
        password,
        disabled: 0,
        created_at: now,
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
      return asUser(row);
    },
    async changeUser(id, { role, organisations, disabled }) {
      return state.transaction().execute(async (trx) => {
        const change = {
          ...(role === undefined ? {} : { role }),
          ...(organisations === undefined ? {} : { organisations: JSON.stringify(organisations) }),
          ...(disabled === undefined ? {} : { disabled: disabled ? 1 : 0 }),
        };
        if (Object.keys(change).length > 0) {
          await trx.updateTable('users').set(change).where('id', '=', id).execute();
        }
        const row = await trx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
        if (row === undefined) return undefined;
        const administrator = await trx
          .selectFrom('users')
          .select('id')
          .where('role', '=', 'administrator')
          .where('disabled', '=', 0)
          .executeTakeFirst();
        if (administrator === undefined) {
          throw new VigieError('conflict', 'Nobody would be left to administer: make someone else administrator first');
        }
        await trx.deleteFrom('sessions').where('user_id', '=', id).execute();
        return asUser(row);
      });
    },
    async setPassword(id, password, { anyPassword = false } = {}) {
      const user = await state.selectFrom('users').select('email').where('id', '=', id).executeTakeFirst();
      if (user === undefined) throw new VigieError('not_found', `There is no account ${id}`);
      const reason = anyPassword ? undefined : weakness(password, user.email);
      if (reason !== undefined) throw new VigieError('invalid', reason);
      const hash = await passwords.hash(password);
      await state.updateTable('users').set({ password: hash }).where('id', '=', id).execute();
      await sessions.closeAll({ user: id });
    },

    async tokens({ limit, after = '' }) {
      const rows = await state
        .selectFrom('tokens')
        .selectAll()
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(asToken);
    },
    async addToken({ name, role, organisation }, now) {
      const token = `vigie_${newSecret()}`;
      const id = newId('t');
      const { count } = await state
        .selectFrom('tokens')
        .select((row) => row.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      if (count >= tokensAtMost) {
        throw new VigieError('conflict', `There are ${tokensAtMost} tokens already: remove those that nobody uses`);
      }
      const row = { id, hash: sha256(token), name, role, organisation: organisation ?? null, created_at: now };
      await state
        .insertInto('tokens')
        .values({ ...row, last_used_at: null })
        .execute();
      return { id, token };
    },
    async removeToken(id) {
      const { numDeletedRows } = await state.deleteFrom('tokens').where('id', '=', id).executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}
