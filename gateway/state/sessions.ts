import { type Identity, isStaff, type OpenSession, type User } from '../domain/account.ts';
import type { State } from './open-state.ts';
import { newSecret, sha256 } from './secret.ts';
import { type Tokens, tokenIdentity } from './tokens.ts';
import { asUser, selectUsers } from './users.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
/** A person's session ends 12 h after its last use and 30 days after its start, a screen's after a year. */
const idleAfter = 12 * 60 * minute;
const personAtMost = 30 * day;
const tokenAtMost = 365 * day;
const perHolder = 50;

export interface Sessions {
  open(holder: { user: string } | { token: string }, now: number): Promise<{ secret: string; id: string }>;
  /** Whose session it is, while it is alive; with `touch` it stays so for another while. */
  holder(id: string, now: number, touch: boolean): Promise<Identity | undefined>;
  close(id: string): Promise<void>;
  /** The person's alive sessions but this one, the last used first. */
  others(user: string, session: string, now: number): Promise<OpenSession[]>;
  /** Ends them all, but the one to keep. */
  closeAll(holder: { user: string }, keep: string): Promise<void>;
}

/** The open sessions. Only the SHA-256 of a session's secret is kept, which is also its id. */
export function createSessions(state: State, tokens: Pick<Tokens, 'byId'>): Sessions {
  return {
    async open(holder, now) {
      const secret = newSecret();
      const id = sha256(secret);
      const [user_id, token_id] = 'user' in holder ? [holder.user, null] : [null, holder.token];
      await state.insertInto('sessions').values({ id, user_id, token_id, created_at: now, seen_at: now }).execute();
      await state
        .deleteFrom('sessions')
        .where((row) =>
          row.or([
            row('created_at', '<', now - tokenAtMost),
            row.and([
              row('user_id', 'is not', null),
              row.or([row('created_at', '<', now - personAtMost), row('seen_at', '<', now - idleAfter)]),
            ]),
          ]),
        )
        .execute();
      const own = 'user' in holder ? (['user_id', holder.user] as const) : (['token_id', holder.token] as const);
      const kept = state.selectFrom('sessions').select('id').where(own[0], '=', own[1]);
      await state
        .deleteFrom('sessions')
        .where('id', 'in', kept.orderBy('seen_at', 'desc').orderBy('id').offset(perHolder).limit(perHolder))
        .execute();
      return { secret, id };
    },
    async holder(id, now, touch) {
      const session = await state.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst();
      if (session === undefined) return undefined;
      if (session.token_id !== null) {
        if (session.created_at < now - tokenAtMost) return undefined;
        const token = await tokens.byId(session.token_id);
        return token && tokenIdentity(token, id);
      }
      if (session.created_at < now - personAtMost || session.seen_at < now - idleAfter) return undefined;
      const person = selectUsers(state).where('id', '=', session.user_id ?? '');
      const row = await person.where('disabled', '=', 0).executeTakeFirst();
      if (row !== undefined && touch && session.seen_at < now - minute) {
        await state.updateTable('sessions').set({ seen_at: now }).where('id', '=', id).execute();
      }
      return row && userIdentity(asUser(row), id);
    },
    async close(id) {
      await state.deleteFrom('sessions').where('id', '=', id).execute();
    },
    async others(user, session, now) {
      const rows = await state
        .selectFrom('sessions')
        .selectAll()
        .where('user_id', '=', user)
        .where('id', '<>', session)
        .where('created_at', '>=', now - personAtMost)
        .where('seen_at', '>=', now - idleAfter)
        .orderBy('seen_at', 'desc')
        .limit(perHolder)
        .execute();
      return rows.map(({ created_at, seen_at }) => ({ createdAt: created_at, seenAt: seen_at }));
    },
    async closeAll({ user }, keep) {
      await state.deleteFrom('sessions').where('user_id', '=', user).where('id', '<>', keep).execute();
    },
  };
}

function userIdentity(user: User, session: string): Identity {
  return {
    is: 'user',
    role: user.role,
    ...(isStaff(user.role) ? {} : { organisations: user.organisations }),
    user,
    session,
  };
}
