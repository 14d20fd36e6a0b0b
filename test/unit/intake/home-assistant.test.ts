import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intakeOf } from '../../support/intake-of.ts';

const noon = '2026-03-01T12:00:00.000Z';
/** The message that Zigbee2MQTT retains for one value of one sensor. */
const weather = {
  unit_of_measurement: '°C',
  device_class: 'temperature',
  state_class: 'measurement',
  value_template: '{{ value_json["temperature"] }}',
  state_topic: 'zigbee2mqtt/weather_sensor',
  unique_id: '0x0017880104e45522_temperature_zigbee2mqtt',
  object_id: 'weather_sensor_temperature',
  default_entity_id: 'sensor.weather_sensor_temperature',
  enabled_by_default: true,
  origin: { name: 'Zigbee2MQTT', sw: '2.6.0', url: 'https://www.zigbee2mqtt.io' },
  device: {
    identifiers: ['zigbee2mqtt_0x0017880104e45522'],
    name: 'weather_sensor',
    model: 'Temperature and humidity sensor',
    model_id: 'WSDCGQ11LM',
    manufacturer: 'Aqara',
    via_device: 'zigbee2mqtt_bridge_0x00124b00120144ae',
  },
  availability: [{ topic: 'zigbee2mqtt/bridge/state', value_template: '{{ value_json.state }}' }],
};
/** A whole device in short keys, as a node of one's own making announces itself. */
const node = {
  '~': 'tartas/salle-2',
  dev: { ids: 'node-2', name: 'Salle 2', mf: 'ESP', mdl: 'Capteur d’air', sa: 'Mairie de Tartas' },
  o: { name: 'esphome' },
  avty_t: '~/status',
  cmps: {
    t: { p: 'sensor', dev_cla: 'temperature', unit_of_meas: '°F', stat_t: '~/temperature' },
    c: {
      p: 'sensor',
      dev_cla: 'carbon_dioxide',
      unit_of_meas: 'ppm',
      stat_t: '~/air',
      val_tpl: "{{ value_json['gas'].co2 }}",
    },
    m: { p: 'binary_sensor', dev_cla: 'motion', stat_t: '~/motion' },
  },
};
const salle = {
  id: 'salle-2',
  name: 'Salle 2',
  site: 'mairie-tartas',
  type: 'air-quality',
  address: 'homeassistant:node-2',
};
const config = 'homeassistant/device/node-2/config';

test('a device is described before it speaks: name, maker, metrics and their units', async () => {
  const intake = intakeOf([]);
  const said = await intake.hear('homeassistant/sensor/0x0017880104e45522/temperature/config', JSON.stringify(weather));
  expect(said).toEqual({ reason: undefined, readings: [], unknown: [] });
  expect(intake.dialects.homeAssistant.describe('zigbee2mqtt/weather_sensor')).toEqual({
    identifier: 'zigbee2mqtt_0x0017880104e45522',
    name: 'weather_sensor',
    model: 'Temperature and humidity sensor',
    manufacturer: 'Aqara',
    area: undefined,
    metrics: [{ metric: 'air.temperature', unit: '°C' }],
    mistakes: [],
  });
});

test('a device of its own topics waits in the inbox from its announcement on', async () => {
  const said = await intakeOf([]).hear(config, JSON.stringify(node));
  expect(said).toEqual({ reason: undefined, readings: [], unknown: ['homeassistant:node-2'] });
});

test('values come on the topics that were announced, in our units; motion is nobody’s business', async () => {
  const intake = intakeOf([salle]);
  await intake.hear(config, JSON.stringify(node));
  expect((await intake.hear('tartas/salle-2/temperature', '70.7')).readings).toEqual([
    `salle-2 air.temperature 21.5 @ ${noon}`,
  ]);
  expect((await intake.hear('tartas/salle-2/air', '{"gas":{"co2":"612"}}')).readings).toEqual([
    `salle-2 air.co2 612 @ ${noon}`,
  ]);
  expect(await intake.hear('tartas/salle-2/motion', 'ON')).toEqual({ reason: undefined, readings: [], unknown: [] });
  expect(await intake.hear('tartas/salle-2/air', '{"gas":{}}')).toEqual({
    reason: undefined,
    readings: [],
    unknown: [],
  });
  expect(await intake.hear('tartas/salle-2/temperature', 'unavailable')).toMatchObject({
    readings: [],
    reason: undefined,
  });
  expect((await intake.hear('tartas/salle-2/temperature', 'warm')).reason).toBe('air.temperature cannot be "warm"');
});

