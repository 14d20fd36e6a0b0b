import { defineDeviceType } from '../device-type.ts';

export const weatherStation = defineDeviceType({
  id: 'weather-station',
  label: { fr: 'Station météo', en: 'Weather station' },
  source: { kind: 'mqtt', payload: 'native', every: '10m', silentAfter: '1h' },
  metrics: {
    'outdoor.temperature': {},
    'outdoor.humidity': {
      unit: '%',
      kind: 'gauge',
      resolution: 0.5,
      label: { fr: 'Humidité extérieure', en: 'Outdoor humidity' },
      range: [0, 100],
    },
    'air.pressure': {},
  },
});
