import snmp, { type Session as NetSnmpSession, type Options, type User } from 'net-snmp';
import type { SnmpAddress } from '../../devices/snmp-address.ts';
import type { SnmpCredentials } from './credentials.ts';
import { type Raw, rawOf } from './raw.ts';
import { createSockets, type Sockets } from './sockets.ts';
import { notUnderstood, SnmpTrouble, troubleOf } from './trouble.ts';

/** One answered place; without `value` where the agent says that nothing is there, or gives what nobody can read. */
export interface Varbind {
  readonly oid: string;
  readonly value: Raw | undefined;
  /** the agent says so itself: no such object, no such instance, end of its view */
  readonly isAbsent: boolean;
}

/** One conversation with one agent. Every failure is an `SnmpTrouble`. */
export interface Session extends Disposable {
  /** Asks whole OIDs; the agent's list, in which those that v1 refuses are missing. */
  get(oids: readonly string[]): Promise<Varbind[]>;
  /** What follows each OID, up to so many places each; only one each from a v1 agent. */
  following(oids: readonly string[], repetitions: number): Promise<Varbind[][]>;
  /** of v3: the ID of the agent's engine in hex, once it has answered */
  engine(): string | undefined;
}

export interface SessionOptions {
  readonly address: SnmpAddress;
  readonly credentials: SnmpCredentials;
  readonly signal: AbortSignal;
  /** ms until a request is sent again; after the last it is given up */
  readonly timeoutMs: number;
  readonly retries: number;
  /** shared by who asks many; its own unless said */
  readonly sockets?: Sockets;
}

/** RFC 3416: these two answers are about the request, not the agent. */
const tooBig = 1;
const noSuchName = 2;

export function openSession(options: SessionOptions): Session {
  const { address, credentials, signal, timeoutMs, retries, sockets = createSockets() } = options;
  /** a message that nobody could read: the agent does answer */
  let unreadable: Error | undefined;
  let isHeard = false;
  let isAnswered = false;
  const tellUnreadable = (error: unknown): Error => {
    unreadable = error instanceof Error ? error : new Error(String(error));
    return unreadable;
  };
  /** of the request under way: net-snmp forgets one at whose answer it threw */
  let fail: (error: Error) => void = () => {};
  const hear = () => {
    isHeard = true;
  };
  const session = connect(address, credentials, {
    port: address.port,
    transport: address.host.includes(':') ? 'udp6' : 'udp4',
    timeout: timeoutMs,
    retries,
    dgramModule: {
      createSocket: (family) =>
        sockets.borrow(family, address.host, { hear, tell: (error) => fail(tellUnreadable(error)) }),
    },
  });
  session.on('error', tellUnreadable);

  function asked<T>(ask: (answer: (error: Error | null, result?: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = () => reject(new SnmpTrouble('late', 'did not finish in time'));
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop, { once: true });
      fail = (error) => {
        signal.removeEventListener('abort', stop);
        reject(notUnderstood(error));
      };
      ask((error, result) => {
        signal.removeEventListener('abort', stop);
        const isGreeted = isHeard && !isAnswered;
        if (error === null && result !== undefined) {
          isAnswered = true;
          resolve(result);
        } else reject(troubleOf(error ?? new Error('no answer'), { credentials, unreadable, isGreeted }));
      });
    });
  }

  async function get(oids: readonly string[]): Promise<Varbind[]> {
    if (oids.length === 0) return [];
    try {
      return (await asked<readonly Given[]>((answer) => session.get(oids, answer))).map(varbindOf);
    } catch (error) {
      if (!(error instanceof SnmpTrouble)) throw error;
      if (error.status === tooBig && oids.length > 1) {
        const half = Math.ceil(oids.length / 2);
        return [...(await get(oids.slice(0, half))), ...(await get(oids.slice(half)))];
      }
      // RFC 1157: one unknown name spoils the request, and is named in the answer
      const others = oids.filter((oid) => oid !== error.oid);
      if (error.status === noSuchName && others.length < oids.length) return get(others);
      throw error;
    }
  }

  async function following(oids: readonly string[], repetitions: number): Promise<Varbind[][]> {
    try {
      if (credentials.version !== '1') {
        const columns = await asked<Given[][]>((answer) => session.getBulk(oids, 0, repetitions, answer));
        return columns.map((column) => column.map(varbindOf));
      }
      const next = await asked<Given[]>((answer) => session.getNext(oids, answer));
      return next.map((varbind) => [varbindOf(varbind)]);
    } catch (error) {
      if (!(error instanceof SnmpTrouble)) throw error;
      if (error.status === tooBig && repetitions > 1) return following(oids, Math.floor(repetitions / 2));
      if (error.status === noSuchName) {
        // the end of a v1 agent's view, of one name or of all: each is asked alone
        if (oids.length === 1) return [[{ oid: oids[0] ?? '', value: undefined, isAbsent: true }]];
        const alone: Varbind[][] = [];
        for (const oid of oids) alone.push((await following([oid], 1))[0] ?? []);
        return alone;
      }
      throw error;
    }
  }

  const engine = () => session.msgSecurityParameters?.msgAuthoritativeEngineID.toString('hex');

  return { get, following, engine, [Symbol.dispose]: () => session.close() };
}

interface Given {
  readonly oid: string;
  readonly type: number;
  readonly value: unknown;
}

function varbindOf(given: Given): Varbind {
  const isAbsent = snmp.isVarbindError(given) || given.type === 5;
  return { oid: given.oid, value: isAbsent ? undefined : rawOf(given.type, given.value), isAbsent };
}

function connect({ host }: SnmpAddress, credentials: SnmpCredentials, options: Options): NetSnmpSession {
  if (credentials.version !== '3') {
    const version = credentials.version === '1' ? snmp.Version1 : snmp.Version2c;
    return snmp.createSession(host, credentials.community, { ...options, version });
  }
  return snmp.createV3Session(host, userOf(credentials), options);
}

/** A user as net-snmp wants it. */
export function userOf({ user, auth, priv }: Extract<SnmpCredentials, { version: '3' }>): User {
  const { noAuthNoPriv, authNoPriv, authPriv } = snmp.SecurityLevel;
  if (auth === undefined) return { name: user, level: noAuthNoPriv };
  const proved = { name: user, authProtocol: snmp.AuthProtocols[auth.protocol], authKey: auth.key };
  if (priv === undefined) return { ...proved, level: authNoPriv };
  return { ...proved, level: authPriv, privProtocol: snmp.PrivProtocols[priv.protocol], privKey: priv.key };
}
