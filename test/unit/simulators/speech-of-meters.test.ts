import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { shelly } from '../../../simulators/speech/shelly.ts';
import { tasmota } from '../../../simulators/speech/tasmota.ts';
import { zigbee2mqtt } from '../../../simulators/speech/zigbee2mqtt.ts';
import { intakeOf } from '../../support/intake-of.ts';

const time = Date.UTC(2026, 2, 1, 10);
const samples = [0, 1, 2].map((at) => ({
  time: time + at * 600_000 + 300,
  metrics: {
    'air.temperature': 19.5 + at,
    'air.humidity': 48,
    'electricity.energy': 9098.245 + at,
    'electricity.power': 1200 + at,
    'electricity.apparentPower': 1310,
  },
}));

/** One place with its meter in every dialect of plugs and meters: the type that it is there, and how it speaks. */
const ways = [
  { type: 'linky-tasmota', address: 'tasmota:salon', speak: tasmota },
  { type: 'linky-zlinky-historique', address: 'zigbee2mqtt:salon', speak: zigbee2mqtt },
  { type: 'linky-zlinky-standard', address: 'zigbee2mqtt:salon', speak: zigbee2mqtt },
  { type: 'linky-zlinky-three-phase', address: 'zigbee2mqtt:salon', speak: zigbee2mqtt },
  { type: 'shelly-climate', address: 'shelly:salon', speak: shelly },
  { type: 'shelly-em', address: 'shelly:salon', speak: shelly, instance: '{0}' },
  { type: 'shelly-plug', address: 'shelly:salon', speak: shelly },
  { type: 'shelly-pro-3em', address: 'shelly:salon', speak: shelly },
  { type: 'tasmota-climate', address: 'tasmota:salon', speak: tasmota },
  { type: 'tasmota-plug', address: 'tasmota:salon', speak: tasmota },
  { type: 'tasmota-three-phase', address: 'tasmota:salon', speak: tasmota },
  { type: 'zigbee-climate', address: 'zigbee2mqtt:salon', speak: zigbee2mqtt },
  { type: 'zigbee-plug', address: 'zigbee2mqtt:salon', speak: zigbee2mqtt },
];

test.each(ways)('what a simulated $type says is heard as it was measured', async (way) => {
  const { type, address, speak, instance = '' } = way;
  const device = { id: 'salon', name: 'Salon', site: 'mairie-tartas', type, address };
  const measured = catalogue.get(type)?.metrics ?? {};
  const own = samples.map((sample) => ({
    time: sample.time,
    metrics: Object.fromEntries(Object.entries(sample.metrics).filter(([metric]) => metric in measured)),
  }));
  const expected = own.flatMap((sample) =>
    Object.entries(sample.metrics).map(
      ([metric, value]) => `salon ${metric}${instance} ${value} @ ${new Date(sample.time).toISOString()}`,
    ),
  );
  const intake = intakeOf([device]);
  const heard: string[] = [];
  for (const { topic, payload } of speak({ ...device, device: device.id }, own)) {
    const { reason, readings } = await intake.hear(topic, payload);
    expect(reason).toBeUndefined();
    heard.push(...readings);
  }
  // a real one says more than was asked: the tariffs' own indexes, the subscription
  const asked = heard.filter((reading) =>
    Object.keys(samples[0]?.metrics ?? {}).some((metric) => reading.includes(metric)),
  );
  expect(expected.length).toBeGreaterThanOrEqual(6);
  expect(asked.sort()).toEqual(expected.sort());
});
