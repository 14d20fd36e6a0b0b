import { expect, test } from 'vitest';
import { intakeOf } from '../../support/intake-of.ts';

const place = { site: 'mairie-tartas', type: 'zigbee-climate' };
const salon = { ...place, id: 'salon', name: 'Salon', address: 'zigbee2mqtt:etage/salon' };
const bridge = { ...place, id: 'pont', name: 'Pont', type: 'zigbee2mqtt-bridge', address: 'zigbee2mqtt:bridge' };
const topic = 'zigbee2mqtt/etage/salon';
const noon = '2026-03-01T12:00:00.000Z';

const sample = '{"temperature":21.3,"humidity":48,"battery":97,"linkquality":120,"last_seen":"2026-03-01T10:00:00Z"}';

test('a climate sensor behind Zigbee2MQTT is read with its own time', async () => {
  const intake = intakeOf([salon]);
  const said = await intake.hear(topic, sample);
  expect(said).toEqual({
    reason: undefined,
    readings: ['salon air.temperature 21.3', 'salon air.humidity 48', 'salon battery.level 97'].map(
      (reading) => `${reading} @ 2026-03-01T10:00:00.000Z`,
    ),
    unknown: [],
  });
});

test.each([
  ['ISO_8601', '"2026-03-01T10:00:00Z"', '2026-03-01T10:00:00.000Z'],
  ['ISO_8601_local', '"2026-03-01T11:00:00+01:00"', '2026-03-01T10:00:00.000Z'],
  ['epoch', '1772359200000', '2026-03-01T10:00:00.000Z'],
  ['disable', 'null', noon],
  ['ISO_8601_local of a version without offset', '"2026-03-01T11:00:00"', noon],
])('last_seen as %s', async (_, lastSeen, time) => {
  const { readings } = await intakeOf([salon]).hear(topic, `{"temperature":21.3,"last_seen":${lastSeen}}`);
  expect(readings).toEqual([`salon air.temperature 21.3 @ ${time}`]);
});

test('a device that nobody declared waits under the name it has there', async () => {
  const said = await intakeOf([]).hear(topic, '{"temperature":21.3}');
  expect(said).toEqual({ reason: undefined, readings: [], unknown: ['zigbee2mqtt:etage/salon'] });
});

test('a partial update leaves the rest untouched, and null is no value', async () => {
  const intake = intakeOf([salon]);
  expect((await intake.hear(topic, '{"humidity":50,"temperature":null}')).readings).toEqual([
    `salon air.humidity 50 @ ${noon}`,
  ]);
  expect(await intake.hear(topic, '{"linkquality":96}')).toEqual({ reason: undefined, readings: [], unknown: [] });
  expect((await intake.hear(topic, '{"action":"single"}')).reason).toBe('nothing in it that a zigbee-climate measures');
});

test.each([
  ['{"state":"online"}', 1],
  ['{"state":"offline"}', 0],
  ['offline', 0],
])('availability %s of a device and of the bridge', async (payload, value) => {
  const intake = intakeOf([salon, bridge]);
  expect((await intake.hear(`${topic}/availability`, payload)).readings).toEqual([
    `salon device.up ${value} @ ${noon}`,
  ]);
  expect((await intake.hear('zigbee2mqtt/bridge/state', payload)).readings).toEqual([
    `pont device.up ${value} @ ${noon}`,
  ]);
});

test('an availability of another word is told', async () => {
  const { reason } = await intakeOf([salon]).hear(`${topic}/availability`, '{"state":"asleep"}');
  expect(reason).toBe('"asleep" is neither online nor offline');
});

test('the bridge’s inventory, commands and messages taken back are passed over in silence', async () => {
  const intake = intakeOf([salon]);
  const silent = { reason: undefined, readings: [], unknown: [] };
  for (const quiet of ['zigbee2mqtt/bridge/devices', 'zigbee2mqtt/bridge/log', `${topic}/set`, `${topic}/get/state`]) {
    expect(await intake.hear(quiet, '{"temperature":21.3}'), quiet).toEqual(silent);
  }
  expect(await intake.hear(topic, '')).toEqual(silent);
});

test('a command of a client that may not publish there is refused', async () => {
  const nobody = { id: 'autre', mayPublish: () => false, mayWrite: () => false };
  const { reason } = await intakeOf([salon]).hear(`${topic}/set`, '{"state":"ON"}', nobody);
  expect(reason).toBe(`client "autre" may not publish on ${topic}/set`);
});

test('a retained value is old and says nothing, unless it brings its own time; a retained availability is true now', async () => {
  const intake = intakeOf([salon]);
  const untimed = '{"temperature":21.3,"linkquality":120}';
  expect(await intake.hearRetained(topic, untimed)).toEqual({ reason: undefined, readings: [], unknown: [] });
  expect((await intake.hearRetained(topic, sample)).readings.length).toBe(3);
  expect((await intake.hearRetained(`${topic}/availability`, '{"state":"offline"}')).readings).toEqual([
    `salon device.up 0 @ ${noon}`,
  ]);
  const strange = 'zigbee2mqtt/grenier';
  expect((await intake.hearRetained(strange, untimed)).unknown).toEqual([]);
  expect((await intake.hear(strange, untimed)).unknown).toEqual(['zigbee2mqtt:grenier']);
  expect((await intake.hear(topic, untimed)).readings).toEqual([`salon air.temperature 21.3 @ ${noon}`]);
});
