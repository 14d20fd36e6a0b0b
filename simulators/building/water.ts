import { bell, countOf, keyOf, uniform } from '../chance.ts';
import { SLOT_MS, SLOTS } from './grid.ts';
import type { Surroundings } from './site-day.ts';
import type { Track } from './track.ts';

/**
 * Cold water as single draws of people (flushes, basins, showers), a kitchen at noon in schools and the cleaning after
 * the last have left; none at all while nobody is there. The meter gives a pulse a litre, ten in a school or a gym.
 */
export function waterTrack(around: Surroundings, device: string, share: number, first: number): Track {
  const { profile, area, kind, seed } = around;
  const key = keyOf(seed, `water ${device}`);
  const pulse = kind === 'school' || kind === 'gym' ? 10 : 1;
  const counts = new Float64Array(SLOTS);
  const drawn = new Float64Array(SLOTS);
  const index = new Float64Array(SLOTS + 1);
  index[SLOTS] = first;
  let start = 0;
  let slot = 0;
  return {
    next(day) {
      start = day.start;
      slot = day.day * SLOTS;
      const cleaning = day.closedAt + 1 + Math.floor(5 * uniform(key + 1, day.day));
      let total = index[SLOTS] ?? 0;
      for (let k = 0; k < SLOTS; k++) {
        index[k] = total;
        const people = day.people[k] ?? 0;
        const mean = people < 0.5 ? 0 : (profile.draws * people) / 6;
        const count = mean === 0 ? 0 : drawsOf(mean, key, slot + k);
        let litres = 0;
        if (mean > FEW) litres = count * profile.litres;
        else for (let i = 0; i < count; i++) litres += litresOf(profile.litres, key, slot + k, i);
        if (kind === 'school' && k >= 60 && k < 72) litres += 0.35 * people;
        const cleans = day.closedAt >= 0 && k >= cleaning && k < cleaning + 3;
        if (cleans) litres += area * 0.02 * (0.7 + 0.6 * uniform(key + 2, slot + k));
        counts[k] = mean > FEW || cleans ? -1 : count;
        drawn[k] = share * day.share * litres;
        total += drawn[k] ?? 0;
      }
      index[SLOTS] = total;
    },
    at: {
      'water.volume': (time) => {
        const x = (time - start) / SLOT_MS;
        const k = Math.floor(x);
        const litres = drawn[k] ?? 0;
        const soFar =
          x === k || litres === 0 ? 0 : litres * shareDrawn(x - k, counts[k] ?? 0, profile.litres, key, slot + k);
        return Math.floor(((index[k] ?? 0) + soFar) / pulse + 1e-6) * pulse;
      },
    },
  };
}

/** Above this many draws in a slot single ones no longer show. */
const FEW = 12;

function drawsOf(mean: number, key: number, slot: number): number {
  if (mean <= FEW) return countOf(mean, uniform(key, slot));
  return Math.max(0, mean + Math.sqrt(mean) * bell(key, slot));
}

/** A draw takes between a fifth and nearly twice the usual litres. */
function litresOf(usual: number, key: number, slot: number, i: number): number {
  return usual * (0.2 + 1.6 * uniform(key + 3 + i, slot));
}

/** The share of a slot's water that has run after the share `f` of its time; each draw lasts a tenth of a slot. */
function shareDrawn(f: number, count: number, usual: number, key: number, slot: number): number {
  if (count <= 0) return f;
  let all = 0;
  let run = 0;
  for (let i = 0; i < count; i++) {
    const litres = litresOf(usual, key, slot, i);
    all += litres;
    run += litres * Math.min(1, Math.max(0, (f - 0.9 * uniform(key + 203 + i, slot)) / 0.1));
  }
  return run / all;
}
