import { nameOf, type Speak } from './speech.ts';
import { isZlinky, zlinkyKeys } from './zlinky.ts';

const keys: Readonly<Record<string, string>> = {
  'air.temperature': 'temperature',
  'air.humidity': 'humidity',
  'air.pressure': 'pressure',
  'air.co2': 'co2',
  'air.pm25': 'pm25',
  'air.pm10': 'pm10',
  'air.tvoc': 'voc',
  'air.formaldehyde': 'formaldehyd',
  'battery.level': 'battery',
  'electricity.energy': 'energy',
  'electricity.power': 'power',
  'electricity.voltage': 'voltage',
  'electricity.current': 'current',
};

/** As Zigbee2MQTT with `last_seen: ISO_8601`: a message a sample, and keys that nobody asked for. */
export const zigbee2mqtt: Speak = (speaker, samples) =>
  samples.map(({ time, metrics }) => ({
    topic: `zigbee2mqtt/${nameOf(speaker)}`,
    payload: JSON.stringify({
      ...(isZlinky(speaker)
        ? zlinkyKeys(speaker, metrics)
        : Object.fromEntries(Object.entries(metrics).map(([metric, value]) => [keys[metric] ?? metric, value]))),
      linkquality: 120,
      last_seen: new Date(time).toISOString(),
    }),
  }));
