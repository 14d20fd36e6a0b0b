import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';
import type { Port } from '../platform/remote.ts';

/** More than any message of ours: a batch of an import or a page of a curve. */
const largestFrame = 64 * 2 ** 20;
const headerBytes = 4;

/**
 * The way of `remote.ts` over a socket: each message is its length (4 bytes, big endian) and what threads would hand each
 * other, as V8 writes it. Both ends are this program in this version; a frame that is none ends the connection.
 */
export function socketPort(socket: Socket): Port {
  const listeners: ((message: unknown) => void)[] = [];
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = headerBytes;

  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    held += chunk.length;
    if (held < wanted) return;
    let rest = chunks.length === 1 ? chunk : Buffer.concat(chunks, held);
    while (rest.length >= wanted) {
      const length = rest.readUInt32BE(0);
      if (length > largestFrame) {
        socket.destroy(new Error('what came over the socket is no message of Vigie'));
        return;
      }
      wanted = headerBytes + length;
      if (rest.length < wanted) break;
      const message = messageIn(rest.subarray(headerBytes, wanted));
      if (message instanceof Error) {
        socket.destroy(message);
        return;
      }
      rest = rest.subarray(wanted);
      wanted = headerBytes;
      for (const listener of listeners) listener(message.value);
    }
    [chunks, held] = [[rest], rest.length];
  });

  return {
    postMessage(message) {
      if (socket.destroyed) return;
      const body = serialize(message);
      const header = Buffer.alloc(headerBytes);
      header.writeUInt32BE(body.length);
      socket.write(header);
      socket.write(body);
    },
    on: (_event, listener) => listeners.push(listener),
  };
}

function messageIn(frame: Buffer): { readonly value: unknown } | Error {
  try {
    return { value: deserialize(frame) };
  } catch (cause) {
    return new Error('what came over the socket is no message of Vigie', { cause });
  }
}
