import { defineDeviceType } from '../device-type.ts';

export const electricityMeter = defineDeviceType({
  id: 'electricity-meter',
  label: { fr: 'Compteur électrique', en: 'Electricity meter' },
  source: { kind: 'mqtt', payload: 'native', every: '10m', silentAfter: '1h' },
  metrics: { 'electricity.energy': {}, 'electricity.power': {} },
});
