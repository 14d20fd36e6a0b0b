import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { serveParts } from '../platform/remote.ts';
import { version } from '../platform/version.ts';
import type { Operations } from './operations/operations.ts';
import { socketPath } from './socket-path.ts';
import { socketPort } from './socket-port.ts';

const connectionsAtMost = 16;

/**
 * Answers the operator's commands on the socket of the data folder (mode 0600: its account's alone) until disposed of.
 * Only who holds the folder's lock may call it: what lies there as a socket is then a remain of a process that was killed.
 */
export async function serveLocally(folder: string, operations: Operations): Promise<AsyncDisposable> {
  const place = socketPath(folder);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy()); // a command that was interrupted
    const port = socketPort(socket);
    port.postMessage({ vigie: version });
    serveParts(port, { ...operations });
  });
  server.maxConnections = connectionsAtMost;
  if (process.platform !== 'win32') rmSync(place.path, { force: true });
  // the socket is made inside `listen`: no moment in which others could open it
  const umask = process.umask(0o177);
  try {
    server.listen(place.path);
  } finally {
    process.umask(umask);
  }
  await once(server, 'listening');
  return {
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      place[Symbol.dispose]();
    },
  };
}
