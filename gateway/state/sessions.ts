import type { Identity, Role, Token, User } from '../domain/account.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';
import { newSecret, sha256 } from './secret.ts';

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
  closeAll(holder: { user: string } | { token: string }): Promise<void>;
}

/** The open sessions. Only the SHA-256 of a session's secret is kept, which is also its id. */
export function createSessions(state: State): Sessions {
  async function closeAll(holder: { user: string } | { token: string }): Promise<void> {
    const rows = state.deleteFrom('sessions');
    await ('user' in holder
      ? rows.where('user_id', '=', holder.user)
      : rows.where('token_id', '=', holder.token)
    ).execute();
  }

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
        const row = await state.selectFrom('tokens').selectAll().where('id', '=', session.token_id).executeTakeFirst();
        return row && tokenIdentity(asToken(row), id);
      }
      if (session.created_at < now - personAtMost || session.seen_at < now - idleAfter) return undefined;
      const row = await state
        .selectFrom('users')
        .selectAll()
        .where('id', '=', session.user_id ?? '')
        .where('disabled', '=', 0)
        .executeTakeFirst();
      if (row !== undefined && touch && session.seen_at < now - minute) {
        await state.updateTable('sessions').set({ seen_at: now }).where('id', '=', id).execute();
      }
      return row && userIdentity(asUser(row), id);
    },
    async close(id) {
      await state.deleteFrom('sessions').where('id', '=', id).execute();
    },
    closeAll,
  };
}

export function asUser(row: Schema['users']): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    // Written by us, from the same union.
    role: row.role as Role,
    organisations: JSON.parse(row.organisations),
    disabled: row.disabled === 1,
    createdAt: row.created_at,
  };
}

export function asToken(row: Schema['tokens']): Token {
  return {
    id: row.id,
    name: row.name,
    // Written by us, from the same union.
    role: row.role as Role,
    ...(row.organisation === null ? {} : { organisation: row.organisation }),
    createdAt: row.created_at,
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
  };
}

function userIdentity(user: User, session: string): Identity {
  const everywhere = user.role === 'administrator' || user.role === 'technician';
  return {
    is: 'user',
    role: user.role,
    ...(everywhere ? {} : { organisations: user.organisations }),
    user,
    session,
  };
}

/** What a token may: its organisation, or everything of its role where it names none. */
export function tokenIdentity(token: Token, session?: string): Identity {
  return {
    is: 'token',
    role: token.role,
    ...(token.organisation === undefined ? {} : { organisations: [token.organisation] }),
    token,
    ...(session === undefined ? {} : { session }),
  };
}
