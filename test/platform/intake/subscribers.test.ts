import { once } from 'node:events';
import { connect } from 'node:net';
import { generate } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { longestWait } from '../../support/longest-wait.ts';
import { startRoad } from '../../support/road.ts';

const topic = 'vigie/v1/mairie-tartas/tartas-air';
const large = (value: number) =>
  JSON.stringify({ time: Date.now() - 1_000 + value, metrics: { 'air.co2': value } }).padEnd(20_000, ' ');

/** A subscriber that takes nothing off its socket once it has subscribed. */
async function deafSubscriber(port: number, qos: 0 | 1) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {}); // it may be cut off
  const known = { username: 'tartas', password: Buffer.from('tartas'), clientId: 'deaf', keepalive: 0, clean: true };
  socket.write(generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, ...known }));
  await once(socket, 'data');
  socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos }] }));
  await once(socket, 'data');
  socket.pause();
  return socket;
}

test.each([0, 1] as const)(
  'a subscriber of QoS %i that reads nothing holds up no publisher; beyond a bound it is left out',
  async (qos) => {
    await using road = await startRoad();
    const deaf = await deafSubscriber(road.broker.port, qos);
    const publisher = await road.client('tartas');
    await publisher.publishAsync(topic, large(0), { qos: 1 });
    const wait = longestWait();
    for (let hundred = 0; hundred < 20; hundred++) {
      await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          publisher.publishAsync(topic, large(100 * hundred + i + 1), { qos: 1 }).then(wait.ends),
        ),
      );
    }
    expect(wait.longest()).toBeLessThan(4_000);
    expect(road.readings().length).toBe(2_001);
    expect(road.warnings).toContain('subscribers read too slowly: messages are left out for them, none for the intake');
    deaf.destroy();
    await publisher.endAsync();
  },
);

test('nothing is kept for a subscriber that is away: a session ends with its connection, and the client is told', async () => {
  await using road = await startRoad();
  const session = { clientId: 'once-here', clean: false };
  const first = await road.client('tartas', session);
  await first.subscribeAsync(topic, { qos: 1 });
  await first.endAsync();
  const publisher = await road.client('tartas');
  await publisher.publishAsync(topic, large(1), { qos: 1 });
  const heard: number[] = [];
  const again = await road.client('tartas', { ...session });
  again.on('message', (_, payload) => heard.push(JSON.parse(String(payload)).metrics['air.co2']));
  await again.subscribeAsync(topic, { qos: 1 });
  await publisher.publishAsync(topic, large(2), { qos: 1 });
  await expect.poll(() => heard).toEqual([2]);
  await Promise.all([again.endAsync(), publisher.endAsync()]);
});
