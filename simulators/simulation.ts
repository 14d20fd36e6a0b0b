import type { Territory } from '../devices/territory.ts';
import type { Chances } from './buildings.ts';
import type { Fault } from './fault.ts';
import { createOutbox } from './outbox.ts';
import { createPlayer } from './player.ts';
import { type Credentials, createPublisher } from './publisher.ts';

/** A running simulation; disposing of it stops it and closes its connections. */
export interface Simulation extends AsyncDisposable {
  counts(): { published: number; dropped: number; waiting: number; connected: number; clients: number };
}

/**
 * Plays a territory's buildings live, each device every `everyMs` through its MQTT client, or through one that is named as its
 * site. Clients listen to what they may subscribe to. They come back to a broker that went away; after a pause of the machine of more than
 * a minute it goes on from now.
 */
export function startSimulation(
  options: Chances & {
    territory: Territory;
    url: string;
    credentials: Credentials | ((client: string) => Credentials);
    everyMs: number;
    faults?: readonly Fault[];
    now?: () => number;
    onTrouble?: (reason: string) => void;
  },
): Simulation {
  const { territory, url, credentials, everyMs, now = Date.now, onTrouble } = options;
  const player = createPlayer({ ...options, from: now() });
  const outboxes = new Map(
    player.clients.map((client) => {
      const publisher = createPublisher({
        url,
        credentials: typeof credentials === 'function' ? credentials(client) : credentials,
        listen: { to: territory.clients.get(client)?.subscribe ?? [], heard: player.hear },
        ...(onTrouble !== undefined && { onTrouble }),
      });
      return [client, { publisher, outbox: createOutbox(publisher) }];
    }),
  );
  const longestPause = Math.max(60_000, 2 * everyMs);
  let last = now();
  const timer = setInterval(
    () => {
      const time = now();
      if (time - last > longestPause) player.skipTo(time - everyMs);
      last = time;
      for (const message of player.until(time)) outboxes.get(message.client)?.outbox.put(message);
    },
    Math.min(200, everyMs),
  );
  return {
    counts() {
      const sum = { published: 0, dropped: 0, waiting: 0, connected: 0, clients: outboxes.size };
      for (const { publisher, outbox } of outboxes.values()) {
        sum.published += outbox.counts.published;
        sum.dropped += outbox.counts.dropped;
        sum.waiting += outbox.counts.waiting;
        if (publisher.connected) sum.connected++;
      }
      return sum;
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await Promise.all([...outboxes.values()].map(({ publisher }) => publisher[Symbol.asyncDispose]()));
    },
  };
}
