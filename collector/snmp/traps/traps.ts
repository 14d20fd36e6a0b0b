import { createHash } from 'node:crypto';
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { hostname } from 'node:os';
import type { DeviceType } from '../../../devices/device-type.ts';
import type { Device } from '../../../devices/territory.ts';
import { type Trap, trapOf } from '../../../devices/trap.ts';
import { createMemberOf } from '../../avamar/members.ts';
import type { Learnt } from '../../collector.ts';
import type { SnmpCredentials } from '../credentials.ts';
import { createDecoder, type Decoded } from './decoder.ts';
import { meaningOf } from './meaning.ts';
import { type Notification, variableAt } from './notification.ts';
import { createSeldom } from './seldom.ts';
import { createSenders } from './senders.ts';
import { createStorm, type StormLimits } from './storm.ts';

export interface TrapsOptions {
  readonly listen: { readonly host: string; readonly port: number };
  readonly credentials: ReadonlyMap<string, SnmpCredentials>;
  /** names of credentials that every device's notifications may come with, beside the device's own */
  readonly shared?: readonly string[];
  readonly catalogue: ReadonlyMap<string, DeviceType>;
  readonly devices: Iterable<Device>;
  /** the name or address at which a device is found */
  readonly hostOf: (device: Device) => string | undefined;
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** what the last poll of a device called a row of one of its tables */
  readonly rowName: (device: string, table: string, index: string) => string | undefined;
  /** Resolves true once it is durable, false where it is not taken: an inform is acknowledged in the first case alone. */
  readonly take: (learnt: readonly Learnt[]) => Promise<boolean>;
  /** a device is to be asked at once */
  readonly hasten: (device: string) => void;
  /** Keeps what came from an address that no device has; resolves as `take` does. */
  readonly discover: (address: string, notification: Notification) => Promise<boolean>;
  /** keeps for a person why something was not taken */
  readonly refuse: (source: string, about: object, reason: string) => void;
  /** a bug ends the process through this */
  readonly onBug: (error: unknown) => void;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
  readonly limits?: Partial<StormLimits>;
}

/** How many notifications came and what became of them. */
export interface TrapCounters {
  received: number;
  /** understood, durable where they held a reading */
  taken: number;
  /** of nobody we know, or of a kind that no type describes */
  unknown: number;
  /** with the secrets of others, or unreadable */
  refused: number;
  /** beyond the limits of a storm, too many waiting, or while the journal took nothing: the three below together */
  leftOut: number;
  leftOutInStorm: number;
  leftOutWaiting: number;
  leftOutByJournal: number;
}

export interface Traps extends AsyncDisposable {
  readonly port: number;
  readonly counters: () => Readonly<TrapCounters>;
  /** Goes on with the devices of a changed territory. */
  replace(devices: Iterable<Device>): void;
  /** a device was polled and its engine has this ID, in hex */
  learnEngine(device: string, engine: string): void;
}

/** A notification is at most a packet of UDP; the system holds so many bytes of them for us while we are busy, if it lets us. */
const receiveBufferBytes = 8 * 2 ** 20;
const limitsUnlessSaid: StormLimits = { perSource: 1_000, inAll: 20_000 };
/** Notifications that wait for the journal at most. */
const waitingAtMost = 20_000;
const tellEveryMs = 3_600_000;
const lookUpEveryMs = 600_000;

