import { expect, test } from 'vitest';
import { startSimulation } from '../../../simulators/simulation.ts';
import { brokerInHand } from '../../support/broker-in-hand.ts';
import { territoryOf } from '../../unit/simulators/village.ts';

const territory = territoryOf(['mairie', 'ecole']);

test('every building speaks to a real broker through its own client, QoS 1, with its password', async () => {
  await using broker = await brokerInHand();
  await using simulation = startSimulation({
    ...{ territory, url: broker.url, seed: 1, everyMs: 300 },
    credentials: (site) => ({ username: site, password: `secret of ${site}` }),
  });
  await broker.heard(24);
  expect([...broker.users].sort()).toEqual(['ecole secret of ecole', 'mairie secret of mairie']);
  expect(new Set(broker.messages.map((m) => m.topic)).size).toBe(12);
  expect(broker.messages.every((m) => m.qos === 1)).toBe(true);
  expect(JSON.parse(broker.messages.find((m) => m.topic === 'vigie/v1/mairie/mairie-gas-meter')!.payload)).toEqual({
    time: expect.stringMatching(/^20\d\d-.*Z$/),
    metrics: {
      'gas.volume': expect.any(Number),
      'battery.level': expect.any(Number),
      'radio.rssi': expect.any(Number),
    },
  });
  expect(simulation.counts()).toMatchObject({ dropped: 0, clients: 2, connected: 2 });
});

test('what was measured while the broker was away arrives when it is back', async () => {
  const broker = await brokerInHand();
  const port = broker.port;
  await using simulation = startSimulation({ territory, url: broker.url, credentials: {}, seed: 1, everyMs: 300 });
  await broker.heard(12);
  await broker[Symbol.asyncDispose]();
  const left = Date.now();
  await expect.poll(() => simulation.counts().waiting).toBeGreaterThan(36);
  await using again = await brokerInHand(port);
  await again.heard(36);
  const first = Math.min(...again.messages.map((m) => Date.parse(JSON.parse(m.payload).time)));
  expect(first).toBeLessThan(left + 1000);
  expect(simulation.counts().dropped).toBe(0);
});

test('the simulation stops at once when its broker never comes', async () => {
  const reasons: string[] = [];
  const simulation = startSimulation({
    ...{ territory, url: 'mqtt://user:secret@127.0.0.1:9', credentials: {}, seed: 1, everyMs: 300 },
    onTrouble: (reason) => reasons.push(reason),
  });
  await expect.poll(() => reasons.length).toBeGreaterThan(0);
  await simulation[Symbol.asyncDispose]();
  expect(reasons.join()).toMatch(/mqtt:\/\/127\.0\.0\.1:9.*ECONNREFUSED/);
  expect(reasons.join()).not.toContain('secret');
});

test('the simulation stops by itself when its broker no longer acknowledges', async () => {
  await using broker = await brokerInHand();
  const simulation = startSimulation({ territory, url: broker.url, credentials: {}, seed: 1, everyMs: 300 });
  await broker.heard(12);
  broker.mute();
  await expect.poll(() => simulation.counts().waiting).toBeGreaterThan(24);
  const asked = performance.now();
  await simulation[Symbol.asyncDispose]();
  expect(performance.now() - asked).toBeLessThan(15_000);
});
