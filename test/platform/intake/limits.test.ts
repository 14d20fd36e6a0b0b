import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { generate } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { longestWait } from '../../support/longest-wait.ts';
import { startRoad } from '../../support/road.ts';

const good = JSON.stringify({ metrics: { 'air.co2': 500 } });

async function rawClient(port: number, id: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {}); // the broker is expected to cut it
  socket.write(
    generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      clientId: `raw-${id}`,
      keepalive: 60,
      username: id,
      password: Buffer.from(id),
    }),
  );
  await once(socket, 'data');
  return socket;
}

test('a packet of 60 MB is cut off by its length, before it is buffered, and others go on', async () => {
  await using road = await startRoad();
  const other = await road.client('dax');
  const socket = await rawClient(road.broker.port, 'tartas');
  const before = process.memoryUsage().arrayBuffers;
  const closed = once(socket, 'close');
  const header = Buffer.from([0x32, 0x80, 0x8e, 0xce, 0x1c]); // PUBLISH, QoS 1, 60,000,000 bytes to come
  socket.write(Buffer.concat([header, Buffer.alloc(1_000, 65)]));
  await closed;
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5e6);
  await other.publishAsync('vigie/v1/ecole-dax/dax-air', good, { qos: 1 });
  await road.intake.drained();
  expect(road.refused()).toMatchObject([
    { client: 'tartas', reason: 'connection closed: a packet of 60000000 bytes, at most 262144 are taken' },
  ]);
  await other.endAsync();
});

test('a packet just within the limit is taken', async () => {
  await using road = await startRoad();
  const client = await road.client('tartas');
  const padded = good.padEnd(262_144 - 2 - 'vigie/v1/mairie-tartas/tartas-air'.length - 2, ' ');
  await client.publishAsync('vigie/v1/mairie-tartas/tartas-air', padded, { qos: 1 });
  expect(road.readings()).toEqual(['tartas-air air.co2=500']);
  await client.endAsync();
});

test('a stranger may not even announce a large CONNECT', async () => {
  await using road = await startRoad();
  const socket = connect(road.broker.port, '127.0.0.1');
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  socket.write(Buffer.from([0x10, 0x80, 0x80, 0x04])); // CONNECT of 65,536 bytes
  await closed;
  await road.intake.drained();
  expect(road.refused().map(({ reason }) => reason)).toEqual([
    'connection closed: a packet of 65536 bytes, at most 16384 are taken',
  ]);
});

test('broken packets and wildcards in a topic close their own connection with one line of reason', async () => {
  const hostile: [string, Buffer][] = [
    ['wildcard', generate({ cmd: 'publish', topic: 'vigie/v1/x/x', payload: 'x', qos: 0, dup: false, retain: false })],
    ['garbage', Buffer.from([0xf0, 0x02, 0x00, 0x00])],
    ['bad length', Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0xff])],
  ];
  // the library writes no wildcard: put one in by hand
  const [, publish] = hostile[0] ?? ['', Buffer.alloc(0)];
  publish.write('#', publish.indexOf('x/x') + 2);
  await using road = await startRoad();
  const other = await road.client('dax');
  for (const [name, bytes] of hostile) {
    const socket = await rawClient(road.broker.port, 'tartas');
    const closed = once(socket, 'close');
    socket.write(bytes);
    await closed;
    await road.intake.drained();
    expect(road.refused()[0]?.reason, name).toMatch(/^connection closed: [^\n]+$/);
    await other.publishAsync('vigie/v1/ecole-dax/dax-air', good, { qos: 1 });
  }
  expect(road.refused().length).toBe(3);
  expect(road.readings().length).toBe(3);
  await other.endAsync();
});

test('a client above its rate is slowed down and loses nothing', async () => {
  await using road = await startRoad({ limits: { messagesPerSecond: 100 } });
  const client = await road.client('tartas');
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: 250 }, (_, i) =>
      client.publishAsync(
        'vigie/v1/mairie-tartas/tartas-air',
        JSON.stringify({ time: Date.now() + i, metrics: { 'air.co2': i } }),
        { qos: 1 },
      ),
    ),
  );
  expect(performance.now() - begun).toBeGreaterThan(900);
  expect(road.readings().length).toBe(250);
  await client.endAsync();
});

test('connections beyond the limit are turned away, those that are there stay', async () => {
  await using road = await startRoad({ limits: { connections: 2 } });
  const first = await road.client('tartas');
  const second = await road.client('dax');
  const third = connect(road.broker.port, '127.0.0.1');
  third.on('error', () => {});
  await once(third, 'close');
  expect(road.warnings).toEqual(['an MQTT connection was turned away: mqtt.limits.connections is reached']);
  await first.publishAsync('vigie/v1/mairie-tartas/tartas-air', good, { qos: 1 });
  await first.endAsync();
  await expect.poll(() => road.broker.connections()).toBe(1);
  const again = await road.client('tartas');
  await Promise.all([second.endAsync(), again.endAsync()]);
});

test('a subscriber that stops reading holds nobody up: publishers are acknowledged, other subscribers hear', async () => {
  await using road = await startRoad();
  const frozen = await rawClient(road.broker.port, 'tartas');
  frozen.write(
    generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'vigie/v1/mairie-tartas/#', qos: 0 }] }),
  );
  await once(frozen, 'data');
  frozen.pause();
  const [publisher, reader] = [await road.client('tartas'), await road.client('tartas')];
  let heard = 0;
  const silence = longestWait();
  reader.on('message', () => {
    heard++;
    silence.ends();
  });
  await reader.subscribeAsync('vigie/v1/mairie-tartas/+');
  const padded = good.padEnd(50_000, ' ');
  const count = 300; // 15 MB: more than the buffers of a connection take
  const wait = longestWait();
  for (let i = 0; i < count; i += 10) {
    const ten = Array.from({ length: 10 }, () =>
      publisher.publishAsync('vigie/v1/mairie-tartas/tartas-air', padded, { qos: 1 }).then(wait.ends),
    );
    await Promise.all(ten);
  }
  expect(wait.longest()).toBeLessThan(4_000);
  expect(road.readings().length).toBe(count);
  await expect.poll(() => heard).toBe(count);
  expect(silence.longest()).toBeLessThan(4_000);
  frozen.destroy();
  await Promise.all([publisher.endAsync(), reader.endAsync()]);
});

test('a client that begins messages of QoS 2 and ends none is cut off, with one line of reason', async () => {
  await using road = await startRoad();
  const socket = await rawClient(road.broker.port, 'tartas');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const begun = Array.from({ length: 1_000 }, (_, i) =>
    generate({
      cmd: 'publish',
      topic: 'vigie/v1/mairie-tartas/tartas-air',
      payload: good,
      qos: 2,
      messageId: i + 1,
      dup: false,
      retain: false,
    }),
  );
  socket.write(Buffer.concat(begun));
  await closed;
  await road.intake.drained();
  expect(road.refused().map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^connection closed: maxInflightInbound exceeded/),
  ]);
});