/** Listens for traps and informs until disposed of; throws the system's error where the port cannot be opened. */
export async function startTraps(options: TrapsOptions): Promise<Traps> {
  const { listen, catalogue, log } = options;
  const counters = { received: 0, taken: 0, unknown: 0, refused: 0, leftOutWaiting: 0, leftOutByJournal: 0 };
  const decode = createDecoder({ credentials: options.credentials, engine: engineId(listen.port) });
  const senders = createSenders({ ...options, shared: options.shared ?? [] });
  const seldom = createSeldom({ spanMs: tellEveryMs, most: 2_000 });
  let members = new Map<string, ReturnType<typeof createMemberOf>>();
  let devices: readonly Device[] = [];
  let waiting = 0;

  const storm = createStorm({
    limits: { ...limitsUnlessSaid, ...options.limits },
    onBegin(source) {
      const reason = `sends too many notifications: what is beyond the limit is counted and left out`;
      log.warn({ source: source ?? 'all together' }, `a trap storm: ${reason}`);
      options.refuse(source ?? 'all', {}, reason);
    },
    onEnd(source, leftOut) {
      log.info({ source: source ?? 'all together', leftOut }, 'a trap storm is over');
    },
  });

  const socket = createSocket({
    type: listen.host.includes(':') ? 'udp6' : 'udp4',
    recvBufferSize: receiveBufferBytes,
  });
  socket.on('message', hear);
  socket.bind(listen.port, listen.host);
  await once(socket, 'listening');
  // an answer to somebody who is gone is no trouble of ours
  socket.on('error', (error) => log.warn({ reason: error.message }, 'a notification’s answer cannot be sent'));

  function hear(packet: Buffer, from: RemoteInfo): void {
    const now = performance.now();
    counters.received++;
    if (waiting >= waitingAtMost) {
      counters.leftOutWaiting++;
      return;
    }
    if (!storm.passes(from.address, now)) return;
    const decoded = decode(packet, from.address, now);
    if (decoded.is === 'greeting') answer(decoded.answer, from);
    else if (decoded.is === 'notification') take(decoded, from, now);
    else {
      counters.refused++;
      tell(from.address, decoded.reason, {}, now);
      if (decoded.is === 'refused') answer(decoded.answer, from);
    }
  }

  function take(
    { notification, answer: bytes }: Extract<Decoded, { is: 'notification' }>,
    from: RemoteInfo,
    now: number,
  ): void {
    const sender = senders.of(notification);
    const about = { trap: notification.oid, variables: notification.variables.length };
    if (sender.is === 'refused') {
      counters.refused++;
      tell(from.address, sender.reason, about, now);
      return;
    }
    if (sender.is === 'unknown') {
      counters.unknown++;
      const isNews = seldom.happened(`${sender.address} ${notification.oid}`, now) !== undefined;
      whenDurable(isNews ? options.discover(sender.address, notification) : Promise.resolve(true), bytes, from);
      return;
    }
    const { device } = sender;
    const type = catalogue.get(device.type);
    const trap = trapOf(type?.traps, notification.oid);
    options.hasten(device.id);
    if (type === undefined || trap === undefined) {
      counters.unknown++;
      tell(device.id, `notification ${notification.oid} is none that a ${device.type} describes`, about, now);
      answer(bytes, from);
      return;
    }
    const { learnt, reasons } = learntOf(trap, device, type, notification);
    for (const reason of reasons) tell(device.id, `${trap.label.en}: ${reason}`, about, now);
    if (learnt.length === 0) {
      counters.taken++;
      answer(bytes, from);
    } else whenDurable(options.take(learnt).then(counted), bytes, from);
  }

  function counted(isTaken: boolean): boolean {
    if (isTaken) counters.taken++;
    else counters.leftOutByJournal++;
    return isTaken;
  }

  function whenDurable(work: Promise<boolean>, bytes: Buffer | undefined, from: RemoteInfo): void {
    waiting++;
    void work
      .then((isTaken) => {
        if (isTaken) answer(bytes, from);
      })
      .catch(options.onBug)
      .finally(() => {
        waiting--;
      });
  }

  function learntOf(trap: Trap, device: Device, type: DeviceType, notification: Notification) {
    const time = Date.now();
    const owner = trap.below === undefined ? device : ownerBelow(device, trap.below, notification);
    const ownType = owner === device ? type : catalogue.get(owner?.type ?? '');
    if (owner === undefined || ownType === undefined) return { learnt: [], reasons: [] };
    const { metrics, reasons } = meaningOf(trap, ownType, notification, (table, index) =>
      options.rowName(owner.id, table, index),
    );
    const learnt: Learnt[] = Object.keys(metrics).length === 0 ? [] : [{ device: owner.id, time, metrics }];
    return { learnt, reasons };
  }

  function ownerBelow(device: Device, { domain, name }: NonNullable<Trap['below']>, notification: Notification) {
    const of = members.get(device.id) ?? createMemberOf(devices.filter(({ parent }) => parent === device.id));
    members.set(device.id, of);
    const text = (column: string) => String(variableAt(notification, column)?.value ?? '');
    return of(text(domain), text(name));
  }

  /** What is told of a source for the same reason is told once an hour. */
  function tell(source: string, reason: string, about: object, now: number): void {
    const times = seldom.happened(`${source} ${reason}`, now);
    if (times === undefined) return;
    log.warn({ source, reason, ...(times > 1 && { times }) }, 'a notification is not taken');
    options.refuse(source, { ...about, ...(times > 1 && { times }) }, reason);
  }

  function answer(bytes: Buffer | undefined, { address, port }: RemoteInfo): void {
    if (bytes !== undefined && !isClosed && port > 0) socket.send(bytes, port, address);
  }

  function replace(changed: Iterable<Device>): void {
    devices = [...changed];
    members = new Map();
    senders.replace(devices);
    void senders.refresh();
  }

  let isClosed = false;
  const looking = setInterval(() => storm.look(performance.now()), 5_000).unref();
  const lookingUp = setInterval(() => void senders.refresh(), lookUpEveryMs).unref();
  replace(options.devices);

  return {
    port: socket.address().port,
    counters() {
      const leftOutInStorm = storm.leftOut();
      const leftOut = leftOutInStorm + counters.leftOutWaiting + counters.leftOutByJournal;
      return { ...counters, leftOutInStorm, leftOut };
    },
    replace,
    learnEngine: senders.learn,
    async [Symbol.asyncDispose]() {
      isClosed = true;
      clearInterval(looking);
      clearInterval(lookingUp);
      await new Promise<void>((resolve) => socket.close(resolve));
    },
  };
}

/** Ours (RFC 3411, SnmpEngineID), the same after a restart: senders of informs keep it. */
function engineId(port: number): Buffer {
  const own = createHash('sha256').update(`vigie ${hostname()} ${port}`).digest().subarray(0, 12);
  // enterprise 47491 is net-snmp's for Node, format 5 is octets of our own
  return Buffer.concat([Buffer.from('8000b98305', 'hex'), own]);
}
