import { defineDeviceType } from '../device-type.ts';

/** A current transformer: what flows and how much has flowed, without the voltage, so no power and no energy. */
export const milesightCt101 = defineDeviceType({
  id: 'milesight-ct101',
  label: { fr: 'Milesight CT101, pince de courant', en: 'Milesight CT101, current clamp' },
  source: {
    kind: 'mqtt',
    payload: 'milesight',
    every: '10m',
    silentAfter: '1h',
    channels: {
      '01 75': ['battery u8'],
      '03 97': ['total_current u32/100'],
      '04 98': ['current u16/100 except 65535'], // its clamp could not be read
      '09 67': ['- u16'],
      '84 98': ['- u16', '- u16', 'current u16/100 except 65535', '- u8'],
      '89 67': ['- u16', '- u8'],
    },
  },
  metrics: {
    'electricity.current': {
      from: 'current',
      unit: 'A',
      kind: 'gauge',
      resolution: 0.01,
      label: { fr: 'Intensité', en: 'Current' },
      range: [0, 1_000],
    },
    'electricity.charge': {
      from: 'total_current',
      unit: 'Ah',
      kind: 'counter',
      resolution: 0.01,
      label: { fr: 'Intensité cumulée', en: 'Total current' },
    },
    'battery.level': { from: { first: ['battery', 'battery.level'] } },
    'radio.rssi': {},
  },
});
