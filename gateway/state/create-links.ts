import type { Transaction } from 'kysely';
import { type Brought, type Linked, type LinkPurpose, type Links, linkLivesMs } from '../domain/link.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';
import { newSecret, sha256 } from './secret.ts';
import { createThrottle } from './throttle.ts';
import { asUser, type People, selectUsers } from './users.ts';

/** Links a person may have at once: a mail that was sent twice leaves both usable until one is used. */
const perUser = 5;
/** A day of asking fills nobody's letter box: three mails, then one after 1, 2, 4 … minutes. Many may share an address. */
const asking = { name: 'lost ', free: { account: 3, address: 20 }, longestMinutes: { account: 24 * 60, address: 15 } };
const bringing = { name: 'link ', free: { account: 1, address: 20 }, longestMinutes: { account: 15, address: 15 } };
const gone = { ok: false, reason: 'gone' } as const;

/** Links kept in the state database; the step that sets the password uses the link up. */
export function createLinks(state: State, people: Pick<People, 'setPassword'>): Links {
  const asked = createThrottle(state, asking);
  const brought = createThrottle(state, bringing);

  async function look({ secret, address }: Brought, now: number): Promise<Linked> {
    const retryAt = await brought.attempt(undefined, address, now);
    if (retryAt !== undefined) return { ok: false, reason: 'throttled', retryAt };
    const found = await linked(state, secret, now);
    if (found.ok) await brought.passed(undefined, address);
    return found;
  }

  return {
    look,
    async asked(email, address, now) {
      const retryAt = await asked.attempt(email.trim(), address, now);
      return retryAt === undefined ? { ok: true } : { ok: false, reason: 'throttled', retryAt };
    },
    async issue(user, purpose, now) {
      const row = await state.selectFrom('users').selectAll().where('id', '=', user).executeTakeFirst();
      const isPending = row?.password === '';
      if (row === undefined || row.disabled === 1 || (purpose === 'invitation' && !isPending)) return undefined;
      const secret = newSecret();
      const expires_at = now + linkLivesMs[purpose];
      await state
        .insertInto('links')
        .values({ id: sha256(secret), user_id: user, purpose, expires_at })
        .execute();
      await state.deleteFrom('links').where('expires_at', '<=', now).execute();
      const own = state.selectFrom('links').select('id').where('user_id', '=', user);
      await state
        .deleteFrom('links')
        .where('id', 'in', own.orderBy('expires_at', 'desc').orderBy('id').offset(perUser).limit(perUser))
        .execute();
      return secret;
    },
    async use(link, password, now) {
      const found = await look(link, now);
      if (!found.ok) return found;
      const holds = async (trx: Transaction<Schema>) => (await linked(trx, link.secret, now)).ok;
      return (await people.setPassword(found.user.id, password, { holds })) ? found : gone;
    },
  };
}

async function linked(state: State | Transaction<Schema>, secret: string, now: number) {
  const link = await state
    .selectFrom('links')
    .selectAll()
    .where('id', '=', sha256(secret))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (link === undefined) return gone;
  const row = await selectUsers(state).where('id', '=', link.user_id).where('disabled', '=', 0).executeTakeFirst();
  if (row === undefined) return gone;
  // Written by us, from the same union.
  const purpose = link.purpose as LinkPurpose;
  return { ok: true, user: asUser(row), purpose, expiresAt: link.expires_at } as const;
}
