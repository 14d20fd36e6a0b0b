import { defineDeviceType } from '../../device-type.ts';

export const zigbeeClimate = defineDeviceType({
  id: 'zigbee-climate',
  label: { fr: 'Capteur Zigbee de température et d’humidité', en: 'Zigbee temperature and humidity sensor' },
  source: { kind: 'mqtt', payload: 'zigbee2mqtt', every: '1h', silentAfter: '3h' },
  metrics: {
    'air.temperature': { from: 'temperature' },
    'air.humidity': { from: 'humidity' },
    'air.pressure': { from: 'pressure' },
    'battery.level': { from: 'battery' },
    'device.up': {},
  },
});
