import { expect, test } from 'vitest';
import { createSparkplugSpeech } from '../../../simulators/speech/sparkplug.ts';
import { zigbee2mqtt } from '../../../simulators/speech/zigbee2mqtt.ts';
import { intakeOf } from '../../support/intake-of.ts';

const time = Date.UTC(2026, 2, 1, 10);
const samples = [0, 1, 2].map((at) => ({
  time: time + at * 600_000,
  metrics: { 'air.temperature': 19.5 + at, 'air.humidity': 48 },
}));
const expected = samples.flatMap((sample) =>
  Object.entries(sample.metrics).map(
    ([metric, value]) => `salon ${metric} ${value} @ ${new Date(sample.time).toISOString()}`,
  ),
);

/** One kind of sensor in every dialect that can carry it: the type that it is there, and how it speaks. */
const ways = [
  { type: 'climate', address: 'sparkplug:tartas/passerelle/salon', speak: createSparkplugSpeech() },
  { type: 'zigbee-climate', address: 'zigbee2mqtt:salon', speak: zigbee2mqtt },
];

test.each(ways)('what a simulated $type says is heard as it was measured', async ({ type, address, speak }) => {
  const device = { id: 'salon', name: 'Salon', site: 'mairie-tartas', type, address };
  const intake = intakeOf([device]);
  const heard: string[] = [];
  for (const { topic, payload } of speak({ ...device, device: device.id }, samples)) {
    const { reason, readings } = await intake.hear(topic, payload);
    expect(reason).toBeUndefined();
    heard.push(...readings);
  }
  expect(heard.sort()).toEqual([...expected].sort());
});
