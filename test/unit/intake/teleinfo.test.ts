import { expect, test } from 'vitest';
import { intakeOf } from '../../support/intake-of.ts';

const linky = { id: 'linky', name: 'Linky', site: 'mairie-tartas', type: 'linky-tasmota', address: 'tasmota:linky' };

/** What the Linky makes of a payload, without its name and time. */
async function read(payload: string) {
  const { reason, readings } = await intakeOf([linky]).hear('tele/linky/SENSOR', payload);
  return { reason, readings: readings.map((reading) => reading.replace(/^linky (.*) @ .*$/, '$1')) };
}

const sample = `{ "Time": "2021-10-26T17:28:45", "ENERGY": { "Total": 9098.245, "Yesterday": 6822.685, "Today": 2275.560, "Period": 9, "Power": 170, "Current": 1.000, "Load": 6 },
  "TIC": { "ADCO": "021528603314", "OPTARIF": "HC..", "ISOUSC": 15, "HCHC": 920750, "HCHP": 2275560, "PTEC": "HP..", "IINST": 1, "IMAX": 2, "PAPP": 170, "HHPHC": "A", "MOTDETAT": 0 } }`;

test('a Linky’s consumption is the sum of its indexes, Wh made kWh; what ENERGY says is not used', async () => {
  expect(await read(sample)).toEqual({
    reason: undefined,
    readings: [
      'electricity.energy 3196.31',
      'electricity.index{HCHC} 920.75',
      'electricity.index{HCHP} 2275.56',
      'electricity.apparentPower 170',
      'electricity.current{L1} 1',
      'electricity.subscribedCurrent 15',
    ],
  });
});

test('a raw message without a time, with what has changed only, updates that alone', async () => {
  expect(await read('{"TIC":{"PAPP":160}}')).toEqual({
    reason: undefined,
    readings: ['electricity.apparentPower 160'],
  });
  expect(await read('{"TIC":{"HCHP":2275561}}')).toEqual({
    reason: undefined,
    readings: ['electricity.index{HCHP} 2275.561'],
  });
  expect(await read('{"TIC":{"PTEC":"HC.."}}')).toEqual({ reason: undefined, readings: [] });
});

test.each([
  ['BASE', { BASE: 1_234_567 }, 1234.567],
  ['EJP', { EJPHN: 1000, EJPHPM: 2000 }, 3],
  ['Tempo', { BBRHCJB: 1000, BBRHPJB: 2000, BBRHCJW: 3000, BBRHPJW: 4000, BBRHCJR: 5000, BBRHPJR: 6000 }, 21],
  ['standard mode', { EAST: 5_000_000, EASF01: 3_000_000, EASF02: 2_000_000 }, 5000],
])('the consumption on %s', async (_, indexes, energy) => {
  expect((await read(JSON.stringify({ TIC: indexes }))).readings).toContain(`electricity.energy ${energy}`);
});

test('five of Tempo’s six indexes make no consumption', async () => {
  const five = { BBRHCJB: 1000, BBRHPJB: 2000, BBRHCJW: 3000, BBRHPJW: 4000, BBRHCJR: 5000 };
  const { readings } = await read(JSON.stringify({ TIC: five }));
  expect(readings.length).toBe(5);
  expect(readings.filter((reading) => reading.startsWith('electricity.energy'))).toEqual([]);
});

test('standard mode in three phases, with what was returned and the subscription in kVA', async () => {
  const tic = { EAST: 5000, EAIT: 700, IRMS1: 1, IRMS2: 2, IRMS3: 3, URMS1: 230, PREF: 6, SINSTS: 1400 };
  expect((await read(JSON.stringify({ TIC: tic }))).readings).toEqual([
    'electricity.energy 5',
    'electricity.returnedEnergy 0.7',
    'electricity.apparentPower 1400',
    'electricity.current{L1} 1',
    'electricity.current{L2} 2',
    'electricity.current{L3} 3',
    'electricity.voltage{L1} 230',
    'electricity.subscribedPower 6',
  ]);
});
