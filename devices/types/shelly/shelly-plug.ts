import { defineDeviceType } from '../../device-type.ts';

/** One switch that measures. Its `aenergy` counts both directions: what went back is taken off where it is counted. */
export const shellyPlug = defineDeviceType({
  id: 'shelly-plug',
  label: { fr: 'Prise ou relais Shelly avec mesure', en: 'Shelly plug or relay with metering' },
  source: { kind: 'mqtt', payload: 'shelly', every: '1m', silentAfter: '10m' },
  metrics: {
    'electricity.energy': {
      from: { first: [['switch:0.aenergy.total', '-switch:0.ret_aenergy.total'], 'switch:0.aenergy.total'] },
      decode: 'wattHours',
    },
    'electricity.returnedEnergy': { from: 'switch:0.ret_aenergy.total', decode: 'wattHours' },
    'electricity.power': { from: 'switch:0.apower' },
    'electricity.voltage': { from: 'switch:0.voltage' },
    'electricity.current': { from: 'switch:0.current' },
    'device.temperature': {
      unit: '°C',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Température de l’appareil', en: 'Device temperature' },
      from: 'switch:0.temperature.tC',
    },
    'radio.rssi': { from: 'wifi.rssi' },
    'device.up': {},
  },
});
