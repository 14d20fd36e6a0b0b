import { expect, test } from 'vitest';
import { intakeOf } from '../../support/intake-of.ts';

const salon = {
  id: 'salon',
  name: 'Salon',
  site: 'mairie-tartas',
  type: 'zigbee-climate',
  address: 'zigbee2mqtt:etage/salon',
};

test('a climate sensor behind Zigbee2MQTT is read with its own time', async () => {
  const intake = intakeOf([salon]);
  const said = await intake.hear(
    'zigbee2mqtt/etage/salon',
    '{"temperature":21.3,"humidity":48,"battery":97,"linkquality":120,"last_seen":"2026-03-01T10:00:00Z"}',
  );
  expect(said).toEqual({
    reason: undefined,
    readings: ['salon air.temperature 21.3', 'salon air.humidity 48', 'salon battery.level 97'].map(
      (reading) => `${reading} @ 2026-03-01T10:00:00.000Z`,
    ),
    unknown: [],
  });
});

test('a device that nobody declared waits under the name it has there', async () => {
  const said = await intakeOf([]).hear('zigbee2mqtt/etage/salon', '{"temperature":21.3}');
  expect(said).toEqual({ reason: undefined, readings: [], unknown: ['zigbee2mqtt:etage/salon'] });
});
