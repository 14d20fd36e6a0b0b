import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createSockets } from '../../../collector/snmp/sockets.ts';

/** Somebody on the loopback, who keeps what comes. */
async function peer(host: string) {
  const socket = createSocket('udp4');
  const heard: RemoteInfo[] = [];
  socket.on('message', (_, from) => heard.push(from));
  socket.bind(0, host);
  await once(socket, 'listening');
  return {
    heard,
    port: socket.address().port,
    say: (text: string, port: number) => socket.send(text, port, '127.0.0.1'),
    [Symbol.dispose]: () => socket.close(),
  };
}

test('one conversation after another has the same socket, two at once have two', async () => {
  using agent = await peer('127.0.0.1');
  const sockets = createSockets();
  const ears = { hear: () => {}, tell: () => {} };
  const speak = () => {
    const wire = sockets.borrow('udp4', '127.0.0.1', ears);
    wire.send('hello', agent.port, '127.0.0.1');
    return wire;
  };
  const first = speak();
  await expect.poll(() => agent.heard.length).toBe(1);
  first.close();
  const second = speak();
  const third = speak();
  await expect.poll(() => agent.heard.length).toBe(3);
  second.close();
  third.close();
  expect(agent.heard[1]?.port).toBe(agent.heard[0]?.port);
  expect(agent.heard[2]?.port).not.toBe(agent.heard[0]?.port);
});

test('what another host says reaches the conversation but is no sign of the device, and what breaks there is not told of it', async () => {
  using agent = await peer('127.0.0.1');
  using other = await peer('127.0.0.2');
  let heard = 0;
  const told: unknown[] = [];
  const taken: string[] = [];
  const wire = createSockets().borrow('udp4', '127.0.0.1', { hear: () => heard++, tell: (error) => told.push(error) });
  wire.on('message', (message) => {
    taken.push(String(message));
    throw new RangeError('nobody can read this');
  });
  wire.send('hello', agent.port, '127.0.0.1');
  await expect.poll(() => agent.heard.length).toBe(1);
  const port = agent.heard[0]?.port ?? 0;
  other.say('late', port);
  await expect.poll(() => taken).toEqual(['late']);
  expect([heard, told]).toEqual([0, []]);
  agent.say('answer', port);
  await expect.poll(() => taken).toEqual(['late', 'answer']);
  expect([heard, told.map(String)]).toEqual([1, ['RangeError: nobody can read this']]);
  wire.close();
  agent.say('after', port);
  const next = createSockets().borrow('udp4', '127.0.0.1', { hear: () => heard++, tell: () => {} });
  next.send('again', agent.port, '127.0.0.1');
  await expect.poll(() => agent.heard.length).toBe(2);
  next.close();
  expect(taken).toEqual(['late', 'answer']);
});
