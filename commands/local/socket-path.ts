import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes that the path of a Unix socket may have (`sun_path` of unix(7), without its final zero). */
const longest = 107;

export const socketName = 'vigie.sock';

/** Where the Vigie of a data folder is asked; disposed of once the socket is closed. */
export interface SocketPath extends Disposable {
  readonly path: string;
}

/** `vigie.sock` in the folder, through a descriptor of the folder where its path is too long; on Windows a named pipe. */
export function socketPath(folder: string): SocketPath {
  if (process.platform === 'win32') {
    const name = createHash('sha256').update(folder.toLowerCase()).digest('hex').slice(0, 32);
    return { path: `\\\\.\\pipe\\vigie-${name}`, [Symbol.dispose]: () => {} };
  }
  const path = join(folder, socketName);
  if (Buffer.byteLength(path) <= longest || process.platform !== 'linux') return { path, [Symbol.dispose]: () => {} };
  const descriptor = openSync(folder, 'r');
  return { path: `/proc/self/fd/${descriptor}/${socketName}`, [Symbol.dispose]: () => closeSync(descriptor) };
}
