import { bell, uniform } from '../chance.ts';
import { SLOTS } from './grid.ts';

/** When a building is open, by slot, on a day and its neighbours. */
export interface Openings {
  readonly yesterday: Uint8Array;
  readonly today: Uint8Array;
  readonly tomorrow: Uint8Array;
}

/**
 * Fills in the people inside over a day: they come up to half an hour before a building opens and leave up to half an hour after it
 * shuts, some days more of them than others; nobody is there on a day without opening.
 */
export function countPeople(
  people: Float64Array,
  day: {
    openings: Openings;
    /** people on a usual day */
    full: number;
    /** people left from the day before */
    inside: number;
    key: number;
    day: number;
  },
): void {
  const { openings, full, key } = day;
  const early = 1 + Math.floor(3 * uniform(key, day.day));
  const late = Math.floor(4 * uniform(key + 1, day.day));
  const attendance = full * Math.min(1.15, Math.max(0.5, 0.88 + 0.12 * bell(key + 2, day.day)));
  let inside = day.inside;
  people[0] = inside;
  for (let k = 0; k < SLOTS; k++) {
    const expected = openAt(openings, k) || openAt(openings, k + early) || openAt(openings, k - late);
    const target = expected ? attendance * (0.93 + 0.07 * bell(key + 3, day.day * SLOTS + k)) : 0;
    inside += (target - inside) * (target > inside ? 0.45 : 0.6);
    if (target === 0 && inside < 0.5) inside = 0;
    people[k + 1] = inside;
  }
}

/** Whether the building is open in slot `k` of the day, which may reach into the neighbouring days. */
export function openAt(openings: Openings, k: number): boolean {
  if (k < 0) return openings.yesterday[k + SLOTS] === 1;
  return k < SLOTS ? openings.today[k] === 1 : openings.tomorrow[k - SLOTS] === 1;
}
