import { defineDeviceType } from '../device-type.ts';

export const milesightEm500Co2 = defineDeviceType({
  id: 'milesight-em500-co2',
  label: { fr: 'Milesight EM500-CO2, climat et CO₂', en: 'Milesight EM500-CO2, climate and CO₂' },
  source: {
    kind: 'mqtt',
    payload: 'milesight',
    every: '10m',
    silentAfter: '1h',
    channels: {
      '01 75': ['battery u8'],
      '03 67': ['temperature i16/10'],
      '04 68': ['humidity u8/2'],
      '05 7D': ['co2 u16'],
      '06 73': ['pressure u16/10'],
      '83 D7': ['temperature i16/10', '- i16', '- u8'],
      '20 CE': ['timestamp unix', 'co2 u16', 'pressure u16/10', 'temperature i16/10', 'humidity u8/2'],
    },
  },
  metrics: {
    'air.temperature': { from: 'temperature' },
    'air.humidity': { from: 'humidity' },
    'air.co2': { from: 'co2' },
    'air.pressure': { from: 'pressure' },
    'battery.level': { from: { first: ['battery', 'battery.level'] } },
    'radio.rssi': {},
  },
});
