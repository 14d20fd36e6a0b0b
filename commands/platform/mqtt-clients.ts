import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { MqttClient, Territory } from '../../devices/territory.ts';
import type { MadeClients } from '../../gateway/domain/client.ts';
import type { BrokerClient } from '../../gateway/intake/broker.ts';
import { covers } from '../../gateway/intake/topic-filter.ts';

/**
 * Checks MQTT user names and passwords against the territory's clients and those that operators made. A secret stands in
 * the client's `passwordFile`, among `secrets` by client id, or was made by a command; a client without one cannot connect.
 */
export function createMqttAuthentication(
  territory: () => Territory,
  secrets: ReadonlyMap<string, string>,
  made?: Pick<MadeClients, 'get' | 'isSecretOf'>,
) {
  return async function authenticate(username: string, password: Uint8Array): Promise<BrokerClient | undefined> {
    const client = territory().clients.get(username);
    const own = made?.get(username);
    const secret = client === undefined ? undefined : secretOf(client, secrets);
    // compared even for a stranger, so that the answer's time tells nothing
    const isDeclared = timingSafeEqual(digest(password), digest(Buffer.from(secret ?? ''))) && (secret ?? '') !== '';
    const isMade = made?.isSecretOf(username, password) ?? false;
    if (!isMade && !isDeclared) return undefined;
    return {
      id: username,
      subscribe: [...(client?.subscribe ?? []), ...(own?.subscribe ?? [])],
      mayPublish: (topic) =>
        [territory().clients.get(username), made?.get(username)].some((one) =>
          one?.publish.some((filter) => covers(filter, topic)),
        ),
      mayWrite: (device) => territory().devices.get(device.id)?.client === username,
    };
  };
}

function secretOf(client: MqttClient, secrets: ReadonlyMap<string, string>): string | undefined {
  const known = secrets.get(client.id);
  if (known !== undefined || client.passwordFile === undefined) return known;
  return readFileSync(client.passwordFile, 'utf8').trim();
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
