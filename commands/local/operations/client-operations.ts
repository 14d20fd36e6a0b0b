import type { Territory } from '../../../devices/territory.ts';
import type { Audit, AuditAction } from '../../../gateway/domain/audit.ts';
import type { MadeClients } from '../../../gateway/domain/client.ts';
import { VigieError } from '../../../gateway/domain/error.ts';
import { localCommand } from './operations.ts';

/** An MQTT client as an operator sees it. */
export interface ListedClient {
  readonly id: string;
  /** where its filters stand; a declared client may have its secret from a command */
  readonly declared: boolean;
  /** where its secret stands; `start`: the process that runs made one for itself */
  readonly secret: 'command' | 'file' | 'start' | 'none';
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  /** how many devices of the territory name it: it may publish on their topics beside its filters */
  readonly devices: number;
}

export interface ClientOperations {
  list(): Promise<ListedClient[]>;
  /** Makes a client, or gives one that the territory declares its secret; the secret is told this once. */
  add(client: { id: string; publish: readonly string[]; subscribe: readonly string[] }): Promise<{ secret: string }>;
  /** Takes the secret back and ends the client's connections, at once; how many there were. */
  revoke(id: string): Promise<{ connections: number }>;
}

export function createClientOperations(parts: {
  clients: MadeClients;
  territory: () => Promise<Territory>;
  startSecrets: ReadonlySet<string>;
  audit: Pick<Audit, 'record'>;
  endClient: (id: string) => Promise<number>;
}): ClientOperations {
  const { clients, audit } = parts;
  const record = (action: AuditAction, subject: string, details = '') =>
    audit.record({ time: Date.now(), who: localCommand, action, subject, details });

  return {
    async list() {
      const { clients: declared, devices } = await parts.territory();
      const named = Map.groupBy(devices.values(), ({ client }) => client);
      const ids = new Set([...declared.keys(), ...clients.list().map(({ id }) => id)]);
      return [...ids].sort().map((id): ListedClient => {
        const [written, made] = [declared.get(id), clients.get(id)];
        const atStart = parts.startSecrets.has(id) ? 'start' : 'none';
        const otherwise = written?.passwordFile === undefined ? atStart : 'file';
        return {
          id,
          declared: written !== undefined,
          secret: made === undefined ? otherwise : 'command',
          publish: [...(written?.publish ?? []), ...(made?.publish ?? [])],
          subscribe: [...(written?.subscribe ?? []), ...(made?.subscribe ?? [])],
          devices: named.get(id)?.length ?? 0,
        };
      });
    },
    async add({ id, publish, subscribe }) {
      const declared = (await parts.territory()).clients.get(id);
      if (declared?.passwordFile !== undefined) {
        throw new VigieError(
          'conflict',
          `client "${id}" has its password in ${declared.passwordFile}: change that file`,
        );
      }
      if (declared === undefined && publish.length + subscribe.length === 0) {
        throw new VigieError(
          'invalid',
          `the territory declares no client "${id}": say what it may with --publish or --subscribe`,
        );
      }
      const made = await clients.add({ id, publish, subscribe, createdAt: Date.now() });
      await record('client.add', id, `publish ${publish.join(' ')} subscribe ${subscribe.join(' ')}`);
      return made;
    },
    async revoke(id) {
      if (!(await clients.remove(id))) {
        const declared = (await parts.territory()).clients.get(id);
        const inFile = `has its password in ${declared?.passwordFile}: take it out of the territory's files and apply them`;
        if (declared?.passwordFile !== undefined) throw new VigieError('conflict', `client "${id}" ${inFile}`);
        throw new VigieError('not_found', `no command gave a client "${id}" a secret (vigie client list)`);
      }
      const connections = await parts.endClient(id);
      await record('client.revoke', id);
      return { connections };
    },
  };
}
