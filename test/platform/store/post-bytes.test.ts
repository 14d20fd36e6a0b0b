import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { createPoster } from '../../../gateway/store/influx/post-bytes.ts';

const post = createPoster({ isTls: false, longestAnswer: 1_000 });
const common = { headers: { 'x-who': 'vigie' }, timeoutMs: 20_000 };

async function urlOf(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/write`;
}

test('lines that meet a connection which the server has just closed go out again on another one', async () => {
  const taken: string[] = [];
  const seen = new Set<unknown>();
  const server = createServer(async (request, response) => {
    if (seen.has(request.socket)) {
      request.socket.destroy();
      return;
    }
    seen.add(request.socket);
    let body = '';
    for await (const piece of request) body += piece;
    taken.push(body);
    response.writeHead(204).end();
  });
  const url = await urlOf(server);
  for (const lines of ['air co2=1 1', 'air co2=2 2', 'air co2=3 3']) {
    expect(await post({ ...common, url, body: Buffer.from(lines) })).toMatchObject({ status: 204, text: '' });
  }
  expect(taken).toEqual(['air co2=1 1', 'air co2=2 2', 'air co2=3 3']);
  expect(seen.size).toBe(3);
  server.close();
  server.closeAllConnections();
});

test('a connection that is cut on its first request is trouble, not tried again', async () => {
  let asked = 0;
  const server = createServer((request) => {
    asked++;
    request.socket.destroy();
  });
  const url = await urlOf(server);
  await expect(post({ ...common, url, body: Buffer.from('air co2=1 1') })).rejects.toThrow(/hang up|ECONNRESET/);
  expect(asked).toBe(1);
  server.close();
});

test('after an answer ahead of the body’s end nothing more is sent out of memory that is used again', async () => {
  const ended = Promise.withResolvers<Buffer>();
  const server = createTcpServer((socket) => {
    const pieces: Buffer[] = [];
    socket.once('data', (first) => {
      pieces.push(first);
      socket.pause();
      socket.write('HTTP/1.1 413 Too Large\r\ncontent-length: 9\r\n\r\ntoo large');
    });
    socket.on('error', () => {}).on('close', () => ended.resolve(Buffer.concat(pieces)));
    reading.promise.then(() => socket.on('data', (piece) => void pieces.push(piece)).resume(), ended.reject);
  });
  const reading = Promise.withResolvers<void>();
  const url = await urlOf(server);
  const body = Buffer.alloc(32 * 2 ** 20, 'a');
  expect(await post({ ...common, url, body })).toMatchObject({ status: 413, text: 'too large' });
  body.fill('X');
  reading.resolve();
  const received = await ended.promise;
  expect(received.length).toBeGreaterThan(0);
  expect(received.length).toBeLessThan(body.length);
  expect(received.includes('X')).toBe(false);
  server.close();
});
