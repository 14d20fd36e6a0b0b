import { bell, keyOf, uniform } from '../chance.ts';
import { between, nodes, SLOT_HOURS, SLOTS } from './grid.ts';
import type { SiteDay, Surroundings } from './site-day.ts';
import type { Track } from './track.ts';
import { saturation } from './weather.ts';

/** ppm of CO2 in the open air. */
export const OUTDOOR_CO2 = 420;

/**
 * The air of one room: CO2 by mass balance (people breathe it out, airing carries it off), temperature near the
 * building's, water vapour that follows CO2, particles from outside, organic compounds of people and cleaning.
 */
export function airTrack(around: Surroundings, device: string): Track {
  const { profile, seed } = around;
  const key = keyOf(seed, `air ${device}`);
  const airing = profile.airing * (0.7 + 0.6 * uniform(key, 0));
  const crowd = 0.8 + 0.4 * uniform(key, 1);
  const offset = 0.7 * bell(key, 2);
  const co2 = nodes();
  co2[SLOTS] = OUTDOOR_CO2;
  const tvoc = nodes();
  tvoc[SLOTS] = 90;
  let today: SiteDay | undefined;
  const at = (curve: Float64Array | undefined, time: number) =>
    curve === undefined ? 0 : between(curve, time, today?.start ?? 0);
  const full = Math.max(2, around.area * profile.peoplePerM2);
  return {
    next(day) {
      today = day;
      let ppm = co2[SLOTS] ?? OUTDOOR_CO2;
      let compounds = tvoc[SLOTS] ?? 90;
      for (let k = 0; k < SLOTS; k++) {
        co2[k] = ppm;
        tvoc[k] = compounds;
        const people = day.people[k] ?? 0;
        const changes = people > 0 ? airing * (1 + 0.15 * bell(key + 1, day.day * SLOTS + k)) : profile.leakage;
        const breathed = ((crowd * people) / full) * (profile.breath / profile.room) * 1e6;
        // the exact step of d ppm/dt = breathed − changes · (ppm − outdoors)
        const settled = OUTDOOR_CO2 + breathed / changes;
        const kept = Math.exp(-changes * SLOT_HOURS);
        ppm = settled + (ppm - settled) * kept;
        const cleaned = day.closedAt >= 0 && k > day.closedAt && k <= day.closedAt + 4 ? 350 : 0;
        compounds = 90 + (cleaned + 120 * (people / full)) * (1 - kept) + (compounds - 90) * kept;
      }
      co2[SLOTS] = ppm;
      tvoc[SLOTS] = compounds;
    },
    at: {
      'air.co2': (time) => at(co2, time) + 6 * bell(key + 2, time),
      'air.temperature': (time) => at(today?.indoor, time) + offset + 0.05 * bell(key + 3, time),
      'air.humidity': (time) => {
        const vapour = (saturation(at(today?.outdoor, time)) * at(today?.outdoorHumidity, time)) / 100;
        const added = (at(co2, time) - OUTDOOR_CO2) * VAPOUR_PER_PPM;
        const relative = (100 * (vapour + added)) / saturation(at(today?.indoor, time) + offset);
        return Math.min(97, Math.max(12, 6 + 0.88 * relative + 0.3 * bell(key + 4, time)));
      },
      'air.pm25': (time) =>
        Math.max(
          0,
          0.6 * smoke(at(today?.outdoor, time)) + 1.2 * bell(key + 5, time) + at(today?.people, time) * (2 / full),
        ),
      'air.pm10': (time) =>
        Math.max(0, smoke(at(today?.outdoor, time)) + 2 * bell(key + 6, time) + at(today?.people, time) * (8 / full)),
      'air.tvoc': (time) => Math.max(0, at(tvoc, time) + 5 * bell(key + 7, time)),
      'air.formaldehyde': (time) =>
        Math.max(0, 0.012 + 0.0006 * (at(today?.indoor, time) - 18) + 0.002 * bell(key + 8, time)),
    },
  };
}

/** g of water per m³ that people add with one ppm of CO2 (50 g and 18 L of CO2 an hour each). */
const VAPOUR_PER_PPM = 0.0028;

/** µg/m³ of particles outside: wood smoke on cold days. */
function smoke(outdoor: number): number {
  return 5 + 0.8 * Math.max(0, 12 - outdoor);
}
