import { defineDeviceType } from '../../device-type.ts';

/** Shelly Plus H&T and H&T Gen3: asleep on batteries, it speaks when something has changed. */
export const shellyClimate = defineDeviceType({
  id: 'shelly-climate',
  label: { fr: 'Capteur Shelly de température et d’humidité', en: 'Shelly temperature and humidity sensor' },
  source: { kind: 'mqtt', payload: 'shelly', every: '2h', silentAfter: '6h' },
  metrics: {
    'air.temperature': { from: 'temperature:0.tC' },
    'air.humidity': { from: 'humidity:0.rh' },
    'battery.level': { from: 'devicepower:0.battery.percent' },
    'radio.rssi': { from: 'wifi.rssi' },
    'device.up': {},
  },
});
