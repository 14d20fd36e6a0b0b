import { connectAsync, type MqttClient } from 'mqtt';
import { catalogue } from '../../devices/catalogue.ts';
import type { Territory } from '../../devices/territory.ts';
import type { Batch } from '../../gateway/domain/journal.ts';
import type { Series } from '../../gateway/domain/series.ts';
import { type BrokerLimits, createBroker } from '../../gateway/intake/broker.ts';
import { createDialects } from '../../gateway/intake/dialects.ts';
import { createDirectory } from '../../gateway/intake/directory.ts';
import { createIntake } from '../../gateway/intake/intake.ts';
import { covers } from '../../gateway/intake/topic-filter.ts';
import { openJournal } from '../../gateway/journal/journal.ts';
import { createLive } from '../../gateway/live/live.ts';
import { createCommit } from '../../gateway/pipeline.ts';
import { smallTerritory } from './territory.ts';

export interface RoadOptions {
  territory?: Territory;
  limits?: Partial<BrokerLimits>;
  quotaBytes?: number;
  file?: string;
  /** stands before the journal's append, to make it fail */
  beforeAppend?: () => void;
}

/** The road from the broker to the journal, on one thread, with a real broker and a real journal. Every client's password is its id. */
export async function startRoad(options: RoadOptions = {}) {
  await using stack = new AsyncDisposableStack();
  const territory = options.territory ?? smallTerritory();
  const journal = openJournal({
    file: options.file ?? ':memory:',
    quotaBytes: options.quotaBytes ?? 1e9,
    now: Date.now,
  });
  stack.defer(() => journal.close());
  const series: Series[] = [...journal.series()];
  const live = stack.use(createLive());
  const troubles: (string | undefined)[] = [];
  const directory = createDirectory({ territory, catalogue, known: journal.series() });
  const intake = stack.adopt(
    createIntake({
      directory,
      dialects: createDialects({ directory, publish: () => {} }).all,
      now: Date.now,
      retryMs: 20,
      commit: createCommit({
        append: async (batch: Batch) => {
          options.beforeAppend?.();
          journal.append(batch);
        },
        series,
        live,
      }),
      onTrouble: (error) => troubles.push(error?.message),
    }),
    (open) => open.close(),
  );
  const warnings: string[] = [];
  const broker = stack.use(
    await createBroker({
      listen: { host: '127.0.0.1', port: 0 },
      limits: { connections: 2_000, packetBytes: 262_144, messagesPerSecond: 1e6, ...options.limits },
      intake,
      authenticate: async (username, password) => {
        const client = territory.clients.get(username);
        if (client === undefined || Buffer.from(password).toString() !== username) return undefined;
        return {
          id: client.id,
          subscribe: client.subscribe,
          mayPublish: (topic) => client.publish.some((filter) => covers(filter, topic)),
          mayWrite: (device) => territory.devices.get(device.id)?.client === client.id,
        };
      },
      log: { warn: (_, message) => warnings.push(message) },
    }),
  );
  const owned = stack.move();
  return {
    journal,
    live,
    intake,
    broker,
    directory,
    troubles,
    warnings,
    url: `mqtt://127.0.0.1:${broker.port}`,
    /** Everything the journal holds, as `device metric=value`. */
    readings(): string[] {
      return journal.read(0, Number.POSITIVE_INFINITY).flatMap((entry) =>
        [...entry.readings.series].map((id, row) => {
          const one = journal.series()[id];
          return `${one?.device} ${one?.metric}=${entry.readings.values[row]}`;
        }),
      );
    },
    refused: () =>
      journal.inbox.refused({ limit: 1_000 }).items.map(({ client, topic, reason }) => ({ client, topic, reason })),
    async client(id: string, more: object = {}): Promise<MqttClient> {
      return connectAsync(`mqtt://127.0.0.1:${broker.port}`, {
        username: id,
        password: id,
        clientId: `test-${id}-${Math.floor(performance.now() * 1_000)}`,
        reconnectPeriod: 0,
        ...more,
      });
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
