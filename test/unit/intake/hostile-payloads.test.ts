import protobuf from 'protobufjs/minimal.js';
import { expect, test } from 'vitest';
import { intakeOf } from '../../support/intake-of.ts';

/** Far more than reading any message may take here, far less than a cost that grows with the square of its length. */
const promptly = 2_000;

async function tookMs(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

test('a line whose number is a hundred thousand digits and a letter is refused at once', async () => {
  const intake = intakeOf([]);
  let reason: string | undefined;
  const took = await tookMs(async () => {
    ({ reason } = await intake.hear('api/v2/write/ns', `air co2=${'1'.repeat(100_000)}x`));
  });
  expect(reason).toBe('a field has no value that line protocol knows');
  expect(took).toBeLessThan(promptly);
});

test('an announcement whose template is sixty thousand spaces is refused at once', async () => {
  const intake = intakeOf([]);
  const announced = {
    device: { identifiers: 'a' },
    device_class: 'temperature',
    unit_of_measurement: '°C',
    state_topic: 'somewhere/else',
    value_template: `{{ a${' '.repeat(60_000)}b }`,
  };
  let reason: string | undefined;
  const took = await tookMs(async () => {
    ({ reason } = await intake.hear('homeassistant/sensor/a/config', JSON.stringify(announced)));
  });
  expect(reason).toBe('air.temperature stands behind a template that is not understood');
  expect(took).toBeLessThan(promptly);
});

test('a Sparkplug payload of eight thousand instances is read at once', async () => {
  const intake = intakeOf([]);
  const payload = protobuf.Writer.create();
  for (let at = 0; at < 8_000; at++) {
    const metric = protobuf.Writer.create().uint32(10).string(`disk.used{disk ${at}}`).uint32(80).uint32(1).finish();
    payload.uint32(18).bytes(metric);
  }
  const took = await tookMs(() => intake.hear('spBv1.0/g/NBIRTH/n', payload.finish()));
  expect(took).toBeLessThan(promptly);
});

test('a Shelly of eight thousand switches is read at once', async () => {
  const intake = intakeOf([]);
  const status = (one: object) =>
    JSON.stringify({
      method: 'NotifyStatus',
      params: Object.fromEntries(Array.from({ length: 8_000 }, (_, at) => [`switch:${at}`, one])),
    });
  await intake.hear('a/events/rpc', status({ ret_aenergy: 0 }));
  const took = await tookMs(() => intake.hear('a/events/rpc', status({})));
  expect(took).toBeLessThan(promptly);
});

test('four thousand announcements that share an availability topic are learnt at once', async () => {
  const intake = intakeOf([]);
  const took = await tookMs(async () => {
    for (let at = 0; at < 4_000; at++) {
      const announced = {
        device: { identifiers: `d${at}` },
        device_class: 'temperature',
        unit_of_measurement: '°C',
        state_topic: `room/${at}`,
        availability: [{ topic: 'bridge/state' }],
      };
      await intake.hear(`homeassistant/sensor/d${at}/config`, JSON.stringify(announced));
    }
  });
  expect(took).toBeLessThan(4 * promptly);
});

const unprintable = '{"toString":1,"valueOf":1}';
const deep = '['.repeat(100_000) + ']'.repeat(100_000);
const lorawan = 'application/1/device/0004a30b001c0530/event';
const places: readonly [where: string, topic: string, payload: (value: string) => string][] = [
  ['a value of Home Assistant', 'room/x', (value) => `{"temperature":${value}}`],
  ['an announcement', 'homeassistant/sensor/y/config', (value) => value],
  [
    'a unit',
    'homeassistant/sensor/y/config',
    (value) => `{"dev":{"ids":"y"},"dev_cla":"power","unit_of_meas":${value},"stat_t":"q"}`,
  ],
  ['a Shelly method', 'a/events/rpc', (value) => `{"method":${value}}`],
  ['a Shelly value', 'a/status/temperature:0', (value) => `{"tC":${value}}`],
  ['a state of Zigbee2MQTT', 'zigbee2mqtt/salon/availability', (value) => `{"state":${value}}`],
  ['a value of Zigbee2MQTT', 'zigbee2mqtt/salon', (value) => `{"temperature":${value},"last_seen":${value}}`],
  ['a unit of Tasmota', 'tele/t/SENSOR', (value) => `{"TempUnit":${value},"SI7021":{"Temperature":1}}`],
  ['a code of ChirpStack', `${lorawan}/log`, (value) => `{"level":"ERROR","code":${value}}`],
  ['a port of ChirpStack', `${lorawan}/up`, (value) => `{"fPort":${value},"data":${value}}`],
  [
    'a native value',
    'vigie/v1/mairie-tartas/tartas-air',
    (value) => `{"time":${value},"metrics":{"air.co2":${value}}}`,
  ],
];

test.each(places)(
  '%s that cannot be written out is a reason or passed over, never an exception',
  async (_where, topic, payload) => {
    const intake = intakeOf([
      { id: 'z', name: 'z', site: 'mairie-tartas', type: 'zigbee-climate', address: 'zigbee2mqtt:salon' },
      { id: 's', name: 's', site: 'mairie-tartas', type: 'shelly-climate', address: 'shelly:a' },
    ]);
    const announced = {
      device: { identifiers: 'x' },
      device_class: 'temperature',
      unit_of_measurement: '°C',
      state_topic: 'room/x',
      value_template: '{{ value_json.temperature }}',
    };
    await intake.hear('homeassistant/sensor/x/config', JSON.stringify(announced));
    for (const value of [unprintable, deep]) {
      const { reason, readings } = await intake.hear(topic, payload(value));
      expect(reason ?? readings.join()).not.toBe('');
    }
  },
);

test('components inside components are passed over, however deep', async () => {
  const inner = `${'{"a":{"cmps":'.repeat(4_000)}{}${'}}'.repeat(4_000)}`;
  const said = await intakeOf([]).hear('homeassistant/device/d/config', `{"dev":{"ids":"d"},"cmps":${inner}}`);
  expect(said.readings).toEqual([]);
});

test('an announcement that would not be whole after a restart is refused', async () => {
  const intake = intakeOf([]);
  const announced = { dev: { ids: 'd' }, stat_t: 'q', nothing: 'x'.repeat(65_536) };
  expect((await intake.hear('homeassistant/sensor/d/config', JSON.stringify(announced))).reason).toBe(
    'a discovery message of more than 64 kB',
  );
  expect(intake.announced).toEqual([]);
});

test('announcements fill 16 MB and no more', async () => {
  const intake = intakeOf([]);
  const reasons: (string | undefined)[] = [];
  for (let at = 0; at < 300; at++) {
    const announced = { dev: { ids: `d${at}` }, stat_t: `q/${at}`, nothing: 'x'.repeat(60_000) };
    reasons.push((await intake.hear(`homeassistant/sensor/d${at}/config`, JSON.stringify(announced))).reason);
  }
  expect(reasons.filter((reason) => reason === undefined).length).toBe(279);
  expect(reasons.at(-1)).toBe('discovery messages of more than 16 MB together');
});

test('a metric named __proto__ changes nothing but itself', async () => {
  const metric = protobuf.Writer.create().uint32(10).string('__proto__{polluted}').uint32(80).uint32(1).finish();
  const payload = protobuf.Writer.create().uint32(18).bytes(metric).finish();
  await intakeOf([]).hear('spBv1.0/g/NBIRTH/n', payload);
  expect(Reflect.has({}, 'polluted')).toBe(false);
});

test('a topic of more than 1,024 characters is refused at once, whatever it resembles', async () => {
  const intake = intakeOf([]);
  let reason: string | undefined;
  const took = await tookMs(async () => {
    ({ reason } = await intake.hear(`${'tele/'.repeat(13_000)}x`, '1'));
  });
  expect(reason).toBe('the topic is longer than 1024 characters');
  expect(took).toBeLessThan(promptly);
});
