import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient, Watch } from '../../dashboard/contract/socket.ts';

/*
 * A process of its own that opens sockets and watches; prints a line when all do. When its input ends it prints one JSON
 * line: how long readings took from their stamp to each socket, ms.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    token: { type: 'string', default: '' },
    sockets: { type: 'string', default: '500' },
    walls: { type: 'string', default: '20' },
    organisations: { type: 'string', default: '100' },
  },
});
const longestMs = 60_000;
const delays = new Uint32Array(longestMs + 1);
let begun = false;

const opened: Socket<ServerToClient, ClientToServer>[] = [];
for (let number = 0; number < Number(values.sockets); number++) {
  const socket: Socket<ServerToClient, ClientToServer> = io(values.url, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { authorization: `Bearer ${values.token}`, origin: values.url },
  });
  await once(socket as unknown as NodeJS.EventEmitter, 'connect'); // border: its emitter is not node's
  const watch: Watch =
    number < Number(values.walls)
      ? { console: 'batiments' }
      : { organisation: `bench-org-${number % Number(values.organisations)}` };
  const answer = await new Promise<{ ok: boolean }>((resolve) => {
    socket.emit('watch', watch, resolve);
  });
  if (!answer.ok) throw new Error(`the socket may not watch ${JSON.stringify(watch)}`);
  socket.on('changes', ({ readings }) => {
    if (!begun) return;
    const now = Date.now();
    for (const { time } of readings) {
      const slot = Math.min(longestMs, Math.max(0, now - Date.parse(time)));
      delays[slot] = (delays[slot] ?? 0) + 1;
    }
  });
  opened.push(socket);
}
begun = true;
process.stdout.write('watching\n');
process.stdin.resume();
await once(process.stdin, 'end');
const readings = delays.reduce((sum, count) => sum + count, 0);
const within = (share: number) => {
  let sum = 0;
  return delays.findIndex((count) => {
    sum += count;
    return sum >= readings * share;
  });
};
process.stdout.write(
  `${JSON.stringify({ readings, p50: within(0.5), p99: within(0.99), worst: delays.findLastIndex((count) => count > 0) })}\n`,
);
for (const socket of opened) socket.close();
