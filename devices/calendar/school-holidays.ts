import type { LocalDate } from './local-date.ts';

/** A: Bordeaux (the Landes among them), Lyon … · B: Lille, Rennes … · C: Paris, Toulouse … */
export type SchoolZone = 'A' | 'B' | 'C';

/** The table knows every day from here … */
export const schoolHolidaysFrom: LocalDate = '2024-09-02';
/** … to here, both included. */
export const schoolHolidaysTo: LocalDate = '2027-08-31';

type Range = readonly [first: LocalDate, last: LocalDate];

/** First and last day without school, Saturday classes left aside; the days of the bridge of Ascension too. */
const everyZone: readonly Range[] = [
  ['2024-10-19', '2024-11-03'],
  ['2024-12-21', '2025-01-05'],
  ['2025-05-30', '2025-05-31'],
  ['2025-07-05', '2025-08-31'],
  ['2025-10-18', '2025-11-02'],
  ['2025-12-20', '2026-01-04'],
  ['2026-05-15', '2026-05-16'],
  ['2026-07-04', '2026-08-31'],
  ['2026-10-17', '2026-11-01'],
  ['2026-12-19', '2027-01-03'],
  ['2027-05-07', '2027-05-08'],
  ['2027-07-03', '2027-08-31'],
];

/** Winter and spring of 2025, 2026, 2027. Sources: arrêtés of 7 December 2022 and after, data.education.gouv.fr. */
const byZone: Readonly<Record<SchoolZone, readonly Range[]>> = {
  A: [
    ['2025-02-22', '2025-03-09'],
    ['2025-04-19', '2025-05-04'],
    ['2026-02-07', '2026-02-22'],
    ['2026-04-04', '2026-04-19'],
    ['2027-02-13', '2027-02-28'],
    ['2027-04-10', '2027-04-25'],
  ],
  B: [
    ['2025-02-08', '2025-02-23'],
    ['2025-04-05', '2025-04-21'],
    ['2026-02-14', '2026-03-01'],
    ['2026-04-11', '2026-04-26'],
    ['2027-02-20', '2027-03-07'],
    ['2027-04-17', '2027-05-02'],
  ],
  C: [
    ['2025-02-15', '2025-03-02'],
    ['2025-04-12', '2025-04-27'],
    ['2026-02-21', '2026-03-08'],
    ['2026-04-18', '2026-05-03'],
    ['2027-02-06', '2027-02-21'],
    ['2027-04-03', '2027-04-18'],
  ],
};

/** Whether schools of the zone are on holiday that day; `unknown` outside the published table, never a guess. */
export function schoolHoliday(date: LocalDate, zone: SchoolZone): 'holiday' | 'school' | 'unknown' {
  if (date < schoolHolidaysFrom || date > schoolHolidaysTo) return 'unknown';
  const within = ([first, last]: Range) => first <= date && date <= last;
  return everyZone.some(within) || byZone[zone].some(within) ? 'holiday' : 'school';
}
