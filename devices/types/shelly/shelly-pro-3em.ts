import { defineDeviceType } from '../../device-type.ts';

/** A three-phase meter whose positive power is bought; one mounted or set the other way is a `shelly-pro-3em-reversed`. */
export const shellyPro3em = defineDeviceType({
  id: 'shelly-pro-3em',
  label: { fr: 'Compteur triphasé Shelly Pro 3EM', en: 'Shelly Pro 3EM three-phase meter' },
  source: { kind: 'mqtt', payload: 'shelly', every: '1m', silentAfter: '10m' },
  metrics: {
    'electricity.energy': { from: 'emdata:0.total_act', decode: 'wattHours' },
    'electricity.returnedEnergy': { from: 'emdata:0.total_act_ret', decode: 'wattHours' },
    'electricity.power': { from: 'em:0.total_act_power' },
    'electricity.apparentPower': { from: 'em:0.total_aprt_power' },
    'electricity.voltage': { instances: { L1: 'em:0.a_voltage', L2: 'em:0.b_voltage', L3: 'em:0.c_voltage' } },
    'electricity.current': { instances: { L1: 'em:0.a_current', L2: 'em:0.b_current', L3: 'em:0.c_current' } },
    'radio.rssi': { from: 'wifi.rssi' },
    'device.up': {},
  },
});
