import { defineDeviceType } from '../device-type.ts';

export const airQuality = defineDeviceType({
  id: 'air-quality',
  label: { fr: 'Capteur de qualité de l’air', en: 'Air quality sensor' },
  source: { kind: 'mqtt', payload: 'native', every: '10m', silentAfter: '1h' },
  metrics: {
    'air.co2': {},
    'air.temperature': {},
    'air.humidity': {},
    'air.pm25': {},
    'air.tvoc': {},
    'battery.level': {},
  },
});
