import { bell, keyOf, uniform } from '../chance.ts';
import { DAY_MS } from './grid.ts';
import type { Track } from './track.ts';

/** A battery that lasts five to ten years and is changed before it is empty, and the radio of the device it feeds. */
export function batteryTrack(seed: number, device: string): Track {
  const key = keyOf(seed, `battery ${device}`);
  const life = (5 + 5 * uniform(key, 0)) * 365 * DAY_MS;
  const age = uniform(key, 1) * 0.8 * life;
  const reception = -68 - 38 * uniform(key, 2);
  return {
    next() {},
    at: {
      'battery.level': (time) => 100 - (85 * ((((time - SOLD + age) % life) + life) % life)) / life,
      'radio.rssi': (time) => reception + 2.5 * bell(key + 1, time),
    },
  };
}

const SOLD = Date.UTC(2025, 0, 1);
