import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { SnmpCredentials } from '../../collector/snmp/credentials.ts';
import type { Traps } from '../../collector/snmp/traps/traps.ts';
import type { Config } from '../../config.ts';
import type { BucketMemo } from '../../dashboard/server/energy/bucket-memo.ts';
import { catalogue } from '../../devices/catalogue.ts';
import type { Territory } from '../../devices/territory.ts';
import { type Broker, createBroker } from '../../gateway/intake/broker.ts';
import { createDialects, type Dialects } from '../../gateway/intake/dialects.ts';
import { createDirectory, type Directory } from '../../gateway/intake/directory.ts';
import { createIntake, type Intake } from '../../gateway/intake/intake.ts';
import type { LiveTable } from '../../gateway/live/live.ts';
import { createCommit } from '../../gateway/pipeline.ts';
import { createKept } from '../../gateway/state/create-kept.ts';
import type { ApiSecrets } from './api-secrets.ts';
import { type Collecting, startCollecting } from './collecting.ts';
import { createDiscovering, type Discovering } from './discovering.ts';
import { fillLive } from './fill-live.ts';
import { startHearing } from './hearing.ts';
import type { Keeping } from './keeping.ts';
import { createMqttAuthentication } from './mqtt-clients.ts';

/** All that brings readings in: the intake, the broker in front of it, and the collector that goes and asks. */
export interface TakingIn extends AsyncDisposable {
  readonly directory: Directory;
  readonly dialects: Dialects;
  readonly intake: Intake;
  readonly broker: Broker;
  readonly collecting: Collecting;
  readonly discovering: Discovering;
  /** undefined where nobody's notifications could be believed */
  readonly traps: Traps | undefined;
  /** Takes in for the devices of another territory. */
  replace(territory: Territory): void;
}

export async function startTakingIn(parts: {
  readonly config: Config;
  readonly keeping: Pick<Keeping, 'disk' | 'store' | 'state' | 'clients'>;
  readonly territory: () => Territory;
  readonly live: LiveTable;
  /** hears of what is taken in: it may be of a past that is remembered */
  readonly remembered: Pick<BucketMemo, 'noted'>;
  readonly secrets?: ReadonlyMap<string, string>;
  readonly credentials?: ReadonlyMap<string, SnmpCredentials>;
  readonly apiSecrets?: ApiSecrets;
  readonly log: Logger;
  readonly onDeath: (error: Error) => void;
}): Promise<TakingIn> {
  const { config, territory, live, log, onDeath, credentials = new Map() } = parts;
  const { disk, store, state, clients } = parts.keeping;
  await using stack = new AsyncDisposableStack();
  const series = [...(await disk.series())];
  const directory = createDirectory({ territory: territory(), catalogue, known: series });
  stack.use(await fillLive({ store, isOutside: config.store !== 'embedded', live, territory, log }));
  live.fill(await disk.ahead());

  const dialects = createDialects({ directory, publish: (topic, payload) => broker.publish(topic, payload) });
  dialects.homeAssistant.recall(await disk.announced());
  const commit = createCommit({ append: (batch) => disk.append(batch), series, live });
  const intake = stack.adopt(
    createIntake({
      directory,
      dialects: dialects.all,
      now: Date.now,
      async commit(batch) {
        await commit(batch);
        parts.remembered.noted(batch.readings, series);
      },
      onTrouble: (error) =>
        error === undefined
          ? log.info({}, 'the journal takes readings again')
          : log.error({ reason: error.message }, 'the journal takes nothing: messages wait unacknowledged'),
    }),
    (open) => open.close(),
  );
  const { accept, refuse } = intake;

  const { listen, limits } = config.mqtt;
  const authenticate = createMqttAuthentication(territory, parts.secrets ?? new Map(), clients);
  const broker = stack.use(
    await createBroker({ listen, limits, ...brokerTls(config.mqtt.tls), intake, authenticate, log }),
  );

  const collecting = stack.use(
    startCollecting({
      settings: config.collector,
      secrets: parts.apiSecrets ?? {},
      kept: createKept(state, Date.now),
      territory: territory(),
      onEngine: (device, engine) => traps?.learnEngine(device, engine),
      ...{ credentials, accept, log, onDeath },
    }),
  );
  let traps: Traps | undefined;
  const asked = { config: config.collector, credentials, accept, log };
  traps = await startHearing({ ...asked, territory: territory(), refuse, collecting, onDeath });
  if (traps !== undefined) stack.use(traps);
  const discovering = stack.use(createDiscovering({ ...asked, territory }));

  const owned = stack.move();
  return {
    ...{ directory, dialects, intake, broker, collecting, discovering, traps },
    replace(next) {
      directory.replace(next);
      collecting.replace(next);
      traps?.replace(next.devices.values());
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The broker's second door with what its files hold, where there is one. */
function brokerTls(tls: Config['mqtt']['tls']) {
  if (tls === undefined) return {};
  const [cert, key] = [readFileSync(tls.cert, 'utf8'), readFileSync(tls.key, 'utf8')];
  return {
    tls: { listen: tls.listen, cert, key, ...(tls.ca !== undefined && { ca: readFileSync(tls.ca, 'utf8') }) },
  };
}
