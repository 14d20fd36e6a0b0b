import { Aedes, type Client } from 'aedes';
import type { Sender } from '../domain/intake.ts';
import { createDeliveries, refusedTopic } from './deliveries.ts';
import { type DoorsOptions, openDoors } from './doors.ts';
import type { Intake } from './intake.ts';
import { createAllowance, createPace } from './pace.ts';
import { limitPackets } from './packet-limit.ts';
import { createRetained } from './retained.ts';
import { isWithin } from './topic-filter.ts';

/** An MQTT client as the broker knows it once its password was right. */
export interface BrokerClient extends Sender {
  readonly subscribe: readonly string[];
}

export interface BrokerLimits {
  readonly connections: number;
  readonly packetBytes: number;
  /** messages a second of one connection; a faster one is slowed down, nothing is lost */
  readonly messagesPerSecond: number;
}

export interface BrokerOptions extends Pick<DoorsOptions, 'listen' | 'tls' | 'log'> {
  readonly limits: BrokerLimits;
  readonly intake: Pick<Intake, 'offer' | 'refuse'>;
  /** undefined: the user name or the password is wrong */
  readonly authenticate: (username: string, password: Uint8Array) => Promise<BrokerClient | undefined>;
}

export interface Broker extends AsyncDisposable {
  readonly port: number;
  readonly tlsPort: number | undefined;
  connections(): number;
  /** Sends a message at QoS 0 to the clients that subscribed to its topic. */
  publish(topic: string, payload: Uint8Array): void;
  /** Ends the connections of a client at once, those that are just let in too; how many there were. */
  end(id: string): Promise<number>;
}

/** A CONNECT packet before anyone is known; afterwards `limits.packetBytes` counts. */
const strangerPacketBytes = 16 * 1024;
/** A wrong password is answered late, so that guessing takes a connection its time. */
const guessDelayMs = 1_000;
const shownGuessesPerMinute = 30;
const empty = new Uint8Array();
const repeatedBy = { bridge: { retained: 'surely' }, device: { retained: 'perhaps' } } as const;

