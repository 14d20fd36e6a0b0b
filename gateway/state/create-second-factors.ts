import { randomInt } from 'node:crypto';
import type { Selectable } from 'kysely';
import { VigieError } from '../domain/error.ts';
import type { ChallengePurpose, SecondFactors, SecurityKey } from '../domain/second-factor.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';
import { newSecret, sha256 } from './secret.ts';

const challengeLivesMs = 5 * 60_000;
const keysPerUser = 10;
const challengesPerUser = 10;
const codesPerUser = 10;

/** Security keys, codes and challenges kept in the state database; of codes and tickets only the SHA-256. */
export function createSecondFactors(state: State): SecondFactors {
  return {
    async keys(user) {
      const own = state.selectFrom('security_keys').selectAll().where('user_id', '=', user);
      return (await own.orderBy('created_at').orderBy('id').execute()).map(asKey);
    },
    async addKey(user, { id, name, publicKey, counter, transports }, now) {
      await state.transaction().execute(async (trx) => {
        const known = await trx.selectFrom('security_keys').select('id').where('id', '=', id).executeTakeFirst();
        if (known) throw new VigieError('conflict', 'This key is registered already');
        const own = await trx.selectFrom('security_keys').select('id').where('user_id', '=', user).execute();
        if (own.length >= keysPerUser) {
          throw new VigieError('conflict', `There are ${keysPerUser} keys already: remove one first`);
        }
        const public_key = Buffer.from(publicKey).toString('base64url');
        const row = { id, user_id: user, name, public_key, counter, transports: JSON.stringify(transports) };
        await trx
          .insertInto('security_keys')
          .values({ ...row, created_at: now, last_used_at: null })
          .execute();
      });
    },
    async keyUsed(id, counter, now) {
      const used = state.updateTable('security_keys').set({ counter, last_used_at: now }).where('id', '=', id);
      // authenticators that do not count say 0 for ever
      const { numUpdatedRows } = await used
        .where('counter', counter === 0 ? '=' : '<', counter)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    async removeKey(user, id) {
      return state.transaction().execute(async (trx) => {
        const one = trx.deleteFrom('security_keys').where('user_id', '=', user).where('id', '=', id);
        const { numDeletedRows } = await one.executeTakeFirstOrThrow();
        const left = await trx.selectFrom('security_keys').select('id').where('user_id', '=', user).executeTakeFirst();
        if (left === undefined) await trx.deleteFrom('recovery_codes').where('user_id', '=', user).execute();
        return numDeletedRows > 0n;
      });
    },
    async clear(user) {
      return state.transaction().execute(async (trx) => {
        await trx.deleteFrom('recovery_codes').where('user_id', '=', user).execute();
        await trx.deleteFrom('challenges').where('user_id', '=', user).execute();
        const keys = await trx.deleteFrom('security_keys').where('user_id', '=', user).executeTakeFirstOrThrow();
        return Number(keys.numDeletedRows);
      });
    },
    async newCodes(user) {
      const codes = Array.from({ length: codesPerUser }, newCode);
      await state.transaction().execute(async (trx) => {
        await trx.deleteFrom('recovery_codes').where('user_id', '=', user).execute();
        const rows = codes.map((code) => ({ id: codeId(user, code), user_id: user }));
        await trx.insertInto('recovery_codes').values(rows).execute();
      });
      return codes;
    },
    async codesLeft(user) {
      return (await state.selectFrom('recovery_codes').select('id').where('user_id', '=', user).execute()).length;
    },
    async useCode(user, code) {
      const { numDeletedRows } = await state
        .deleteFrom('recovery_codes')
        .where('id', '=', codeId(user, code))
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
    async keepChallenge({ user, purpose, challenge }, now) {
      const ticket = newSecret();
      const row = { id: sha256(ticket), user_id: user, purpose, challenge, expires_at: now + challengeLivesMs };
      await state.insertInto('challenges').values(row).execute();
      await state.deleteFrom('challenges').where('expires_at', '<=', now).execute();
      const own = state.selectFrom('challenges').select('id').where('user_id', '=', user);
      const tooMany = own
        .orderBy('expires_at', 'desc')
        .orderBy('id')
        .offset(challengesPerUser)
        .limit(challengesPerUser);
      await state.deleteFrom('challenges').where('id', 'in', tooMany).execute();
      return ticket;
    },
    async takeChallenge(ticket, now) {
      const taken = await state
        .deleteFrom('challenges')
        .where('id', '=', sha256(ticket))
        .returningAll()
        .executeTakeFirst();
      if (taken === undefined || taken.expires_at <= now) return undefined;
      // Written by us, from the same union.
      return { user: taken.user_id, purpose: taken.purpose as ChallengePurpose, challenge: taken.challenge };
    },
  };
}

function asKey(row: Selectable<Schema['security_keys']>): SecurityKey {
  return {
    id: row.id,
    name: row.name,
    publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
    counter: row.counter,
    transports: JSON.parse(row.transports),
    createdAt: row.created_at,
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
  };
}

/** Letters and digits that nobody mistakes for another (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 random bits as people copy them: `4F7K-9QXA-02ZT-M3HD`. */
function newCode(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(32)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** What is kept of a code; read as people type it: small letters, without hyphens, an O for a zero. */
function codeId(user: string, code: string): string {
  const typed = code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return sha256(`${user} ${typed}`);
}
