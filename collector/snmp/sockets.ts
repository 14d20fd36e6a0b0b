import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIP, SocketAddress } from 'node:net';

type Family = 'udp4' | 'udp6';

/** What net-snmp uses of a socket. */
interface Wire {
  on(event: string, listener: (...args: unknown[]) => void): void;
  readonly send: Socket['send'];
  ref(): void;
  unref(): void;
  close(): void;
}

/** Told of one conversation what net-snmp does not tell. */
interface Ears {
  /** something came from the host that is asked */
  hear(): void;
  /** what came cannot be understood, or the socket failed */
  tell(error: unknown): void;
}

/** Sockets that one conversation after another borrows: a new one each costs more than all that is said. */
export interface Sockets {
  borrow(family: Family, host: string, ears: Ears): Wire;
}

const mostIdle = 256;

/** An idle socket holds no process up. */
export function createSockets(): Sockets {
  const idle: Record<Family, Socket[]> = { udp4: [], udp6: [] };

  function borrow(family: Family, host: string, { hear, tell }: Ears): Wire {
    const socket =
      idle[family].pop() ??
      createSocket(family)
        .on('error', () => {})
        .unref();
    const asked = plain(host);
    const listeners = new Map<string, (...args: unknown[]) => void>();
    let isOpen = true;
    let isSound = true;
    // an answer may come from another address of its host, and late ones of the conversation before have other request IDs
    const take = (message: Buffer, from: RemoteInfo) => {
      const isFromHost = asked === undefined || from.address === asked;
      if (isFromHost) hear();
      try {
        // net-snmp throws out of its listener at some malformed messages, which would end the process
        listeners.get('message')?.(message, from);
      } catch (error) {
        if (isFromHost) tell(error);
      }
    };
    const fail = (error: Error) => {
      isSound = false;
      tell(error);
    };
    socket.on('message', take).on('error', fail);
    return {
      on: (event, listener) => void listeners.set(event, listener),
      send: socket.send.bind(socket),
      ref: () => void (isOpen && socket.ref()),
      unref: () => void (isOpen && socket.unref()),
      close() {
        if (!isOpen) return;
        isOpen = false;
        socket.off('message', take).off('error', fail).unref();
        if (isSound && idle[family].length < mostIdle) idle[family].push(socket);
        else socket.close();
        listeners.get('close')?.();
      },
    };
  }

  return { borrow };
}

/** An address as a socket tells it; undefined for a name. */
function plain(host: string): string | undefined {
  const version = isIP(host);
  if (version === 0) return undefined;
  return version === 4 ? host : new SocketAddress({ address: host.replace(/%.*/, ''), family: 'ipv6' }).address;
}
