import { expect, test } from 'vitest';
import { startSimulation } from '../../../simulators/simulation.ts';
import { brokerInHand } from '../../support/broker-in-hand.ts';
import { territoryOf, withDevice } from '../../unit/simulators/village.ts';

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

test('a client speaks for the devices that name it, and a Sparkplug node that is asked says its births again', async () => {
  await using broker = await brokerInHand();
  const gateway = { id: 'gtb', publish: ['spBv1.0/village/#'], subscribe: ['spBv1.0/village/NCMD/mairie'] };
  const devices = withDevice({ id: 'salon', type: 'climate', address: 'sparkplug:village/mairie/salon' }, gateway);
  const alone = { ...devices, devices: new Map([...devices.devices].filter(([id]) => id === 'salon')) };
  await using simulation = startSimulation({
    ...{ territory: alone, url: broker.url, seed: 1, everyMs: 300 },
    credentials: (client) => ({ username: client, password: `secret of ${client}` }),
  });
  const kinds = () => broker.messages.map(({ topic }) => topic.split('/')[2]);
  await broker.heard(4);
  expect(kinds().slice(0, 4)).toEqual(['NBIRTH', 'DBIRTH', 'DDATA', 'DDATA']);
  expect([...broker.users]).toEqual(['gtb secret of gtb']);
  broker.say('spBv1.0/village/NCMD/mairie');
  await expect.poll(() => kinds().filter((kind) => kind !== 'DDATA')).toEqual(['NBIRTH', 'DBIRTH', 'NBIRTH', 'DBIRTH']);
  expect(simulation.counts()).toMatchObject({ dropped: 0, clients: 1, connected: 1 });
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
