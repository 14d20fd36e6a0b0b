import { defineDeviceType } from '../../device-type.ts';

/** A meter of single-phase channels, each its own instance: Shelly Pro EM, or a Pro 3EM in its single-phase profile. */
export const shellyEm = defineDeviceType({
  id: 'shelly-em',
  label: { fr: 'Compteur monophasé Shelly EM', en: 'Shelly EM single-phase meter' },
  source: { kind: 'mqtt', payload: 'shelly', every: '1m', silentAfter: '10m' },
  metrics: {
    'electricity.energy': {
      instances: {
        0: 'em1data:0.total_act_energy',
        1: 'em1data:1.total_act_energy',
        2: 'em1data:2.total_act_energy',
      },
      decode: 'wattHours',
    },
    'electricity.returnedEnergy': {
      instances: {
        0: 'em1data:0.total_act_ret_energy',
        1: 'em1data:1.total_act_ret_energy',
        2: 'em1data:2.total_act_ret_energy',
      },
      decode: 'wattHours',
    },
    'electricity.power': { instances: { 0: 'em1:0.act_power', 1: 'em1:1.act_power', 2: 'em1:2.act_power' } },
    'electricity.apparentPower': {
      instances: { 0: 'em1:0.aprt_power', 1: 'em1:1.aprt_power', 2: 'em1:2.aprt_power' },
    },
    'electricity.voltage': { instances: { 0: 'em1:0.voltage', 1: 'em1:1.voltage', 2: 'em1:2.voltage' } },
    'electricity.current': { instances: { 0: 'em1:0.current', 1: 'em1:1.current', 2: 'em1:2.current' } },
    'radio.rssi': { from: 'wifi.rssi' },
    'device.up': {},
  },
});
