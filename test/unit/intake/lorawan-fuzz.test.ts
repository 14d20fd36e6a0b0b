import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { createFrameReader } from '../../../devices/codecs/milesight.ts';
import type { Device } from '../../../devices/territory.ts';
import { intakeOf } from '../../support/intake-of.ts';
import { chirpstackUp, theThingsStackUp } from '../../support/lorawan-samples.ts';
import { mutatedBytes, mutatedJson } from '../../support/mutated.ts';

const runs = 10_000;
const oneLine = /^[^\p{C}]{1,400}$/u;

const frames = [
  '01755C03673401046865056A490006651C0079001400077DE704087D070009733F27',
  '0367EE0004687C05000106CB02077DA803087D2500096627090A7D07000B7D20000C7D3000',
  '01755C0367340104686520CE9E74466310015D020000010000',
  '21CE9E74466310015D0302000A00640000C01C4485E10A00640000C01C4403',
  '01756403671901046873057D670406736827',
  'FF0BFFFF166710A123456700110397A0860100',
].map((hex) => Buffer.from(hex, 'hex'));

const common = { site: 'mairie-tartas', name: 'Capteur' };
const devices: readonly Device[] = [
  { ...common, id: 'bytes', type: 'milesight-am107', address: 'lorawan:24e124707c1a0001' },
  {
    ...common,
    id: 'water',
    type: 'milesight-em300-di',
    address: 'lorawan:24e124136b320001',
    coefficients: { pulse: 1 },
  },
  { ...common, id: 'heat', type: 'lorawan-heat-meter', address: 'lorawan:24e124136b320002' },
];

const decoded = { energy_kwh: 1234.5, power_w: 800, flow_temperature: 61.2 };
const chirpstackHeat = JSON.stringify({ ...JSON.parse(chirpstackUp), object: decoded });
const status = '{"time":"2026-03-01T10:00:00Z","margin":7,"externalPowerSource":false,"batteryLevel":88.3}';
const log = '{"level":"ERROR","code":"UPLINK_CODEC","description":"codec failed","context":{}}';
const thingsHeat = JSON.stringify({
  ...JSON.parse(theThingsStackUp),
  end_device_ids: { dev_eui: '24E124136B320002' },
  uplink_message: { ...JSON.parse(theThingsStackUp).uplink_message, decoded_payload: decoded },
});

test('whatever bytes a frame holds, each Milesight model gives numbers or one line of reason', () => {
  const models = [...catalogue.values()].flatMap(({ source }) =>
    source.kind === 'mqtt' && source.payload === 'milesight' ? [createFrameReader(source.channels)] : [],
  );
  let seen = 0;
  let read = 0;
  let told = 0;
  fc.assert(
    fc.property(mutatedBytes(frames), (bytes) => {
      seen++;
      for (const readFrame of models) {
        const { now, history, reason } = readFrame(bytes);
        for (const values of [now, ...history.map((past) => past.values)]) read += Object.keys(values).length;
        if (reason === undefined) continue;
        told++;
        if (!oneLine.test(reason)) return false;
      }
      return true;
    }),
    { numRuns: runs, seed: 2026 },
  );
  expect(seen).toBe(runs);
  expect(read).toBeGreaterThan(runs);
  expect(told).toBeGreaterThan(runs);
});

test.each<[dialect: string, topics: [string, string][]]>([
  [
    'ChirpStack',
    [
      ['application/1/device/24e124707c1a0001/event/up', chirpstackUp],
      ['application/1/device/24e124136b320002/event/up', chirpstackHeat],
      ['application/1/device/24e124707c1a0001/event/status', status],
      ['application/1/device/24e124707c1a0001/event/log', log],
    ],
  ],
  [
    'The Things Stack',
    [
      ['v3/mairies@landes/devices/eau/up', theThingsStackUp],
      ['v3/mairies/devices/chaleur/up', thingsHeat],
      ['v3/mairies/devices/chaleur/join', '{"end_device_ids":{"dev_eui":"24E124136B320002"}}'],
    ],
  ],
])('whatever %s says, it is a reading, a sign of life or one line of reason', async (_, samples) => {
  const intake = intakeOf(devices);
  const said = fc.oneof(...samples.map(([topic, payload]) => fc.tuple(fc.constant(topic), mutatedJson([payload]))));
  const outcomes = { read: 0, told: 0, unknown: 0, nothing: 0 };
  await fc.assert(
    fc.asyncProperty(said, async ([topic, payload]) => {
      const { reason, readings, unknown } = await intake.hear(topic, payload);
      if (reason !== undefined && !oneLine.test(reason)) return false;
      const what = readings.length > 0 ? 'read' : reason !== undefined ? 'told' : unknown[0] ? 'unknown' : 'nothing';
      outcomes[what]++;
      return readings.every((reading) => / -?\d[\d.e+-]* @ /.test(reading));
    }),
    { numRuns: runs, seed: 2026 },
  );
  const { read, told, unknown, nothing } = outcomes;
  expect(read + told + unknown + nothing).toBe(runs);
  expect(Math.min(read, told)).toBeGreaterThan(runs / 10);
});
