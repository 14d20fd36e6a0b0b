import type { Server, Socket } from 'node:net';
import { type Collector, CollectTrouble, type Learnt } from '../../collector/collector.ts';
import type { Device } from '../../devices/territory.ts';

/** A device to be asked, at this address. */
export function deviceAt(address: string | undefined, more: Partial<Device> = {}): Device {
  return {
    id: 'tried',
    name: 'Tried',
    site: 'mairie',
    type: 'any',
    ...(address !== undefined && { address }),
    ...more,
  };
}

/** What a collector learnt and, where it had trouble, its one line. */
export async function asked(
  collector: Collector,
  device: Device,
  { now = Date.now(), signal = new AbortController().signal } = {},
): Promise<{ learnt: readonly Learnt[]; reason?: string; isUnreachable?: boolean }> {
  try {
    return { learnt: await collector.ask(device, { now, signal }) };
  } catch (error) {
    if (!(error instanceof CollectTrouble)) throw error;
    return { learnt: error.learnt, reason: error.message, isUnreachable: error.isUnreachable };
  }
}

/** Starts a server on a free port of the machine itself; it ends with the test. */
export async function listening<S extends Server>(
  server: S,
  host = '127.0.0.1',
): Promise<AsyncDisposable & { server: S; port: number }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    // who asks may hang up in the middle of a sentence
    socket.on('error', () => {});
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    server,
    port: address.port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