/** The embedded MQTT 3.1.1 broker: credentials, filters and limits around aedes; every publish goes to the intake. */
export async function createBroker(options: BrokerOptions): Promise<Broker> {
  const { intake, limits, log } = options;
  const clients = new WeakMap<Client, BrokerClient>();
  const bridges = new WeakSet<Client>();
  const connected = new Map<Client, string>();
  const pace = createPace(limits.messagesPerSecond);
  const guesses = createAllowance(shownGuessesPerMinute, 60_000);
  const fullness = createAllowance(1, 3_600_000);
  const retained = createRetained(() => {
    if (fullness.passes())
      log.warn({}, 'a connection has too many retained topics: beyond 10,000 a value counts only with its own time');
  });
  await using started = new AsyncDisposableStack();
  const aedes = started.adopt(
    await Aedes.createBroker({
      // deliveries to subscribers at the same time: their bytes are bounded, none waits behind another
      concurrency: 0,
      connectTimeout: 10_000,
      // a subscriber whose network takes nothing for so long is cut off
      drainTimeout: 5_000,
      queueLimit: 100,
      maxTopicLevels: 32,
      maxInflightInbound: 200,
    }),
    (broker) => new Promise<void>((resolve) => broker.close(() => resolve())),
  );

  aedes.authenticate = (client, username, password, answer) => {
    options.authenticate(username ?? '', password ?? empty).then(
      (known) => {
        if (known === undefined) {
          // some a minute are shown: whoever guesses passwords must not push other refused messages out
          if (guesses.passes()) {
            intake.refuse(username?.slice(0, 64) || '(anonymous)', '', empty, 'the user name or the password is wrong');
          }
          const refuse = () => answer(Object.assign(new Error('not authorized'), { returnCode: 4 }), null);
          setTimeout(refuse, guessDelayMs).unref();
          return;
        }
        clients.set(client, known);
        if (!client.conn.destroyed) {
          connected.set(client, known.id);
          client.conn.once('close', () => connected.delete(client));
        }
        limitPackets(client, limits.packetBytes);
        answer(null, true);
      },
      (error: unknown) => {
        log.warn({ client: username, error: String(error) }, 'an MQTT client could not be checked');
        answer(Object.assign(new Error('server unavailable'), { returnCode: 3 }), null);
      },
    );
  };

  aedes.authorizePublish = (client, packet, answer) => {
    const known = client === null ? undefined : clients.get(client);
    if (client === null || known === undefined) {
      answer(new Error('a publish without a client'));
      return;
    }
    // a will is said now, by this broker
    const isRepeated =
      packet.retain && !isWill(client, packet) && retained.isRepeated(client, packet, performance.now());
    packet.retain = false; // retained messages are not kept
    const delivery = isRepeated ? repeatedBy[bridges.has(client) ? 'bridge' : 'device'] : undefined;
    const offer = () => {
      const reason = intake.offer(known, packet.topic, payloadOf(packet), () => answer(null), delivery);
      // acknowledged, but shown to nobody
      if (reason !== undefined) packet.topic = refusedTopic;
    };
    pace.take(client, offer);
  };

  // A session ends with its connection: else whoever subscribes and goes away would be kept messages without bound.
  aedes.preConnect = (client, packet, answer) => {
    packet.clean = true;
    // Mosquitto's bridges say so in the protocol's version; aedes' types leave that out
    if (Reflect.get(packet, 'bridgeMode') === true) bridges.add(client);
    answer(null, true);
  };

  const deliveries = createDeliveries(aedes, () =>
    log.warn({}, 'subscribers read too slowly: messages are left out for them, none for the intake'),
  );

  aedes.authorizeSubscribe = (client, subscription, answer) => {
    const known = client === null ? undefined : clients.get(client);
    const allowed = known?.subscribe.some(
      (filter) => filter === subscription.topic || isWithin(subscription.topic, filter),
    );
    if (!allowed) {
      intake.refuse(
        known?.id ?? '(anonymous)',
        subscription.topic,
        empty,
        'a subscription that is not listed for this client',
      );
    }
    if (allowed) deliveries.begin();
    answer(null, allowed ? subscription : null); // null: 0x80, MQTT-3.9.3
  };

  // Protocol errors of one connection (a wildcard in a topic, a packet too large) close it and nothing else.
  const told = new WeakSet<Client>();
  aedes.on('clientError', (client, error) => {
    const known = clients.get(client);
    if (told.has(client)) return; // each packet that was under way meets the same error
    told.add(client);
    if (!isOrdinary(error)) intake.refuse(known?.id ?? client.id, '', empty, `connection closed: ${error.message}`);
  });
  aedes.on('connectionError', (client, error) => {
    if (!isOrdinary(error)) intake.refuse(client.id ?? '(stranger)', '', empty, `connection closed: ${error.message}`);
  });

  const doors = started.use(
    await openDoors({
      ...options,
      most: limits.connections,
      welcome: (socket) => limitPackets(aedes.handle(socket), strangerPacketBytes),
    }),
  );
  started.defer(() => pace.stop());
  const owned = started.move();

  return {
    port: doors.port,
    tlsPort: doors.tlsPort,
    connections: doors.connections,
    publish(topic, payload) {
      aedes.publish(
        { cmd: 'publish', qos: 0, dup: false, retain: false, topic, payload: Buffer.from(payload) },
        () => {},
      );
    },
    async end(id) {
      await new Promise(setImmediate); // whose password was compared before is among them now
      const theirs = [...connected].filter(([, known]) => known === id);
      for (const [client] of theirs) client.conn.destroy();
      return theirs.length;
    },
    async [Symbol.asyncDispose]() {
      for (const client of Object.values(aedesClients(aedes))) client.conn.destroy();
      await owned.disposeAsync();
    },
  };
}

function payloadOf(packet: { payload: string | Buffer }): Uint8Array {
  return typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
}

/** A line that broke, a keep-alive that ran out: everyday life of radio links, no message was refused. */
function isOrdinary(error: Error & { code?: string }): boolean {
  return error.code !== undefined || /keep ?alive|connection closed|drain timeout|not authorized/i.test(error.message);
}

function isWill(client: Client, packet: object): boolean {
  return Reflect.get(client, 'will') === packet; // a property that aedes' types leave out
}

function aedesClients(aedes: Aedes): Record<string, Client> {
  // aedes documents `clients` but its types leave it out
  return (aedes as unknown as { clients: Record<string, Client> }).clients;
}
