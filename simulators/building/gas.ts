import { DAY_MS, SLOT_HOURS, SLOT_MS, SLOTS } from './grid.ts';
import type { SiteDay, Surroundings } from './site-day.ts';
import type { Track } from './track.ts';

/** Gas of a boiler: the building's heating and its hot water, m³, in pulses of 0.01 m³. */
export function gasTrack({ profile }: Surroundings, share: number, first: number): Track {
  const index = new Float64Array(SLOTS + 1);
  index[SLOTS] = first;
  let start = 0;
  return {
    next(day) {
      start = day.start;
      let total = index[SLOTS] ?? 0;
      for (let k = 0; k < SLOTS; k++) {
        index[k] = total;
        const hotWater = profile.hotWater * (day.people[k] ?? 0) + standby(day, k);
        total += ((share * day.share * ((day.heat[k] ?? 0) + hotWater)) / EFFICIENCY / KWH_PER_M3) * SLOT_HOURS;
      }
      index[SLOTS] = total;
    },
    at: { 'gas.volume': (time) => Math.floor(cubicMetres(index, time, start) / PULSE + 1e-6) * PULSE },
  };
}

const PULSE = 0.01;
const EFFICIENCY = 0.9;
const KWH_PER_M3 = 10.6;

/** The tank of hot water is kept warm on days with people. */
function standby(day: SiteDay, slot: number): number {
  return day.closedAt >= slot && slot >= 30 ? 0.15 : 0;
}

function cubicMetres(index: Float64Array, time: number, start: number): number {
  const x = Math.min(DAY_MS, Math.max(0, time - start)) / SLOT_MS;
  const k = Math.floor(x);
  const left = index[k] ?? 0;
  return left + ((index[k + 1] ?? left) - left) * (x - k);
}
