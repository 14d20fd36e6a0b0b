import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { expect } from 'vitest';

/** A small broker on a free port that remembers who came and what was said; it lets everyone in but the user `stranger`. */
export async function brokerInHand(port = 0) {
  const aedes = await Aedes.createBroker();
  const users = new Set<string>();
  const messages: { topic: string; payload: string; bytes: Uint8Array; qos: number }[] = [];
  aedes.authenticate = (_client, user, password, done) => {
    users.add(`${user} ${password?.toString()}`);
    done(null, user !== 'stranger');
  };
  aedes.on('publish', (packet, client) => {
    if (client === null) return;
    const bytes = new Uint8Array(Buffer.from(packet.payload));
    messages.push({ topic: packet.topic, payload: packet.payload.toString(), bytes, qos: packet.qos });
  });
  const server = createServer(aedes.handle);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // listening on a port gives an address of this kind
  const address = server.address() as AddressInfo;
  return {
    users,
    messages,
    port: address.port,
    url: `mqtt://127.0.0.1:${address.port}`,
    /** from now on nothing is acknowledged */
    mute(): void {
      aedes.authorizePublish = () => undefined;
    },
    /** says something to those who subscribed */
    say: (topic: string) =>
      aedes.publish({ cmd: 'publish', qos: 0, dup: false, retain: false, topic, payload: Buffer.from([]) }, () => {}),
    heard: (count: number) => expect.poll(() => messages.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count),
    async [Symbol.asyncDispose]() {
      // no longer listening first: a client that comes back meanwhile would hold the end up
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      await closed;
    },
  };
}
