import type { Site } from '../../devices/territory.ts';

/** What a building is used for; it decides who comes, how warm it is kept and what people draw. */
export type BuildingKind = 'town-hall' | 'school' | 'gym' | 'hall';

/** How a kind of building behaves, per m² of floor or per person present. */
export interface Profile {
  readonly peoplePerM2: number;
  /** °C while it is used, and outside its hours */
  readonly comfort: number;
  readonly setback: number;
  /** W/K lost per m² */
  readonly loss: number;
  /** W per m²: always on, and lights when it is dark and somebody is there */
  readonly base: number;
  readonly light: number;
  /** W of machines per person */
  readonly use: number;
  /** kW of gas for hot water per person */
  readonly hotWater: number;
  /** draws of water per person and hour, and the litres of one */
  readonly draws: number;
  readonly litres: number;
  /** m³ of room and m³ of CO2 an hour per person, air changes an hour while open and while shut */
  readonly room: number;
  readonly breath: number;
  readonly airing: number;
  readonly leakage: number;
}

/** Works on a building: what it takes falls by the share `saves`, little by little from `from` until `until` (epoch ms). */
export interface Works {
  readonly site: string;
  readonly from: number;
  readonly until: number;
  readonly saves: number;
}

/** What is wrong with a building's heating from ≤ time < to (epoch ms): lowered less outside hours by so many °C, or gives but a share of its heat. */
export interface HeatingFault {
  readonly site: string;
  readonly from: number;
  readonly to: number;
  readonly raised?: number;
  readonly gives?: number;
}

export const profiles: Readonly<Record<BuildingKind, Profile>> = {
  'town-hall': {
    ...{ peoplePerM2: 1 / 30, comfort: 20, setback: 16.5, loss: 1.5, base: 1.6, light: 7, use: 110 },
    ...{ hotWater: 0.03, draws: 0.9, litres: 4, room: 42, breath: 0.018, airing: 0.9, leakage: 0.45 },
  },
  school: {
    ...{ peoplePerM2: 1 / 9, comfort: 20, setback: 15, loss: 1.6, base: 1, light: 8, use: 15 },
    ...{ hotWater: 0.02, draws: 0.7, litres: 3.5, room: 7.5, breath: 0.014, airing: 2.4, leakage: 0.5 },
  },
  gym: {
    ...{ peoplePerM2: 1 / 45, comfort: 17, setback: 12, loss: 1.2, base: 0.6, light: 9, use: 5 },
    ...{ hotWater: 0.7, draws: 1.1, litres: 14, room: 60, breath: 0.05, airing: 1.5, leakage: 0.6 },
  },
  hall: {
    ...{ peoplePerM2: 1 / 7, comfort: 19, setback: 11, loss: 1.5, base: 0.9, light: 10, use: 35 },
    ...{ hotWater: 0.03, draws: 0.6, litres: 4.5, room: 14, breath: 0.02, airing: 2.6, leakage: 0.6 },
  },
};

/** What a site seems to be used for, from its calendar's id, its own and its name; a town hall when nothing tells. */
export function kindOf(site: Site): BuildingKind {
  const words = `${site.calendar ?? ''} ${site.id} ${site.name}`.toLowerCase();
  if (/[ée]cole|scolaire|school|cr[eè]che|coll[eè]ge/.test(words)) return 'school';
  if (/gymnase|gym\b|sport|dojo|piscine/.test(words)) return 'gym';
  if (/salle|f[eê]tes|polyvalente|\bhall\b|foyer/.test(words)) return 'hall';
  return 'town-hall';
}

/** The share that is left of a site's consumption at a time: 1 before its works, 1 − saves after. */
export function shareLeft(works: readonly Works[], site: string, time: number): number {
  let left = 1;
  for (const work of works) {
    if (work.site !== site || time <= work.from) continue;
    const done = work.until > work.from ? Math.min(1, (time - work.from) / (work.until - work.from)) : 1;
    left *= 1 - work.saves * done;
  }
  return left;
}
