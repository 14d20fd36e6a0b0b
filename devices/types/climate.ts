import { defineDeviceType } from '../device-type.ts';

export const climate = defineDeviceType({
  id: 'climate',
  label: { fr: 'Capteur de température et d’humidité', en: 'Temperature and humidity sensor' },
  source: { kind: 'mqtt', payload: 'native', every: '10m', silentAfter: '1h' },
  metrics: { 'air.temperature': {}, 'air.humidity': {}, 'battery.level': {}, 'radio.rssi': {} },
});
