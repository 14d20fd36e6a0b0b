import { defineDeviceType } from '../device-type.ts';

export const milesightEm300Th = defineDeviceType({
  id: 'milesight-em300-th',
  label: { fr: 'Milesight EM300-TH, température et humidité', en: 'Milesight EM300-TH, temperature and humidity' },
  source: {
    kind: 'mqtt',
    payload: 'milesight',
    every: '10m',
    silentAfter: '1h',
    channels: {
      '01 75': ['battery u8'],
      '03 67': ['temperature i16/10'],
      '04 68': ['humidity u8/2'],
      '20 CE': ['timestamp unix', 'temperature i16/10', 'humidity u8/2', '- u8'],
    },
  },
  metrics: {
    'air.temperature': { from: 'temperature' },
    'air.humidity': { from: 'humidity' },
    'battery.level': { from: { first: ['battery', 'battery.level'] } },
    'radio.rssi': {},
  },
});