test.each([
  ['{{ value_json.temperature }}', '{"temperature":20}', 20],
  ["{{ value_json['temperature'] }}", '{"temperature":20}', 20],
  ['{{value_json.a.b}}', '{"a":{"b":20}}', 20],
  ['{{ value }}', '20', 20],
])('the template %s is understood', async (value_template, payload, expected) => {
  const intake = intakeOf([salle]);
  const single = { ...weather, state_topic: 'x/y', value_template, device: { identifiers: ['node-2'] } };
  await intake.hear('homeassistant/sensor/x/config', JSON.stringify(single));
  expect((await intake.hear('x/y', payload)).readings).toEqual([`salle-2 air.temperature ${expected} @ ${noon}`]);
});

test.each([
  [
    { value_template: '{{ value_json.t | float * 2 }}' },
    'air.temperature stands behind a template that is not understood',
  ],
  [{ unit_of_measurement: undefined }, 'temperature comes without a unit'],
  [{ unit_of_measurement: 'kWh' }, 'temperature in kWh cannot become °C'],
  [
    { device_class: 'energy', unit_of_measurement: 'kWh' },
    'energy is no index: its state_class is not total_increasing',
  ],
])('what cannot be read for sure is told and never guessed: %o', async (change, reason) => {
  const intake = intakeOf([salle]);
  const single = { ...weather, state_topic: 'x/y', device: { identifiers: ['node-2'] }, ...change };
  expect((await intake.hear('homeassistant/sensor/x/config', JSON.stringify(single))).reason).toBe(reason);
  expect(intake.dialects.homeAssistant.describe('x/y')?.mistakes).toEqual([reason]);
  expect((await intake.hear('x/y', '{"temperature":20,"t":1}')).readings).toEqual([]);
});

test('an index of energy becomes kWh', async () => {
  const meter = {
    id: 'plug',
    name: 'Prise',
    site: 'mairie-tartas',
    type: 'electricity-meter',
    address: 'homeassistant:plug',
  };
  const intake = intakeOf([meter]);
  const single = {
    ...weather,
    ...{ device_class: 'energy', state_class: 'total_increasing', unit_of_measurement: 'Wh' },
    ...{ state_topic: 'x/y', device: { identifiers: ['plug'] } },
  };
  await intake.hear('homeassistant/sensor/x/config', JSON.stringify(single));
  expect((await intake.hear('x/y', '{"temperature":12345}')).readings).toEqual([
    `plug electricity.energy 12.345 @ ${noon}`,
  ]);
});

test('an empty message takes the announcement back', async () => {
  const intake = intakeOf([salle]);
  await intake.hear(config, JSON.stringify(node));
  await intake.hear(config, '');
  expect((await intake.hear('tartas/salle-2/temperature', '70')).reason).toMatch(/^no dialect reads this topic/);
  expect(intake.announced.map(({ payload }) => payload.length > 0)).toEqual([true, false]);
});

test('a device is spoken for by the client that announced it first', async () => {
  const intake = intakeOf([salle]);
  const own = { id: 'tartas', mayPublish: () => true, mayWrite: () => true };
  const other = { id: 'dax', mayPublish: () => true, mayWrite: () => false };
  await intake.hear(config, JSON.stringify(node), own);
  const stolen = JSON.stringify({ ...node, '~': 'dax/salle-2' });
  expect((await intake.hear('homeassistant/device/other/config', stolen, other)).reason).toBe(
    'device "node-2" is already announced by client "tartas"',
  );
  await intake.hear(config, '', other);
  expect((await intake.hear('tartas/salle-2/temperature', '70.7', own)).readings).toHaveLength(1);
});

test('who may not publish on a topic announces nothing there', async () => {
  const intake = intakeOf([]);
  const stranger = { id: 'dax', mayPublish: () => false, mayWrite: () => false };
  expect((await intake.hear(config, JSON.stringify(node), stranger)).reason).toMatch(/^client "dax" may not publish/);
  expect(intake.announced).toEqual([]);
  expect(intake.dialects.homeAssistant.describe('tartas/salle-2/temperature')).toBeUndefined();
});

