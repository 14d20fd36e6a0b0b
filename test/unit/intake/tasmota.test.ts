import { expect, test } from 'vitest';
import { intakeOf } from '../../support/intake-of.ts';

const place = { site: 'mairie-tartas', name: 'Prise', id: 'prise' };
const device = (type: string, address = 'tasmota:prise') => ({ ...place, type, address });
const noon = '2026-03-01T12:00:00.000Z';

/** The project's own documentation gives this one. */
const sample = `{ "Time": "2018-02-15T17:37:10", "ENERGY": { "TotalStartTime": "2018-02-01T09:00:00", "Total": 6.294, "Yesterday": 5.340, "Today": 0.954, "Period": 217,
  "Power": 2635, "ApparentPower": 2650, "ReactivePower": 282, "Factor": 0.99, "Voltage": 227, "Current": 11.661 }, "TempUnit": "C" }`;

/** What a device of this type makes of a payload, without its name and time. */
async function read(type: string, payload: string, kind = 'SENSOR') {
  const { reason, readings } = await intakeOf([device(type)]).hear(`tele/prise/${kind}`, payload);
  return { reason, readings: readings.map((reading) => reading.replace(/^prise (.*) @ .*$/, '$1')) };
}

test('a plug’s total is in kWh, and a time without a zone is not its time', async () => {
  const { reason, readings } = await intakeOf([device('tasmota-plug')]).hear('tele/prise/SENSOR', sample);
  expect(reason).toBeUndefined();
  expect(readings).toEqual(
    [
      'electricity.energy 6.294',
      'electricity.power 2635',
      'electricity.apparentPower 2650',
      'electricity.voltage 227',
      'electricity.current 11.661',
    ].map((reading) => `prise ${reading} @ ${noon}`),
  );
});

test.each([
  ['with an offset', '"Time":"2026-03-01T11:00:00+01:00"', '2026-03-01T10:00:00.000Z'],
  ['Time 2', '"Time":"2026-03-01T11:00:00","Epoch":1772359200', '2026-03-01T10:00:00.000Z'],
  ['Time 3', '"Time":1772359200', '2026-03-01T10:00:00.000Z'],
  ['Time 4', '"Time":1772359200250', '2026-03-01T10:00:00.250Z'],
  ['without a zone', '"Time":"2026-03-01T11:00:00"', noon],
  ['of old firmware', '"Time":"2026.03.01 11:00:00"', noon],
  ['missing', '"Uptime":1', noon],
])('its time %s', async (_, time, expected) => {
  const { readings } = await intakeOf([device('tasmota-plug')]).hear(
    'tele/prise/SENSOR',
    `{${time},"ENERGY":{"Total":1}}`,
  );
  expect(readings).toEqual([`prise electricity.energy 1 @ ${expected}`]);
});

test.each([
  ['tele/prise/SENSOR', 'tasmota:prise'],
  ['home/prise/tele/SENSOR', 'tasmota:home/prise'],
  ['mairie/tele/etage/prise/SENSOR', 'tasmota:mairie/etage/prise'],
])('the level tele may stand anywhere: %s', async (topic, address) => {
  const { readings } = await intakeOf([device('tasmota-plug', address)]).hear(topic, sample);
  expect(readings.length).toBe(5);
});

test('a poly-phase meter: the sum of all phases or nothing, a voltage and a current of each, an index of each tariff', async () => {
  const energy = {
    Total: 12.5,
    TotalTariff: [4.5, 8],
    Power: [100, 200.5, 0],
    Voltage: [229, 230, 231],
    Current: [1, 2, 0],
  };
  expect(await read('tasmota-three-phase', JSON.stringify({ Time: 'x', ENERGY: energy }))).toEqual({
    reason: undefined,
    readings: [
      'electricity.energy 12.5',
      'electricity.index{1} 4.5',
      'electricity.index{2} 8',
      'electricity.power 300.5',
      'electricity.voltage{L1} 229',
      'electricity.voltage{L2} 230',
      'electricity.voltage{L3} 231',
      'electricity.current{L1} 1',
      'electricity.current{L2} 2',
      'electricity.current{L3} 0',
    ],
  });
  expect(await read('tasmota-three-phase', '{"Time":"x","ENERGY":{"Total":1,"Power":[100,null,300]}}')).toEqual({
    reason: 'electricity.power cannot be […]',
    readings: ['electricity.energy 1'],
  });
});

test('°F and mmHg become °C and hPa by the message’s own units; a value whose unit is not told is left out with the reason', async () => {
  const climate = (units: string) =>
    read('tasmota-climate', `{"Time":"x","BME280":{"Temperature":68,"Humidity":48,"Pressure":760}${units}}`);
  expect(await climate(',"PressureUnit":"mmHg","TempUnit":"F"')).toEqual({
    reason: undefined,
    readings: ['air.temperature 20', 'air.humidity 48', 'air.pressure 1013.25024'],
  });
  expect((await climate(',"PressureUnit":"hPa","TempUnit":"C"')).readings).toEqual([
    'air.temperature 68',
    'air.humidity 48',
    'air.pressure 760',
  ]);
  expect(await climate(',"PressureUnit":"hPa"')).toEqual({
    reason: 'the unit of BME280.Temperature is not told: TempUnit is missing',
    readings: ['air.humidity 48', 'air.pressure 760'],
  });
  expect((await climate(',"PressureUnit":"hPa","TempUnit":"K"')).reason).toBe(
    'the unit of BME280.Temperature is not told: TempUnit is "K"',
  );
});

test('the reception is the signal in dBm, not the percent beside it', async () => {
  const state = '{"Time":"x","Uptime":"1T00:00:00","Wifi":{"AP":1,"SSId":"mairie","RSSI":80,"Signal":-60}}';
  expect(await read('tasmota-plug', state, 'STATE')).toEqual({ reason: undefined, readings: ['radio.rssi -60'] });
});

test('the last will says whether it is up, kept by a broker too', async () => {
  const intake = intakeOf([device('tasmota-plug')]);
  expect((await intake.hear('tele/prise/LWT', 'Online')).readings).toEqual([`prise device.up 1 @ ${noon}`]);
  expect((await intake.hearRetained('tele/prise/LWT', 'Offline')).readings).toEqual([`prise device.up 0 @ ${noon}`]);
  expect((await intake.hear('tele/prise/LWT', 'Asleep')).reason).toBe('"Asleep" is neither Online nor Offline');
});

test('answers to commands and what else Tasmota tells are passed over in silence', async () => {
  const intake = intakeOf([device('tasmota-plug')]);
  for (const topic of ['stat/prise/RESULT', 'stat/prise/STATUS8', 'tele/prise/INFO1', 'tele/prise/UPTIME']) {
    expect(await intake.hear(topic, sample), topic).toEqual({ reason: undefined, readings: [], unknown: [] });
  }
});

test('a whole message in which the type finds nothing is told: the type is the wrong one', async () => {
  expect((await read('tasmota-climate', sample)).reason).toBe('nothing in it that a tasmota-climate measures');
});
