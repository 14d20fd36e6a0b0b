import { expect, test } from 'vitest';
import { intakeOf } from '../../support/intake-of.ts';
import { chirpstackUp as up } from '../../support/lorawan-samples.ts';

const am107 = {
  id: 'cm2',
  name: 'Classe CM2',
  site: 'ecole-dax',
  type: 'milesight-am107',
  address: 'lorawan:24e124707c1a0001',
};
const topic = (event: string) => `application/17c82e96/device/24e124707c1a0001/event/${event}`;

const readings = [
  'cm2 radio.rssi -36',
  'cm2 air.temperature 30.8',
  'cm2 air.humidity 50.5',
  'cm2 air.co2 1255',
  'cm2 air.pressure 1004.7',
  'cm2 air.tvocPpb 7',
  'cm2 light.illuminance 28',
  'cm2 battery.level 92',
].map((reading) => `${reading} @ 2022-07-18T09:34:15.775Z`);

test('an uplink is read from its bytes, at the server’s time, and says nothing of who moved', async () => {
  expect(await intakeOf([am107]).hear(topic('up'), up)).toEqual({ reason: undefined, readings, unknown: [] });
});

test('of a frame that Vigie reads itself the server’s own codec changes nothing', async () => {
  const said = changed({ object: { temperature: 88, 'radio.rssi': 1, co2: '1255' } });
  expect(await intakeOf([am107]).hear(topic('up'), said)).toEqual({ reason: undefined, readings, unknown: [] });
});

test('the reception is that of the gateway that heard best', async () => {
  const said = await intakeOf([am107]).hear(
    topic('up'),
    changed({ rxInfo: [{ rssi: -101 }, { rssi: -57 }, { rssi: -87 }] }),
  );
  expect(said.readings[0]).toBe('cm2 radio.rssi -57 @ 2022-07-18T09:34:15.775Z');
  const unheard = await intakeOf([am107]).hear(topic('up'), changed({ rxInfo: [] }));
  expect(unheard.readings.filter((reading) => reading.includes('radio.rssi'))).toEqual([]);
});

test('a device whose server decodes is read from what it decoded, and nothing left out there becomes zero', async () => {
  const heat = { ...am107, id: 'chaleur', type: 'lorawan-heat-meter' };
  const intake = intakeOf([heat]);
  const said = await intake.hear(topic('up'), changed({ object: { energy_kwh: 1234.5, flow_temperature: 61.2 } }));
  expect(said).toEqual({
    reason: undefined,
    readings: ['radio.rssi -36', 'heat.energy 1234.5', 'heat.flowTemperature 61.2'].map(
      (reading) => `chaleur ${reading} @ 2022-07-18T09:34:15.775Z`,
    ),
    unknown: [],
  });
  expect((await intake.hear(topic('up'), up)).reason).toBe(
    'the network server decoded nothing: give it a codec for what a lorawan-heat-meter sends',
  );
  expect((await intake.hear(topic('up'), changed({ object: { energy: 3 } }))).reason).toBe(
    'nothing in it that a lorawan-heat-meter measures',
  );
});

test('a frame with a channel of another model keeps what it could read and tells of the rest', async () => {
  const data = Buffer.from('0367EE007F123404687C', 'hex').toString('base64');
  expect(await intakeOf([am107]).hear(topic('up'), changed({ data, rxInfo: [] }))).toEqual({
    reason: "port 85: channel 7F 12 is none of its type's: what stands behind it was not read",
    readings: ['cm2 air.temperature 23.8 @ 2022-07-18T09:34:15.775Z'],
    unknown: [],
  });
});

test.each([
  [{ data: 'not base64!' }, 'the frame is not base64'],
  [{ data: 7 }, 'the frame cannot be 7'],
  [{ data: Buffer.alloc(300).toString('base64') }, 'the frame is longer than 255 bytes'],
  [{ fPort: {} }, 'the port cannot be {…}'],
])('an uplink with %j is told of', async (change, reason) => {
  expect(await intakeOf([am107]).hear(topic('up'), changed(change))).toEqual({ reason, readings: [], unknown: [] });
});

test.each([{ data: undefined }, { fPort: undefined }, { fPort: 0 }])(
  'an uplink with %j carries nothing of the device: a sign of life with its reception',
  async (change) => {
    const { reason, readings } = await intakeOf([am107]).hear(topic('up'), changed(change));
    expect({ reason, readings }).toEqual({ reason: undefined, readings: readings.slice(0, 1) });
    expect(readings[0]).toContain('radio.rssi -36');
  },
);

test.each([
  [{ margin: 7, externalPowerSource: false, batteryLevelUnavailable: false, batteryLevel: 88.3 }, 88.3],
  [{ margin: 7 }, 0],
  [{ margin: 7, batteryLevelUnavailable: true }, undefined],
  [{ margin: 7, externalPowerSource: true }, undefined],
])('the status %j means a battery of %s', async (status, level) => {
  const said = await intakeOf([am107]).hear(
    topic('status'),
    JSON.stringify({ time: '2026-03-01T10:00:00+00:00', ...status }),
  );
  expect(said).toEqual({
    reason: undefined,
    readings: level === undefined ? [] : [`cm2 battery.level ${level} @ 2026-03-01T10:00:00.000Z`],
    unknown: [],
  });
});

test.each(['join', 'ack', 'txack', 'location', 'integration'])('%s is a sign of life, no reading', async (event) => {
  expect(await intakeOf([am107]).hear(topic(event), '{"time":"2026-03-01T10:00:00+00:00"}')).toEqual({
    reason: undefined,
    readings: [],
    unknown: [],
  });
});

test.each([
  ['INFO', undefined],
  ['WARNING', 'ChirpStack tells of a warning, UPLINK_F_CNT_RETRANSMISSION: Uplink was flagged as retransmission'],
  ['ERROR', 'ChirpStack tells of an error, UPLINK_F_CNT_RETRANSMISSION: Uplink was flagged as retransmission'],
])('what ChirpStack logs as %s a technician sees where it matters', async (level, reason) => {
  const payload = {
    level,
    code: 'UPLINK_F_CNT_RETRANSMISSION',
    description: 'Uplink was flagged as retransmission',
    context: { deduplication_id: '1' },
  };
  expect(await intakeOf([am107]).hear(topic('log'), JSON.stringify(payload))).toEqual({
    reason,
    readings: [],
    unknown: [],
  });
});

test('a device that nobody declared waits under its DevEUI in small letters', async () => {
  const said = await intakeOf([]).hear('application/1/device/24E124707C1A0001/event/up', up);
  expect(said).toEqual({ reason: undefined, readings: [], unknown: ['lorawan:24e124707c1a0001'] });
});

/** The reference's uplink with other values; undefined leaves a key out. */
function changed(change: Record<string, unknown>): string {
  return JSON.stringify({ ...JSON.parse(up), ...change });
}