test('what was announced before a restart is known after it', async () => {
  const before = intakeOf([salle]);
  await before.hear(config, JSON.stringify(node));
  const after = intakeOf([salle]);
  after.dialects.homeAssistant.recall(before.announced);
  expect((await after.hear('tartas/salle-2/temperature', '70.7')).readings).toHaveLength(1);
});

test('10,000 spoilt announcements are understood or told in a line, and never an exception', async () => {
  const intake = intakeOf([]);
  const good = JSON.stringify(node);
  const spoilt = fc.tuple(fc.nat(good.length), fc.nat(8), fc.string({ unit: 'binary', maxLength: 6 }));
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(spoilt, async ([from, length, put]) => {
      const said = await intake.hear(config, good.slice(0, from) + put + good.slice(from + length));
      expect(said.reason ?? '').not.toMatch(/\n/);
      seen++;
    }),
    { seed: 43, numRuns: 10_000 },
  );
  expect(seen).toBe(10_000);
});

test('discovery is retained by nature and is heard so; a retained value by bridge is old', async () => {
  const strange = await intakeOf([]).hearRetained(config, JSON.stringify(node));
  expect(strange.unknown).toEqual(['homeassistant:node-2']);
  const intake = intakeOf([salle]);
  await intake.hearRetained(config, JSON.stringify(node));
  expect((await intake.hearRetained('tartas/salle-2/temperature', '68')).readings).toEqual([]);
  expect((await intake.hear('tartas/salle-2/temperature', '68')).readings).toEqual([
    `salle-2 air.temperature 20 @ ${noon}`,
  ]);
});

test('a client that fills the room for announcements gives way to others, also for after a restart', async () => {
  const intake = intakeOf([]);
  const one = (id: string) =>
    JSON.stringify({ dev: { ids: id, name: id }, o: { name: 'x' }, cmps: { t: { p: 'sensor', stat_t: `own/${id}` } } });
  const loud = { id: 'loud', mayPublish: () => true, mayWrite: () => true };
  const quiet = { ...loud, id: 'quiet' };
  const announce = (id: string, sender: typeof loud) =>
    intake.hear(`homeassistant/device/${id}/config`, one(id), sender);
  let taken = 0;
  while ((await announce(`loud-${taken}`, loud)).reason === undefined) taken++;
  expect(taken).toBe(5_000);
  expect((await announce('quiet-1', quiet)).reason).toBeUndefined();
  const { describe } = intake.dialects.homeAssistant;
  expect(describe('own/quiet-1')?.name).toBe('quiet-1');
  expect([describe('own/loud-0'), describe('own/loud-1')?.name]).toEqual([undefined, 'loud-1']);
  const last = intake.announced.slice(-2).map(({ topic, payload }) => [topic, payload.length > 0]);
  expect(last).toEqual([
    ['homeassistant/device/loud-0/config', false],
    ['homeassistant/device/quiet-1/config', true],
  ]);
  expect((await announce('loud-5001', loud)).reason).toBe('more than 5000 discovery messages');
  // nor does it take over what another has announced
  const stolen = await intake.hear('homeassistant/device/quiet-1/config', one('other'), loud);
  expect(stolen.reason).toBe('this topic\'s device is already announced by client "quiet"');
});

test('a refused announcement that is offered again is told for what it is, and announces nothing', async () => {
  const intake = intakeOf([]);
  const wrong = {
    dev: { ids: 'w', name: 'W' },
    o: { name: 'x' },
    cmps: { t: { p: 'sensor', stat_t: 'own/w', dev_cla: 'temperature', unit_of_meas: 'bar' } },
  };
  const topic = 'homeassistant/device/w/config';
  const payload = JSON.stringify(wrong);
  const { reason } = await intake.hear(topic, payload);
  expect(reason).toContain('bar');
  expect(await intake.retry(topic, payload)).toBe(reason);
  expect(await intake.retry(topic, payload.replace('bar', '°C'))).toBe(
    'an announcement counts when its own client makes it: start the device anew, or its connection',
  );
  expect(intake.announced).toHaveLength(1);
  await intake.hear(topic, payload.replace('bar', '°C'));
  expect(await intake.retry(topic, payload.replace('bar', '°C'))).toBeUndefined();
});
