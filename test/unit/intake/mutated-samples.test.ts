import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intakeOf } from '../../support/intake-of.ts';
import { mutatedJson } from '../../support/mutated.ts';

const count = 10_000;
const seed = 20_260_301;
const zlinky = {
  current_tarif: 'HC..',
  current_tier1_summ_delivered: 920.75,
  current_tier2_summ_delivered: 2275.56,
  apparent_power: 170,
  available_power: 30,
  last_seen: 1_772_359_200_000,
};
const tempo = {
  BBRHCJB: 1000,
  BBRHPJB: 2000,
  BBRHCJW: 3000,
  BBRHPJW: 4000,
  BBRHCJR: 5000,
  BBRHPJR: 6000,
};
const emStatus = { a_current: 1.2, a_voltage: 231.1, total_act_power: 702.1, n_current: null };
const switchStatus = { aenergy: { total: 12345.6 }, ret_aenergy: { total: 1.5 }, apower: 71.2 };

/** A decoder, a type that reads what it decodes, and messages of its own kind. */
const decoders = [
  {
    decoder: 'Zigbee2MQTT',
    type: 'zigbee-air',
    address: 'zigbee2mqtt:x',
    topics: ['zigbee2mqtt/x', 'zigbee2mqtt/x/availability'],
    samples: [
      { temperature: 21.3, humidity: 48, battery: 97, linkquality: 120, last_seen: '2026-03-01T10:00:00Z' },
      { co2: 800, pm25: 4, voc: 120, formaldehyd: 0.02 },
      { state: 'online' },
    ],
  },
  {
    decoder: 'ZLinky',
    type: 'linky-zlinky-historique',
    address: 'zigbee2mqtt:x',
    topics: ['zigbee2mqtt/x'],
    samples: [zlinky, { ...zlinky, current_tarif: 'BASE', current_summ_delivered: 9098 }],
  },
  {
    decoder: 'Tasmota',
    type: 'tasmota-three-phase',
    address: 'tasmota:x',
    topics: ['tele/x/SENSOR', 'tele/x/STATE', 'x/tele/LWT'],
    samples: [
      { Time: '2026-03-01T11:00:00+01:00', ENERGY: { Total: 6.294, Power: [1, 2, 3], Voltage: [229, 230, 231] } },
      {
        Time: 'x',
        Epoch: 1_772_359_200,
        BME280: { Temperature: 68, Pressure: 760 },
        TempUnit: 'F',
        PressureUnit: 'mmHg',
      },
    ],
  },
  {
    decoder: 'Teleinfo',
    type: 'linky-tasmota',
    address: 'tasmota:x',
    topics: ['tele/x/SENSOR'],
    samples: [
      { Time: '2021-10-26T17:28:45', ENERGY: { Total: 9098.245 }, TIC: { ISOUSC: 15, HCHC: 920750, HCHP: 2275560 } },
      { TIC: tempo },
      { TIC: { EAST: 5000, EASF01: 3000, SINSTS: 1400, PREF: 6 } },
    ],
  },
  {
    decoder: 'Shelly',
    type: 'shelly-plug',
    address: 'shelly:x',
    topics: ['x/events/rpc', 'x/status/switch:0', 'x/online'],
    samples: [
      { src: 'x', method: 'NotifyStatus', params: { ts: 1736603810.49, 'switch:0': switchStatus } },
      { method: 'NotifyFullStatus', params: { sys: { unixtime: 1_772_359_200 }, 'em:0': emStatus } },
      switchStatus,
    ],
  },
];

test.each(decoders)('whatever bytes $decoder sends, they come to readings or one line of reason', async (one) => {
  const { type, address, topics, samples } = one;
  const intake = intakeOf([{ id: 'x', name: 'X', site: 'mairie-tartas', type, address }]);
  const texts = samples.map((sample) => JSON.stringify(sample));
  const seen = { messages: 0, readings: 0, reasons: 0 };
  for (const [at, payload] of fc.sample(mutatedJson(texts), { numRuns: count, seed }).entries()) {
    const { reason, readings } = await intake.hear(topics[at % topics.length] ?? '', payload);
    seen.messages++;
    seen.readings += readings.length;
    if (readings.some((reading) => !/^x [a-z]+\.[a-zA-Z0-9]+(\{\w+\})? -?[\d.e+-]+ @ \d{4}-\d\d-\d\dT/.test(reading))) {
      expect.fail(`${Buffer.from(payload).toString()} became ${readings.join(', ')}`);
    }
    if (reason === undefined) continue;
    seen.reasons++;
    if (!/^[^\p{C}]{5,400}$/u.test(reason))
      expect.fail(`${Buffer.from(payload).toString()} was refused with ${JSON.stringify(reason)}`);
  }
  expect(seen.messages).toBe(count);
  expect(seen.readings).toBeGreaterThan(1_000);
  expect(seen.reasons).toBeGreaterThan(1_000);
});
