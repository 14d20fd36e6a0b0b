import { defineDeviceType } from '../device-type.ts';

export const waterMeter = defineDeviceType({
  id: 'water-meter',
  label: { fr: 'Compteur d’eau', en: 'Water meter' },
  source: { kind: 'mqtt', payload: 'native', every: '10m', silentAfter: '2h' },
  metrics: { 'water.volume': {}, 'battery.level': {}, 'radio.rssi': {} },
});
