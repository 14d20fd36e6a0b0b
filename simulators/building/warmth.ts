import { SLOT_HOURS, SLOTS } from './grid.ts';
import { type Openings, openAt } from './occupancy.ts';
import type { HeatingFault, Profile } from './profile.ts';

/** Where a day's rooms begin: their temperature, and the mean outdoor temperature of the last days (°C). */
export interface Rooms {
  readonly indoor: number;
  readonly season: number;
}

/**
 * Warmth of a building as one heavy mass: what it loses to the outdoors, gains from people and sun, and what its heating
 * adds to reach the set point, which is raised two hours before people come and lowered outside hours. Fills in the
 * curves and gives where the next day's rooms begin.
 */
export function keepWarm(
  curves: { indoor: Float64Array; heat: Float64Array },
  day: {
    outdoor: Float64Array;
    sun: Float64Array;
    people: Float64Array;
    openings: Openings;
    area: number;
    profile: Profile;
    /** what is wrong with the heating in a slot, if anything */
    faultIn: (slot: number) => Pick<HeatingFault, 'raised' | 'gives'> | undefined;
    from: Rooms;
  },
): Rooms {
  const { indoor, heat } = curves;
  const { outdoor, sun, people, openings, area, profile, faultIn } = day;
  const loss = profile.loss * area;
  const mass = MASS * area;
  const strongest = loss * 32;
  let { indoor: room, season } = day.from;
  indoor[0] = room;
  let until = -1; // the set point stays raised through slot `until`
  for (let k = -1; k < PREHEAT; k++) if (openAt(openings, k)) until = k;
  for (let k = 0; k < SLOTS; k++) {
    if (openAt(openings, k + PREHEAT)) until = k + PREHEAT;
    const outside = outdoor[k] ?? 0;
    season += (outside - season) / (3 * SLOTS);
    const fault = faultIn(k);
    const lowered = Math.min(profile.comfort, profile.setback + (fault?.raised ?? 0));
    const wanted = k <= until ? profile.comfort : lowered;
    const gains = 75 * (people[k] ?? 0) + 14 * area * (sun[k] ?? 0) + 1.2 * area;
    // in warm weather people open windows as long as that cools
    const opened = room > 24 && outside < room ? 4 * loss : loss;
    const needed = loss * (room - outside) - gains + (mass * (wanted - room)) / WARM_UP_HOURS;
    const power = season < HEATING_BELOW ? (fault?.gives ?? 1) * Math.min(strongest, Math.max(0, needed)) : 0;
    heat[k] = power / 1000;
    room += ((power + gains - opened * (room - outside)) / mass) * SLOT_HOURS;
    indoor[k + 1] = room;
  }
  return { indoor: room, season };
}

/** Wh/K per m²: a time constant of about two days. */
const MASS = 70;
const PREHEAT = 12;
const WARM_UP_HOURS = 1.5;
/** Heating is off when the last days' mean is above this (°C). */
const HEATING_BELOW = 16;
