import type { Accounts, SignedIn } from '../domain/account.ts';
import { createLinks } from './create-links.ts';
import { createSecondFactors } from './create-second-factors.ts';
import type { State } from './open-state.ts';
import { createPasswords, type Price } from './password.ts';
import { sha256 } from './secret.ts';
import { createSessions } from './sessions.ts';
import { createThrottle } from './throttle.ts';
import { createTokens, tokenIdentity } from './tokens.ts';
import { asUser, createPeople, selectUsers } from './users.ts';

/** People, tokens and sessions kept in the state database. `price` is for tests, which hash often. */
export function createAccounts(state: State, { price }: { price?: Price } = {}): Accounts {
  const passwords = createPasswords(price);
  const tokens = createTokens(state);
  const sessions = createSessions(state, tokens);
  const throttle = createThrottle(state);
  const people = createPeople(state, passwords);

  async function opened(holder: { user: string } | { token: string }, now: number): Promise<SignedIn> {
    const { secret, id } = await sessions.open(holder, now);
    const identity = await sessions.holder(id, now, false);
    return identity === undefined ? { ok: false, reason: 'wrong' } : { ok: true, secret, identity };
  }

  return {
    links: createLinks(state, people),
    secondFactors: createSecondFactors(state),

    async signIn({ email, password, address }, now) {
      const account = email.trim().toLowerCase();
      const retryAt = await throttle.attempt(account, address, now);
      if (retryAt !== undefined) return { ok: false, reason: 'throttled', retryAt };
      const row = await selectUsers(state).where('email', '=', account).executeTakeFirst();
      const right = await passwords.matches(password, row?.password);
      if (!right || row === undefined || row.disabled === 1) return { ok: false, reason: 'wrong' };
      const user = asUser(row);
      // the attempt stays counted until the key is there: each guess at it costs one
      if (user.keys > 0 || user.keyRequired) return { ok: false, reason: 'key', user };
      await throttle.passed(account, address);
      return opened({ user: user.id }, now);
    },
    async signInWithKey(id, address, now) {
      const user = await people.user(id);
      if (user === undefined || user.disabled) return { ok: false, reason: 'wrong' };
      await throttle.passed(user.email, address);
      return opened({ user: id }, now);
    },
    async signInWithToken({ token, address }, now) {
      const retryAt = await throttle.attempt(undefined, address, now);
      if (retryAt !== undefined) return { ok: false, reason: 'throttled', retryAt };
      const found = await tokens.bySecret(token);
      if (found === undefined) return { ok: false, reason: 'wrong' };
      await throttle.passed(undefined, address);
      return opened({ token: found.id }, now);
    },
    bySession: (secret, now) => sessions.holder(sha256(secret), now, true),
    async byToken(secret, now) {
      const token = await tokens.bySecret(secret);
      if (token === undefined) return undefined;
      await tokens.used(token, now);
      return tokenIdentity(token);
    },
    async again(identity, now) {
      if (identity.session !== undefined) return sessions.holder(identity.session, now, false);
      if (identity.is === 'user') return undefined;
      const token = await tokens.byId(identity.token.id);
      return token && tokenIdentity(token);
    },
    signOut: sessions.close,
    async proves(id, { password, address }, now) {
      const row = await selectUsers(state).where('id', '=', id).executeTakeFirst();
      const account = row?.email ?? id;
      const retryAt = await throttle.attempt(account, address, now);
      if (retryAt !== undefined) return { ok: false, reason: 'throttled', retryAt };
      const ok = await passwords.matches(password, row?.password);
      if (ok) await throttle.passed(account, address);
      return { ok };
    },
    otherSessions: sessions.others,
    endOtherSessions: (user, session) => sessions.closeAll({ user }, session),

    user: people.user,
    users: people.users,
    userByEmail: people.userByEmail,
    addUser: people.addUser,
    changeUser: people.changeUser,
    removeUser: people.removeUser,
    async setPassword(id, password, options = {}) {
      await people.setPassword(id, password, options);
    },

    tokens: tokens.tokens,
    addToken: tokens.addToken,
    removeToken: tokens.removeToken,
  };
}
