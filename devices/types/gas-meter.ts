import { defineDeviceType } from '../device-type.ts';

export const gasMeter = defineDeviceType({
  id: 'gas-meter',
  label: { fr: 'Compteur de gaz', en: 'Gas meter' },
  source: { kind: 'mqtt', payload: 'native', every: '10m', silentAfter: '2h' },
  metrics: { 'gas.volume': {}, 'battery.level': {}, 'radio.rssi': {} },
});
