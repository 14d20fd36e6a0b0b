import { addDays, type LocalDate } from './local-date.ts';

/** Whose holidays: those of metropolitan France, with what a region adds to them. */
export type HolidayRegion = (typeof holidayRegions)[number];

export const holidayRegions = [
  'metropole',
  'alsace-moselle',
  'mayotte',
  'martinique',
  'guadeloupe',
  'saint-martin',
  'guyane',
  'saint-barthelemy',
  'reunion',
] as const;

const everywhere = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];

/** Abolition of slavery. */
const overseas: Partial<Record<HolidayRegion, string>> = {
  mayotte: '04-27',
  martinique: '05-22',
  guadeloupe: '05-27',
  'saint-martin': '05-28',
  guyane: '06-10',
  'saint-barthelemy': '10-09',
  reunion: '12-20',
};

/** The public holidays of a year (Code du travail L3133-1, L3134-13, L3422-2); two that fall together are one day. */
export function publicHolidays(year: number, region: HolidayRegion = 'metropole'): ReadonlySet<LocalDate> {
  const easter = easterSunday(year);
  const abolition = overseas[region];
  // Saint-Martin keeps its own day since 2018, that of Guadeloupe before
  const own = region === 'saint-martin' && year < 2018 ? overseas.guadeloupe : abolition;
  return new Set([
    ...everywhere.map((day) => `${year}-${day}`),
    ...[1, 39, 50].map((days) => addDays(easter, days)),
    ...(region === 'alsace-moselle' ? [addDays(easter, -2), `${year}-12-26`] : []),
    ...(own === undefined ? [] : [`${year}-${own}`]),
  ]);
}

/** Whether the day is a public holiday. */
export function isPublicHoliday(date: LocalDate, region: HolidayRegion = 'metropole'): boolean {
  return publicHolidays(Number(date.slice(0, 4)), region).has(date);
}

/** Easter Sunday of the Gregorian calendar, 1583 and after (Meeus, Jones and Butcher). */
export function easterSunday(year: number): LocalDate {
  const div = (a: number, b: number) => Math.floor(a / b);
  const a = year % 19;
  const b = div(year, 100);
  const c = year % 100;
  const d = (19 * a + b - div(b, 4) - div(b - div(b + 8, 25) + 1, 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * div(c, 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * div(a + 11 * d + 22 * e, 451) + 114;
  return `${year}-${String(div(f, 31)).padStart(2, '0')}-${String((f % 31) + 1).padStart(2, '0')}`;
}
