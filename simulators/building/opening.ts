import type { Site } from '../../devices/territory.ts';
import { DAY_MS, SLOT_MS, SLOTS } from './grid.ts';
import { type BuildingKind, kindOf } from './profile.ts';

/** Says whether a site is open at a time. */
export type IsOpen = (site: Site, time: number) => boolean;

/** The usual week of a kind of building in French local time, for sites without a calendar; schools rest in July and August. */
export const usuallyOpen: IsOpen = (site, time) => {
  const local = new Date(time + parisOffset(time));
  const hour = local.getUTCHours() + local.getUTCMinutes() / 60;
  const month = local.getUTCMonth();
  const kind = kindOf(site);
  if (kind === 'school' && (month === 6 || month === 7)) return false;
  return (week[kind][local.getUTCDay()] ?? []).some(([from, to]) => hour >= from && hour < to);
};

/** Remembers, a slot at a time, when a site is open; at most two months of days are kept. */
export function openSlots(isOpen: IsOpen, site: Site): (day: number) => Uint8Array {
  const known = new Map<number, Uint8Array>();
  return (day) => {
    let slots = known.get(day);
    if (slots === undefined) {
      slots = new Uint8Array(SLOTS);
      for (let k = 0; k < SLOTS; k++) slots[k] = isOpen(site, day * DAY_MS + k * SLOT_MS) ? 1 : 0;
      if (known.size >= 62) known.clear();
      known.set(day, slots);
    }
    return slots;
  };
}

type Hours = readonly (readonly [number, number])[];
const office: Hours = [
  [8.5, 12.5],
  [13.5, 17.5],
];
const classes: Hours = [[8.5, 16.5]];
const evening: Hours = [[17, 22]];

/** Sunday first. */
const week: Readonly<Record<BuildingKind, readonly Hours[]>> = {
  'town-hall': [[], office, office, office, office, office, []],
  school: [[], classes, classes, [], classes, classes, []],
  gym: [[[9, 18]], evening, evening, [[13, 22]], evening, evening, [[9, 18]]],
  hall: [[[10, 20]], [], [], [], [], [[18, 23]], [[10, 23.9]]],
};

/** Summer time runs from 01:00 UTC on the last Sunday of March to the last of October. */
function parisOffset(time: number): number {
  const year = new Date(time).getUTCFullYear();
  const summer = time >= lastSunday(year, 2) && time < lastSunday(year, 9);
  return summer ? 7_200_000 : 3_600_000;
}

function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1);
}
