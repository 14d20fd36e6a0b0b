import { defineDeviceType } from '../device-type.ts';

export const heatMeter = defineDeviceType({
  id: 'heat-meter',
  label: { fr: 'Compteur d’énergie thermique', en: 'Heat meter' },
  source: { kind: 'mqtt', payload: 'native', every: '1h', silentAfter: '6h' },
  metrics: { 'heat.energy': {} },
});
