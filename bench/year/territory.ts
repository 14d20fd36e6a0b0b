import type { OpeningCalendar } from '../../devices/calendar/opening-calendar.ts';
import type { Device, Site, Territory } from '../../devices/territory.ts';
import { keyOf, uniform } from '../../simulators/chance.ts';

/** What a device of a building is there for; each kind of fault strikes one role, so that two never meet on one device. */
export type Role = (typeof roles)[number][0];

const roles = [
  ['water', 'water-meter'],
  ['water-annex', 'water-meter'],
  ['gas', 'gas-meter'],
  ['electricity', 'electricity-meter'],
  ['electricity-annex', 'electricity-meter'],
  ['room-1', 'air-quality'],
  ['room-2', 'air-quality'],
  ['room-3', 'climate'],
  ['room-4', 'climate'],
  ['room-5', 'climate'],
  ['room-6', 'climate'],
  ['room-7', 'climate'],
  ['weather', 'weather-station'],
  ['server', 'linux-host'],
  ['backups', 'avamar-member'],
] as const;

const uses = [
  { calendar: 'mairie', name: 'Mairie', area: [150, 900] },
  { calendar: 'ecole', name: 'École', area: [300, 1500] },
  { calendar: 'gymnase', name: 'Gymnase', area: [600, 1400] },
  { calendar: 'salle-des-fetes', name: 'Salle des fêtes', area: [200, 700] },
  { calendar: 'mairie', name: 'Mairie', area: [150, 900] },
] as const;

/** The device of a role in the building `site`. */
export function deviceOf(site: string, role: Role): string {
  return `${site}-${role}`;
}

/**
 * Buildings of the Landes with their meters, rooms, server and backups: town halls, schools, gyms and halls by turns, of any size. Halls
 * are warmed by a heat pump, the rest by gas; every third has a weather station.
 */
export function yearTerritory(buildings: number, seed: number): Territory {
  const sites: Site[] = Array.from({ length: buildings }, (_, number) => {
    const use = uses[number % uses.length] ?? uses[0];
    const chance = (of: number) => uniform(keyOf(seed, `site ${number}`), of);
    return {
      ...{ id: `batiment-${String(number + 1).padStart(2, '0')}`, name: `${use.name} ${number + 1}` },
      ...{ organisation: 'commune', calendar: use.calendar, timeZone: 'Europe/Paris', fewStaff: false },
      position: [43.6 + 0.7 * chance(0), -1.3 + 1.2 * chance(1)],
      area: Math.round(use.area[0] + (use.area[1] - use.area[0]) * chance(2)),
    };
  });
  const devices = sites.flatMap((site, number) =>
    roles
      .filter(([role]) => (role === 'weather' ? number % 3 === 0 : role !== 'gas' || !isHall(site)))
      .map(([role, type]): Device => ({ id: deviceOf(site.id, role), name: role, site: site.id, type })),
  );
  const byId = <T extends { id: string }>(some: readonly T[]) => new Map(some.map((one) => [one.id, one]));
  return {
    organisations: byId([{ id: 'commune', name: 'Commune' }]),
    ...{ sites: byId(sites), devices: byId(devices), calendars: byId(calendars) },
    ...{ clients: new Map(), mappings: [] },
  };
}

function isHall({ calendar }: Site): boolean {
  return calendar === 'salle-des-fetes';
}

const office = hours([8.5, 12.5], [13.5, 17.5]);
const classes = hours([8.5, 16.5]);
const evening = hours([17, 22]);

const calendars: readonly OpeningCalendar[] = [
  calendar('mairie', [office, office, office, office, office, [], []]),
  { ...calendar('ecole', [classes, classes, [], classes, classes, [], []]), schoolHolidays: 'closed' },
  calendar('gymnase', [evening, evening, hours([13, 22]), evening, evening, hours([9, 18]), hours([9, 18])]),
  calendar('salle-des-fetes', [[], [], [], [], hours([18, 23]), hours([10, 24]), hours([10, 20])]),
];

function calendar(id: string, week: OpeningCalendar['week']): OpeningCalendar {
  return { id, zone: 'A', region: 'metropole', week, holidays: 'closed', schoolHolidays: 'open', closures: [] };
}

function hours(...spans: [from: number, to: number][]): OpeningCalendar['week'][number] {
  return spans.map(([from, to]) => ({ from: from * 60, to: to * 60 }));
}
