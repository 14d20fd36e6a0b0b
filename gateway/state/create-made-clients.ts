import { createHash, timingSafeEqual } from 'node:crypto';
import type { MadeClient, MadeClients } from '../domain/client.ts';
import { VigieError } from '../domain/error.ts';
import type { State } from './open-state.ts';
import { newSecret, sha256 } from './secret.ts';

const clientsAtMost = 1_000;

/** The clients that operators made, kept in the state database and read once: the broker asks for them at every message. */
export async function createMadeClients(state: State): Promise<MadeClients> {
  const made = new Map<string, MadeClient & { readonly hash: Buffer }>();
  for (const row of await state.selectFrom('clients').selectAll().orderBy('id').execute()) {
    made.set(row.id, {
      id: row.id,
      publish: JSON.parse(row.publish),
      subscribe: JSON.parse(row.subscribe),
      createdAt: row.created_at,
      hash: Buffer.from(row.hash, 'hex'),
    });
  }
  const shown = ({ id, publish, subscribe, createdAt }: MadeClient): MadeClient => ({
    id,
    publish,
    subscribe,
    createdAt,
  });

  return {
    list: () => [...made.values()].map(shown).sort((a, b) => (a.id < b.id ? -1 : 1)),
    get: (id) => made.get(id),
    isSecretOf(id, password) {
      // compared even for a stranger, so that the answer's time tells nothing
      const hash = made.get(id)?.hash ?? Buffer.alloc(32);
      return timingSafeEqual(createHash('sha256').update(password).digest(), hash);
    },
    async add(client) {
      if (made.has(client.id))
        throw new VigieError('conflict', `client "${client.id}" is there already: revoke it first`);
      if (made.size >= clientsAtMost) throw new VigieError('conflict', `there are ${clientsAtMost} clients already`);
      const secret = newSecret();
      const hash = sha256(secret);
      const row = { id: client.id, hash, created_at: client.createdAt };
      const [publish, subscribe] = [JSON.stringify(client.publish), JSON.stringify(client.subscribe)];
      await state
        .insertInto('clients')
        .values({ ...row, publish, subscribe })
        .execute();
      made.set(client.id, { ...shown(client), hash: Buffer.from(hash, 'hex') });
      return { secret };
    },
    async remove(id) {
      await state.deleteFrom('clients').where('id', '=', id).execute();
      return made.delete(id);
    },
  };
}
