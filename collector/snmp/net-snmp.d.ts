/** The part of net-snmp 3.29.2 that is used here; the package brings no types. */
declare module 'net-snmp' {
  import type { EventEmitter } from 'node:events';

  export interface Varbind {
    readonly oid: string;
    readonly type: number;
    readonly value: unknown;
  }

  export interface Options {
    readonly version?: number;
    readonly port?: number;
    readonly timeout?: number;
    readonly retries?: number;
    readonly transport?: 'udp4' | 'udp6';
    readonly backwardsGetNexts?: boolean;
    /** interface-compatible with node:dgram */
    readonly dgramModule?: { createSocket(type: 'udp4' | 'udp6'): unknown };
  }

  export interface User {
    readonly name: string;
    readonly level: number;
    readonly authProtocol?: number;
    readonly authKey?: string;
    readonly privProtocol?: number;
    readonly privKey?: string;
  }

  type Answer<T> = (error: Error | null, varbinds?: T) => void;

  export class Session extends EventEmitter {
    get(oids: readonly string[], answer: Answer<Varbind[]>): void;
    getNext(oids: readonly string[], answer: Answer<Varbind[]>): void;
    getBulk(oids: readonly string[], nonRepeaters: number, maxRepetitions: number, answer: Answer<Varbind[][]>): void;
    subtree(
      oid: string,
      maxRepetitions: number,
      feed: (varbinds: Varbind[]) => void,
      done: (error: Error | null) => void,
    ): void;
    close(): void;
    /** of v3, once the agent has told them */
    readonly msgSecurityParameters?: { readonly msgAuthoritativeEngineID: Buffer };
  }

  /** What a receiver heard: of v1 with its enterprise, of v2c and v3 with the varbinds alone. */
  export interface ReceivedPdu {
    readonly type: number;
    readonly varbinds: readonly Varbind[];
    readonly community?: string;
    readonly enterprise?: string;
    readonly agentAddr?: string;
    readonly generic?: number;
    readonly specific?: number;
  }

  export interface Receiver {
    getAuthorizer(): { addCommunity(community: string): void; addUser(user: User): void };
    close(): void;
  }

  /** A CommonJS module whose names Node's loader cannot see: all stand on its default export. */
  const snmp: {
    createSession(target: string, community: string, options: Options): Session;
    createV3Session(target: string, user: User, options: Options): Session;
    createReceiver(
      options: {
        readonly engineID?: Buffer;
        readonly port?: number;
        readonly address?: string;
        readonly includeAuthentication?: boolean;
        readonly dgramModule?: { createSocket(type: 'udp4' | 'udp6'): unknown };
      },
      hear: (error: Error | null, notification?: { readonly pdu: ReceivedPdu }) => void,
    ): Receiver;
    isVarbindError(varbind: Varbind): boolean;
    /** keys by engine, which are kept for ever unless somebody empties it */
    readonly Authentication: { authToKeyCache: Record<string, Buffer> };
    readonly PduType: { readonly Trap: number };
    readonly Version1: number;
    readonly Version2c: number;
    readonly AuthProtocols: Readonly<Record<'sha' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'md5', number>>;
    readonly PrivProtocols: Readonly<Record<'aes' | 'aes256b' | 'aes256r', number>>;
    readonly SecurityLevel: { readonly noAuthNoPriv: number; readonly authNoPriv: number; readonly authPriv: number };
  };
  export default snmp;
}
