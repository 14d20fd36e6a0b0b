import type { Site } from '../../devices/territory.ts';
import { keyOf } from '../chance.ts';
import { DAY_MS, nodes, SLOT_MS, SLOTS } from './grid.ts';
import { countPeople } from './occupancy.ts';
import type { OpenSlots } from './opening.ts';
import type { BuildingKind, HeatingFault, Profile, Works } from './profile.ts';
import { shareLeft } from './profile.ts';
import { keepWarm } from './warmth.ts';
import type { Weather } from './weather.ts';

/** One UTC day of a building: curves over the day's 145 nodes, and over its 144 slots where the name says so. */
export interface SiteDay {
  readonly day: number;
  readonly start: number;
  readonly outdoor: Float64Array;
  readonly outdoorHumidity: Float64Array;
  readonly pressure: Float64Array;
  readonly sun: Float64Array;
  readonly people: Float64Array;
  /** °C of the rooms */
  readonly indoor: Float64Array;
  /** kW of heating, by slot */
  readonly heat: Float64Array;
  /** the slot after the last one in which somebody was there; −1 on a day without anybody */
  readonly closedAt: number;
  /** what works have left of its consumption: 1 before them */
  readonly share: number;
}

/** What a building is and stands in; everything a model needs beside chance. */
export interface Surroundings {
  readonly site: Site;
  readonly area: number;
  readonly kind: BuildingKind;
  /** heated by gas; else by a heat pump */
  readonly gas: boolean;
  readonly profile: Profile;
  readonly weather: (time: number) => Weather;
  readonly open: OpenSlots;
  readonly works: readonly Works[];
  readonly heatingFaults: readonly HeatingFault[];
  readonly seed: number;
}

/**
 * Steps a building from day to day, in order: each call gives the day after the one before. The curves of a day are
 * overwritten by the next, which keeps the long walk from the beginning quick.
 */
export function siteDays(around: Surroundings, firstDay: number): () => SiteDay {
  const { site, area, profile, weather, open, works, seed } = around;
  const key = keyOf(seed, `people ${site.id}`);
  const full = Math.max(2, area * profile.peoplePerM2);
  const sky = { outdoor: nodes(), outdoorHumidity: nodes(), pressure: nodes(), sun: nodes() };
  const people = nodes();
  const indoor = nodes();
  const heat = new Float64Array(SLOTS);
  let day = firstDay - 1;
  let inside = 0;
  let rooms = { indoor: (profile.comfort + profile.setback) / 2, season: weather(firstDay * DAY_MS).temperature };
  return () => {
    day++;
    const start = day * DAY_MS;
    drawSky(sky, weather, start);
    const openings = { yesterday: open(day - 1), today: open(day), tomorrow: open(day + 1) };
    countPeople(people, { openings, full, inside, key, day });
    inside = people[SLOTS] ?? 0;
    const faults = around.heatingFaults.filter(({ from, to }) => from < start + DAY_MS && to > start);
    const faultIn = (slot: number) => {
      const time = start + slot * SLOT_MS;
      return faults.find(({ from, to }) => time >= from && time < to);
    };
    rooms = keepWarm({ indoor, heat }, { ...sky, people, openings, area, profile, faultIn, from: rooms });
    const closedAt = people.findLastIndex((n) => n >= 0.5);
    return { day, start, ...sky, people, indoor, heat, closedAt, share: shareLeft(works, site.id, start) };
  };
}

type Sky = Pick<SiteDay, 'outdoor' | 'outdoorHumidity' | 'pressure' | 'sun'>;

/** The sky is reckoned each hour and drawn straight between. */
function drawSky(sky: Sky, weather: (time: number) => Weather, start: number): void {
  const step = 6;
  let left = weather(start);
  for (let k = 0; k < SLOTS; k += step) {
    const right = weather(start + (k + step) * SLOT_MS);
    for (let i = 0; i <= step; i++) {
      const f = i / step;
      sky.outdoor[k + i] = left.temperature + (right.temperature - left.temperature) * f;
      sky.outdoorHumidity[k + i] = left.humidity + (right.humidity - left.humidity) * f;
      sky.pressure[k + i] = left.pressure + (right.pressure - left.pressure) * f;
      sky.sun[k + i] = left.sun + (right.sun - left.sun) * f;
    }
    left = right;
  }
}
