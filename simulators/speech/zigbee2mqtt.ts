import { nameOf, type Speak } from './speech.ts';

const keys: Readonly<Record<string, string>> = {
  'air.temperature': 'temperature',
  'air.humidity': 'humidity',
  'air.pressure': 'pressure',
  'battery.level': 'battery',
};

/** As Zigbee2MQTT with `last_seen: ISO_8601`: a message a sample, and keys that nobody asked for. */
export const zigbee2mqtt: Speak = (speaker, samples) =>
  samples.map(({ time, metrics }) => ({
    topic: `zigbee2mqtt/${nameOf(speaker)}`,
    payload: JSON.stringify({
      ...Object.fromEntries(Object.entries(metrics).map(([metric, value]) => [keys[metric] ?? metric, value])),
      linkquality: 120,
      last_seen: new Date(time).toISOString(),
    }),
  }));
