import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { MqttClient, Territory } from '../../devices/territory.ts';
import type { BrokerClient } from '../../gateway/intake/broker.ts';
import { covers } from '../../gateway/intake/topic-filter.ts';

/**
 * Checks MQTT user names and passwords against the territory's clients. A secret stands in the client's
 * `passwordFile` or among `secrets`, by client id; a client without one cannot connect.
 */
export function createMqttAuthentication(territory: () => Territory, secrets: ReadonlyMap<string, string>) {
  return async function authenticate(username: string, password: Uint8Array): Promise<BrokerClient | undefined> {
    const client = territory().clients.get(username);
    const secret = client === undefined ? undefined : secretOf(client, secrets);
    // compared even for a stranger, so that the answer's time tells nothing
    const isRight = timingSafeEqual(digest(password), digest(Buffer.from(secret ?? '')));
    if (client === undefined || secret === undefined || secret === '' || !isRight) return undefined;
    return {
      id: client.id,
      subscribe: client.subscribe,
      mayPublish: (topic) =>
        territory()
          .clients.get(client.id)
          ?.publish.some((filter) => covers(filter, topic)) ?? false,
      mayWrite: (device) => territory().devices.get(device.id)?.client === client.id,
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
