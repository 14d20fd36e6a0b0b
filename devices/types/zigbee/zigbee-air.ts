import { defineDeviceType } from '../../device-type.ts';

/** Keys and units of zigbee-herdsman-converters `lib/exposes`; a sensor whose `voc` is in ppb or an index is another type. */
export const zigbeeAir = defineDeviceType({
  id: 'zigbee-air',
  label: { fr: 'Capteur Zigbee de qualité de l’air', en: 'Zigbee air quality sensor' },
  source: { kind: 'mqtt', payload: 'zigbee2mqtt', every: '10m', silentAfter: '1h' },
  metrics: {
    'air.co2': { from: 'co2' },
    'air.temperature': { from: 'temperature' },
    'air.humidity': { from: 'humidity' },
    'air.pressure': { from: 'pressure' },
    'air.pm25': { from: 'pm25' },
    'air.pm10': { from: 'pm10' },
    'air.tvoc': { from: 'voc' },
    'air.formaldehyde': { from: { first: ['formaldehyd', 'formaldehyde', 'hcho'] } },
    'battery.level': { from: 'battery' },
    'device.up': {},
  },
});
