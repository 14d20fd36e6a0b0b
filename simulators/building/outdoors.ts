import { bell, keyOf } from '../chance.ts';
import { between } from './grid.ts';
import type { SiteDay } from './site-day.ts';
import type { Track } from './track.ts';

/** A weather station: the sky over the site as a small instrument reads it. */
export function outdoorTrack(seed: number, device: string): Track {
  const key = keyOf(seed, `outdoors ${device}`);
  let today: SiteDay | undefined;
  const at = (curve: Float64Array | undefined, time: number) =>
    curve === undefined ? 0 : between(curve, time, today?.start ?? 0);
  return {
    next(day) {
      today = day;
    },
    at: {
      'outdoor.temperature': (time) => at(today?.outdoor, time) + 0.06 * bell(key, time),
      'outdoor.humidity': (time) => Math.min(100, at(today?.outdoorHumidity, time) + 0.4 * bell(key + 1, time)),
      'air.pressure': (time) => at(today?.pressure, time) + 0.05 * bell(key + 2, time),
    },
  };
}
