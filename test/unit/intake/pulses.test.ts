import { expect, test } from 'vitest';
import type { Device } from '../../../devices/territory.ts';
import { intakeOf } from '../../support/intake-of.ts';

const device = { id: 'compteur', name: 'Compteur', site: 'mairie-tartas', address: 'lorawan:24e124136b320001' };
const topic = 'application/1/device/24e124136b320001/event/up';
const at = '2026-03-01T10:00:00.000Z';

test.each<[counts: string, as: Pick<Device, 'type' | 'coefficients'>, hex: string, reading: string]>([
  [
    'ten litres a pulse',
    { type: 'milesight-em300-di', coefficients: { pulse: 10 } },
    '05C810270000',
    'water.volume 100000',
  ],
  [
    'itself in litres',
    { type: 'milesight-em300-di', coefficients: { pulse: 1 } },
    '05E10A00640000C01C44',
    'water.volume 627',
  ],
  [
    'itself in m³',
    { type: 'milesight-em300-di', coefficients: { pulse: 1000 } },
    '05E10A00640000C01C44',
    'water.volume 627000',
  ],
  [
    'a hundredth of a m³ a pulse',
    { type: 'milesight-em300-di-gas', coefficients: { pulse: 0.01 } },
    '05C8DDC70000',
    'gas.volume 511.65',
  ],
])('a meter that counts %s', async (_, as, hex, reading) => {
  const said = await intakeOf([{ ...device, ...as }]).hear(topic, uplink({ hex }));
  expect(said).toEqual({ reason: undefined, readings: [`compteur ${reading} @ ${at}`], unknown: [] });
});

test('a gas counter whose server decodes counts in m³ too', async () => {
  const gazpar = { ...device, type: 'lorawan-gas-pulses', coefficients: { pulse: 0.01 } };
  const said = await intakeOf([gazpar]).hear(topic, uplink({ hex: '00', object: { pulse: 51_165 } }));
  expect(said.readings).toEqual([`compteur gas.volume 511.65 @ ${at}`]);
});

test('pulses of which nobody said what they are worth are told of, the rest is kept', async () => {
  const said = await intakeOf([{ ...device, type: 'milesight-em300-di' }]).hear(
    topic,
    uplink({ hex: '01755C05C810270000' }),
  );
  expect(said).toEqual({
    reason:
      "water.volume: say in the device's coefficients.pulse how many L one pulse is, or one unit that the device itself counts in",
    readings: [`compteur battery.level 92 @ ${at}`],
    unknown: [],
  });
});

test('a history fills in each of its own times; a contact’s history counts nothing', async () => {
  const history = (time: string, type: string, pulse: string) => `20CE${time}10015D${type}00${pulse}`;
  const hex = [
    '05C802010000',
    history('00A1A369', '02', '00010000'),
    history('58A3A369', '02', '01010000'),
    history('B0A5A369', '01', '00000000'),
  ].join('');
  const intake = intakeOf([{ ...device, type: 'milesight-em300-di', coefficients: { pulse: 1 } }]);
  const { reason, readings } = await intake.hear(topic, uplink({ hex }));
  expect(reason).toBeUndefined();
  expect(readings.filter((reading) => reading.includes('water.volume'))).toEqual([
    `compteur water.volume 258 @ ${at}`,
    'compteur water.volume 256 @ 2026-03-01T02:14:24.000Z',
    'compteur water.volume 257 @ 2026-03-01T02:24:24.000Z',
  ]);
  expect(readings.filter((reading) => reading.includes('air.temperature 27.2'))).toHaveLength(3);
  expect(readings).toContain('compteur input.level 0 @ 2026-03-01T02:34:24.000Z');
});

test.each([
  ['85E10A00640000C01C4403', 'input.alarm 0'],
  ['85E10A00640000C01C4404', 'input.alarm 1'],
  ['85000101', 'input.alarm 0'],
  ['85000000', 'input.alarm 1'],
])('the sensor’s own alarm in %s is the state %s', async (hex, state) => {
  const intake = intakeOf([{ ...device, type: 'milesight-em300-di', coefficients: { pulse: 1 } }]);
  const { reason, readings } = await intake.hear(topic, uplink({ hex }));
  expect(reason).toBeUndefined();
  expect(readings).toContain(`compteur ${state} @ ${at}`);
});

function uplink({ hex, object }: { hex: string; object?: Record<string, number> }): string {
  return JSON.stringify({ time: at, fPort: 85, data: Buffer.from(hex, 'hex').toString('base64'), object });
}
