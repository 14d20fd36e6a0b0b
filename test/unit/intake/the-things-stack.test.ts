import { expect, test } from 'vitest';
import { intakeOf } from '../../support/intake-of.ts';
import { theThingsStackUp as up } from '../../support/lorawan-samples.ts';

const meter = {
  id: 'eau',
  name: 'Compteur d’eau',
  site: 'mairie-tartas',
  type: 'milesight-em300-di',
  address: 'lorawan:24e124136b320001',
  coefficients: { pulse: 1 },
};
const topic = (event: string) => `v3/mairies@tenant1/devices/compteur-eau-1/${event}`;

const readings = ['radio.rssi -35', 'water.volume 627'].map((reading) => `eau ${reading} @ 2026-02-12T15:15:45.730Z`);

test.each(['v3/mairies@tenant1/devices/compteur-eau-1/up', 'v3/mairies/devices/compteur-eau-1/up'])(
  'an uplink on %s is read at the time of its receipt by the network',
  async (on) => {
    expect(await intakeOf([meter]).hear(on, up)).toEqual({ reason: undefined, readings, unknown: [] });
  },
);

test('without the inner time the outer one counts, and without both the arrival', async () => {
  const timeOf = async (payload: string) =>
    (await intakeOf([meter]).hear(topic('up'), payload)).readings.map((reading) => reading.split(' @ ')[1]);
  expect(new Set(await timeOf(changed({ received_at: undefined })))).toEqual(new Set(['2026-02-12T15:15:45.935Z']));
  const { received_at: _, ...timeless } = JSON.parse(changed({ received_at: undefined }));
  expect(new Set(await timeOf(JSON.stringify(timeless)))).toEqual(new Set(['2026-03-01T12:00:00.000Z']));
});

test('a number written as a text is a number where the protocol writes it so', async () => {
  const said = await intakeOf([meter]).hear(topic('up'), changed({ f_port: '85', rx_metadata: [{ rssi: '-35' }] }));
  expect(said).toEqual({ reason: undefined, readings, unknown: [] });
});

test('an uplink that somebody simulated in the console is dropped', async () => {
  const nothing = { reason: undefined, readings: [], unknown: [] };
  const simulated = JSON.stringify({ ...JSON.parse(up), simulated: true });
  expect(await intakeOf([meter]).hear(topic('up'), simulated)).toEqual(nothing);
  expect(await intakeOf([]).hear(topic('up'), simulated)).toEqual(nothing);
  expect(await intakeOf([meter]).hear(topic('up'), changed({ simulated: true }))).toEqual(nothing);
});

test.each(['join', 'down/queued', 'down/sent', 'down/ack', 'down/nack', 'down/failed', 'service/data'])(
  '%s is a sign of life, no reading',
  async (event) => {
    const said = await intakeOf([meter]).hear(topic(event), '{"end_device_ids":{"dev_eui":"24E124136B320001"}}');
    expect(said).toEqual({ reason: undefined, readings: [], unknown: [] });
  },
);

test('a device that nobody declared waits under its DevEUI, one without a DevEUI is told of', async () => {
  expect(await intakeOf([]).hear(topic('up'), up)).toEqual({
    reason: undefined,
    readings: [],
    unknown: ['lorawan:24e124136b320001'],
  });
  expect((await intakeOf([]).hear(topic('up'), '{"uplink_message":{}}')).reason).toBe(
    'end_device_ids.dev_eui is no DevEUI of 16 hex digits: give the device one in The Things Stack',
  );
});

/** The reference's uplink with other values in `uplink_message`; undefined leaves a key out. */
function changed(change: Record<string, unknown>): string {
  const body = JSON.parse(up);
  return JSON.stringify({ ...body, uplink_message: { ...body.uplink_message, ...change } });
}
