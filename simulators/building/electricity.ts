import { bell, keyOf, uniform } from '../chance.ts';
import { SLOT_HOURS, SLOT_MS, SLOTS } from './grid.ts';
import type { Surroundings } from './site-day.ts';
import type { Track } from './track.ts';

/**
 * Electricity: what is always on, lights when it is dark, people's machines, and a heat pump where there is no gas.
 * Power is a mean by slot with a ripple that vanishes over it, so energy is exactly the integral of power.
 */
export function electricityTrack(around: Surroundings, device: string, share: number, first: number): Track {
  const { profile, area, seed } = around;
  const key = keyOf(seed, `electricity ${device}`);
  const watts = new Float64Array(SLOTS);
  const index = new Float64Array(SLOTS + 1);
  index[SLOTS] = first;
  let start = 0;
  let slot = 0;
  const powerAt = (time: number) => {
    const x = (time - start) / SLOT_MS;
    const k = Math.floor(x);
    return (watts[k] ?? 0) * (1 + ripple(x - k, uniform(key + 2, slot + k)));
  };
  return {
    next(day) {
      start = day.start;
      slot = day.day * SLOTS;
      let total = index[SLOTS] ?? 0;
      for (let k = 0; k < SLOTS; k++) {
        index[k] = total;
        const people = day.people[k] ?? 0;
        const dark = Math.max(0.15, 1 - 3 * (day.sun[k] ?? 0));
        const lit = people > 0 ? dark * profile.light * area * Math.min(1, 0.4 + people * 0.05) : 0;
        const used = profile.use * people * (0.9 + 0.1 * bell(key, slot + k));
        const base = profile.base * area * (1 + 0.06 * bell(key + 1, slot + k));
        const heating = around.gas ? 0 : ((day.heat[k] ?? 0) * 1000) / HEAT_PUMP;
        watts[k] = share * day.share * (base + lit + used + heating);
        total += ((watts[k] ?? 0) * SLOT_HOURS) / 1000;
      }
      index[SLOTS] = total;
    },
    at: {
      'electricity.power': powerAt,
      'electricity.energy': (time) => {
        const x = (time - start) / SLOT_MS;
        const k = Math.floor(x);
        const f = x - k;
        const kwh = ((watts[k] ?? 0) / 1000) * SLOT_HOURS;
        return (index[k] ?? 0) + (f === 0 ? 0 : kwh * (f + rippled(f, uniform(key + 2, slot + k))));
      },
      'electricity.apparentPower': (time) => powerAt(time) * 1.06,
    },
  };
}

const HEAT_PUMP = 3;
const DEPTH = 0.07;
const TURNS = 2 * Math.PI * 3;

function ripple(f: number, phase: number): number {
  return DEPTH * (Math.sin(TURNS * f + 6.3 * phase) + 0.6 * Math.sin(3 * TURNS * f));
}

/** The integral of `ripple` from 0 to `f`; nothing over a whole slot. */
function rippled(f: number, phase: number): number {
  const slow = Math.cos(6.3 * phase) - Math.cos(TURNS * f + 6.3 * phase);
  return (DEPTH / TURNS) * (slow + 0.2 * (1 - Math.cos(3 * TURNS * f)));
}
