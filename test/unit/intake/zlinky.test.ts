import { expect, test } from 'vitest';
import { intakeOf } from '../../support/intake-of.ts';

/** What a Linky of this type makes of these keys, without the time. */
async function read(type: string, keys: Record<string, unknown>) {
  const linky = { id: 'linky', name: 'Linky', site: 'mairie-tartas', type, address: 'zigbee2mqtt:linky' };
  const { reason, readings } = await intakeOf([linky]).hear('zigbee2mqtt/linky', JSON.stringify(keys));
  expect(reason).toBeUndefined();
  return readings.map((reading) => reading.replace(/^linky (.*) @ .*$/, '$1'));
}

const tiers = Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`current_tier${n}_summ_delivered`, n * 100]));

test.each([
  ['BASE', { current_summ_delivered: 9098 }, ['electricity.energy 9098']],
  [
    'HC..',
    { ...tiers, current_summ_delivered: 0 },
    ['electricity.energy 300', 'electricity.index{HCHC} 100', 'electricity.index{HCHP} 200'],
  ],
  ['EJP.', tiers, ['electricity.energy 300', 'electricity.index{EJPHN} 100', 'electricity.index{EJPHPM} 200']],
  [
    'BBRx',
    { ...tiers, current_summ_delivered: 300 },
    [
      'electricity.energy 2100',
      'electricity.index{BBRHCJB} 100',
      'electricity.index{BBRHPJB} 200',
      'electricity.index{BBRHCJW} 300',
      'electricity.index{BBRHPJW} 400',
      'electricity.index{BBRHCJR} 500',
      'electricity.index{BBRHPJR} 600',
    ],
  ],
])('historique mode on the tariff %s: kWh as they come, the sum of all its indexes', async (tariff, keys, readings) => {
  expect(await read('linky-zlinky-historique', { ...keys, current_tarif: tariff })).toEqual(readings);
});

test('without its tariff, or with some of its indexes only, no total is made up', async () => {
  expect(await read('linky-zlinky-historique', { ...tiers, apparent_power: 170 })).toEqual([
    'electricity.apparentPower 170',
  ]);
  expect(
    await read('linky-zlinky-historique', {
      current_tarif: 'BBRx',
      current_tier1_summ_delivered: 100,
      current_tier2_summ_delivered: 200,
    }),
  ).toEqual(['electricity.index{BBRHCJB} 100', 'electricity.index{BBRHPJB} 200']);
});

test('TIC names, as some versions of the converter give them, are read too', async () => {
  expect(
    await read('linky-zlinky-historique', { HCHC: 920.75, HCHP: 2275.56, PAPP: 170, IINST: 1, ISOUSC: 15 }),
  ).toEqual([
    'electricity.energy 3196.31',
    'electricity.index{HCHC} 920.75',
    'electricity.index{HCHP} 2275.56',
    'electricity.apparentPower 170',
    'electricity.current 1',
    'electricity.subscribedCurrent 15',
  ]);
});

test('available_power is amperes in historique mode and kVA in standard mode', async () => {
  expect(await read('linky-zlinky-historique', { available_power: 30 })).toEqual(['electricity.subscribedCurrent 30']);
  expect(await read('linky-zlinky-standard', { available_power: 6 })).toEqual(['electricity.subscribedPower 6']);
});

test('standard mode: the total, each index and what was returned; energies that bear names of powers are left alone', async () => {
  const keys = {
    current_summ_delivered: 300,
    current_summ_received: 12,
    current_tier1_summ_delivered: 100,
    current_tier10_summ_delivered: 200,
    apparent_power: 170,
    rms_current: 1,
    rms_voltage: 231,
    active_power_max: 4000,
    ...{ total_reactive_power: 5, reactive_power: 6, reactive_power_ph_b: 7, reactive_power_ph_c: 8 },
    current_tarif: 'H PLEINE/CREUSE',
    meter_serial_number: '021528603314',
    site_id: '22222222222222',
  };
  expect(await read('linky-zlinky-standard', keys)).toEqual([
    'electricity.energy 300',
    'electricity.returnedEnergy 12',
    'electricity.index{EASF01} 100',
    'electricity.index{EASF10} 200',
    'electricity.apparentPower 170',
    'electricity.current 1',
    'electricity.voltage 231',
  ]);
});

test('in three phases apparent_power is that of the first alone', async () => {
  const keys = {
    apparent_power: 500,
    total_apparent_power: 1500,
    rms_current: 2,
    rms_current_ph_b: 3,
    rms_current_ph_c: 4,
  };
  expect(await read('linky-zlinky-three-phase', keys)).toEqual([
    'electricity.apparentPower 1500',
    'electricity.current{L1} 2',
    'electricity.current{L2} 3',
    'electricity.current{L3} 4',
  ]);
});
