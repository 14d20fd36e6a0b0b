import { expect, test } from 'vitest';
import type { Device } from '../../../devices/territory.ts';
import { chirpstack } from '../../../simulators/speech/chirpstack.ts';
import { lineProtocol } from '../../../simulators/speech/line-protocol.ts';
import { createSparkplugSpeech } from '../../../simulators/speech/sparkplug.ts';
import type { Speak } from '../../../simulators/speech/speech.ts';
import { theThingsStack } from '../../../simulators/speech/the-things-stack.ts';
import { zigbee2mqtt } from '../../../simulators/speech/zigbee2mqtt.ts';
import { intakeOf } from '../../support/intake-of.ts';

const time = Date.UTC(2026, 2, 1, 10);

/** Kinds of sensors in every dialect that can carry them: the type that it is there, and how it speaks. */
const climate = [0, 1, 2].map((at) => ({ 'air.temperature': 19.5 - 10 * at, 'air.humidity': 48.5 }));
const air = [0, 1, 2].map((at) => ({ 'air.co2': 400 + at, 'air.pressure': 1013.2, 'battery.level': 92 - at }));
const water = [0, 1, 2].map((at) => ({ 'water.volume': 620 + at }));

interface Way {
  readonly type: string;
  readonly address: string;
  readonly by: string;
  readonly speak: Speak;
  readonly measured: readonly Readonly<Record<string, number>>[];
  readonly coefficients?: Device['coefficients'];
}

const ways: readonly Way[] = [
  {
    type: 'climate',
    address: 'sparkplug:tartas/passerelle/salon',
    by: 'Sparkplug B',
    speak: createSparkplugSpeech().speak,
    measured: climate,
  },
  {
    type: 'climate',
    address: 'native:mairie-tartas/salon',
    by: 'line protocol',
    speak: lineProtocol,
    measured: climate,
  },
  { type: 'zigbee-climate', address: 'zigbee2mqtt:salon', by: 'Zigbee2MQTT', speak: zigbee2mqtt, measured: climate },
  ...[
    { by: 'ChirpStack', speak: chirpstack },
    { by: 'The Things Stack', speak: theThingsStack },
  ].flatMap((through): Way[] =>
    [
      { type: 'milesight-em300-th', measured: climate },
      { type: 'milesight-em500-co2', measured: air },
      { type: 'milesight-am107', measured: air },
      { type: 'milesight-em300-di', measured: water, coefficients: { pulse: 1 } },
      { type: 'lorawan-water-pulses', measured: water, coefficients: { pulse: 1 } },
    ].map((way) => ({ address: 'lorawan:24e124707c1a0001', ...through, ...way })),
  ),
];

test.each(ways)('what a simulated $type says through $by is heard as it was measured', async (way) => {
  const { type, address, speak, measured, coefficients } = way;
  const device = { id: 'salon', name: 'Salon', site: 'mairie-tartas', type, address };
  const samples = measured.map((metrics, at) => ({ time: time + at * 600_000, metrics }));
  const intake = intakeOf([{ ...device, ...(coefficients !== undefined && { coefficients }) }]);
  const heard: string[] = [];
  for (const { topic, payload } of speak({ ...device, device: device.id }, samples)) {
    const { reason, readings } = await intake.hear(topic, payload);
    expect(reason).toBeUndefined();
    heard.push(...readings.filter((reading) => !reading.includes(' radio.rssi ')));
  }
  const expected = samples.flatMap((sample) =>
    Object.entries(sample.metrics).map(
      ([metric, value]) => `salon ${metric} ${value} @ ${new Date(sample.time).toISOString()}`,
    ),
  );
  expect(heard.sort()).toEqual(expected.sort());
});
