import type { Selectable } from 'kysely';
import { type Accounts, type Identity, mayHold, type Role, type Token } from '../domain/account.ts';
import { VigieError } from '../domain/error.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';
import { newId, newSecret, sha256 } from './secret.ts';
import { asUser, selectUsers } from './users.ts';

const usedEvery = 5 * 60_000;
const tokensAtMost = 1_000;
const perOwner = 20;

/** Tokens kept in the state database; only the SHA-256 of each is. */
export interface Tokens extends Pick<Accounts, 'tokens' | 'addToken' | 'removeToken'> {
  /** The token with this secret, as far as its owner may still hold it. */
  bySecret(secret: string): Promise<Token | undefined>;
  byId(id: string): Promise<Token | undefined>;
  used(token: Token, now: number): Promise<void>;
}

export function createTokens(state: State): Tokens {
  /** A token that its owner gave themselves ends with what they may: read anew at each use. */
  async function valid(row: Selectable<Schema['tokens']> | undefined): Promise<Token | undefined> {
    if (row === undefined) return undefined;
    const token = asToken(row);
    if (token.owner === undefined) return token;
    const owner = await selectUsers(state).where('id', '=', token.owner).executeTakeFirst();
    return owner !== undefined && mayHold(asUser(owner), token) ? token : undefined;
  }
  const rows = () => state.selectFrom('tokens').selectAll();

  return {
    bySecret: async (secret) => valid(await rows().where('hash', '=', sha256(secret)).executeTakeFirst()),
    byId: async (id) => valid(await rows().where('id', '=', id).executeTakeFirst()),
    async used(token, now) {
      if ((token.lastUsedAt ?? 0) >= now - usedEvery) return;
      await state.updateTable('tokens').set({ last_used_at: now }).where('id', '=', token.id).execute();
    },
    async tokens({ limit, after = '', owner }) {
      const page = rows().where('id', '>', after).orderBy('id').limit(limit);
      const found = await (owner === undefined ? page : page.where('owner', '=', owner)).execute();
      return found.map(asToken);
    },
    async addToken({ name, role, organisation, owner }, now) {
      const token = `vigie_${newSecret()}`;
      const id = newId('t');
      const rights = { name, role, organisation: organisation ?? null, owner: owner ?? null };
      await state.transaction().execute(async (trx) => {
        const counted = trx.selectFrom('tokens').select((row) => row.fn.countAll<number>().as('count'));
        const { count } = await counted.executeTakeFirstOrThrow();
        if (count >= tokensAtMost) {
          throw new VigieError('conflict', `There are ${tokensAtMost} tokens already: remove those that nobody uses`);
        }
        if (owner !== undefined) {
          const person = await selectUsers(trx).where('id', '=', owner).executeTakeFirst();
          const asked = { role, ...(organisation === undefined ? {} : { organisation }) };
          if (person === undefined || !mayHold(asUser(person), asked)) {
            throw new VigieError(
              'forbidden',
              'A token of one’s own has one’s role or a screen’s, for one’s organisations',
            );
          }
          const own = await counted.where('owner', '=', owner).executeTakeFirstOrThrow();
          if (own.count >= perOwner) {
            throw new VigieError('conflict', `You have ${perOwner} tokens already: take back those that nobody uses`);
          }
        }
        const row = { id, hash: sha256(token), ...rights, created_at: now, last_used_at: null };
        await trx.insertInto('tokens').values(row).execute();
      });
      return { id, token };
    },
    async removeToken(id, owner) {
      const one = state.deleteFrom('tokens').where('id', '=', id);
      const owned = owner === undefined ? one : one.where('owner', '=', owner);
      const { numDeletedRows } = await owned.executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}

function asToken(row: Selectable<Schema['tokens']>): Token {
  return {
    id: row.id,
    name: row.name,
    // Written by us, from the same union.
    role: row.role as Role,
    ...(row.organisation === null ? {} : { organisation: row.organisation }),
    ...(row.owner === null ? {} : { owner: row.owner }),
    createdAt: row.created_at,
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
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
