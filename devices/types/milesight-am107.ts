import { defineDeviceType } from '../device-type.ts';

export const milesightAm107 = defineDeviceType({
  id: 'milesight-am107',
  label: { fr: 'Milesight AM107, ambiance et CO₂', en: 'Milesight AM107, indoor climate and CO₂' },
  source: {
    kind: 'mqtt',
    payload: 'milesight',
    every: '10m',
    silentAfter: '1h',
    channels: {
      '01 75': ['battery u8'],
      '03 67': ['temperature i16/10'],
      '04 68': ['humidity u8/2'],
      '05 6A': ['- u16'], // who moved is not Vigie's business
      '06 65': ['illumination u16', 'infrared_and_visible u16', 'infrared u16'],
      '07 7D': ['co2 u16'],
      '08 7D': ['tvoc u16'],
      '09 73': ['pressure u16/10'],
    },
  },
  metrics: {
    'air.temperature': { from: 'temperature' },
    'air.humidity': { from: 'humidity' },
    'air.co2': { from: 'co2' },
    'air.pressure': { from: 'pressure' },
    'air.tvocPpb': {
      from: 'tvoc',
      unit: 'ppb',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Composés organiques volatils (ppb)', en: 'Volatile organic compounds (ppb)' },
      range: [0, 65_535],
    },
    'light.illuminance': {
      from: 'illumination',
      unit: 'lx',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Éclairement', en: 'Illuminance' },
      range: [0, 65_535],
    },
    'battery.level': { from: { first: ['battery', 'battery.level'] } },
    'radio.rssi': {},
  },
});
