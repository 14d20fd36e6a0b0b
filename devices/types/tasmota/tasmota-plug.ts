import { defineDeviceType } from '../../device-type.ts';

export const tasmotaPlug = defineDeviceType({
  id: 'tasmota-plug',
  label: { fr: 'Prise ou compteur électrique Tasmota', en: 'Tasmota plug or electricity meter' },
  source: { kind: 'mqtt', payload: 'tasmota', every: '5m', silentAfter: '1h' },
  metrics: {
    'electricity.energy': { from: 'ENERGY.Total' },
    'electricity.index': { instances: { 1: 'ENERGY.TotalTariff.0', 2: 'ENERGY.TotalTariff.1' } },
    'electricity.power': { from: 'ENERGY.Power' },
    'electricity.apparentPower': { from: 'ENERGY.ApparentPower' },
    'electricity.voltage': { from: 'ENERGY.Voltage' },
    'electricity.current': { from: 'ENERGY.Current' },
    'radio.rssi': { from: 'Wifi.Signal' },
    'device.up': {},
  },
});
