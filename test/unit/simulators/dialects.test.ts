import { expect, test } from 'vitest';
import type { Device, MqttClient } from '../../../devices/territory.ts';
import type { Fault } from '../../../simulators/fault.ts';
import { createPlayer, type PlayedMessage } from '../../../simulators/player.ts';
import { intakeOf } from '../../support/intake-of.ts';
import { withDevice } from './village.ts';

const HOUR = 3_600_000;
const from = Date.UTC(2026, 2, 1, 6);
const end = from + 3 * HOUR;
const at = { from: from + HOUR, to: from + 2 * HOUR };
const theThings: MqttClient = { id: 'ttn', publish: ['v3/#'], subscribe: [] };

interface Way {
  readonly type: string;
  readonly address: string;
  readonly topic: RegExp;
  readonly client?: MqttClient;
}

const ways: readonly Way[] = [
  { type: 'climate', address: 'native:ailleurs/salon', topic: /^vigie\/v1\/ailleurs\/salon$/ },
  { type: 'climate', address: 'sparkplug:village/mairie/salon', topic: /^spBv1\.0\/village\/[ND](BIRTH|DATA)\/mairie/ },
  { type: 'zigbee-climate', address: 'zigbee2mqtt:mairie/salon', topic: /^zigbee2mqtt\/mairie\/salon$/ },
  { type: 'tasmota-climate', address: 'tasmota:salon', topic: /^tele\/salon\/(SENSOR|STATE)$/ },
  { type: 'shelly-climate', address: 'shelly:salon', topic: /^salon\/events\/rpc$/ },
  { type: 'milesight-am107', address: 'lorawan:24e124707c1a0001', topic: /^application\/.*\/24e124707c1a0001\// },
  { type: 'milesight-am107', address: 'lorawan:24e124707c1a0001', topic: /^v3\/.*\/up$/, client: theThings },
];

/** It does not tell when it measured. */
const homeAssistant: Way = {
  ...{ type: 'climate', address: 'homeassistant:salon' },
  topic: /^(homeassistant\/device\/salon\/config|salon\/state)$/,
};

test.each([...ways, homeAssistant])('a simulated $type at $address speaks on $topic', async (way) => {
  const { sent } = play(way, []);
  expect(sent.length).toBeGreaterThanOrEqual(18);
  expect(sent.filter(({ topic }) => !way.topic.test(topic))).toEqual([]);
  expect(new Set(sent.map(({ client }) => client))).toEqual(new Set([way.client?.id ?? 'mairie']));
});

test.each(ways)('what $address kept for an hour arrives as it was measured', async (way) => {
  const healthy = await heard(way, []);
  const late = await heard(way, [{ kind: 'late', device: 'salon', size: 0, ...at }]);
  expect(healthy.readings.length).toBeGreaterThan(36);
  expect(late.readings.sort()).toEqual(healthy.readings.sort());
  expect(late.refused).toEqual([]);
});

test.each(ways)('what $address says broken harms nothing that it says before and after', async (way) => {
  const healthy = await heard(way, []);
  const broken = await heard(way, [{ kind: 'malformed', device: 'salon', size: 1, ...at }]);
  const outside = (readings: string[]) =>
    readings
      .filter((reading) => {
        const time = Date.parse(reading.slice(-24));
        return time < at.from || (time >= at.to && time < end); // a time that could not be read is the arrival's
      })
      .sort();
  expect(broken.refused.length).toBeGreaterThan(0);
  expect(broken.refused.every((reason) => !reason.includes('\n'))).toBe(true);
  expect(outside(broken.readings)).toEqual(outside(healthy.readings));
});

test('of two players each node begins with its own birth', () => {
  const [sparkplug] = ways.filter(({ address }) => address.startsWith('sparkplug'));
  const firsts = [0, 1].map(() => play(sparkplug!, []).sent[0]?.topic);
  expect(firsts).toEqual(['spBv1.0/village/NBIRTH/mairie', 'spBv1.0/village/NBIRTH/mairie']);
});

/** Three hours of the device, every ten minutes. */
function play({ type, address, client }: Way, faults: Fault[]): { device: Device; sent: PlayedMessage[] } {
  const territory = withDevice({ id: 'salon', type, address }, client);
  const salon = territory.devices.get('salon')!;
  const alone = { ...territory, devices: new Map([['salon', salon]]) };
  const player = createPlayer({ territory: alone, from, everyMs: 600_000, seed: 3, faults });
  return { device: { ...salon, site: 'mairie-tartas' }, sent: [...player.until(end)] };
}

async function heard(way: Way, faults: Fault[]) {
  const { device, sent } = play(way, faults);
  const intake = intakeOf([device]);
  const readings: string[] = [];
  const refused: string[] = [];
  for (const { topic, payload } of sent) {
    const told = await intake.hear(topic, payload);
    readings.push(...told.readings.filter((reading) => !reading.includes('device.up')));
    if (told.reason !== undefined) refused.push(told.reason);
  }
  return { readings, refused };
}
