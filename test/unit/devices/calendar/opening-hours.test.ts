import { expect, test } from 'vitest';
import { createZone } from '../../../../devices/calendar/local-time.ts';
import type { OpeningCalendar } from '../../../../devices/calendar/opening-calendar.ts';
import { isOpen, kindOfDay, openIntervals, openness } from '../../../../devices/calendar/opening-hours.ts';
import { schoolHoliday } from '../../../../devices/calendar/school-holidays.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../../../devices/calendar/working-days.ts';

const paris = createZone('Europe/Paris');
const day = [
  { from: 510, to: 750 },
  { from: 810, to: 1050 },
];
const mairie: OpeningCalendar = {
  id: 'mairie',
  zone: 'A',
  region: 'metropole',
  week: [day, day, day, day, [{ from: 510, to: 750 }], [], []],
  holidays: 'closed',
  schoolHolidays: 'open',
  closures: [{ from: '2026-12-24', to: '2026-12-31' }],
};
const ecole: OpeningCalendar = { ...mairie, id: 'ecole', schoolHolidays: 'closed', closures: [] };
const open = (calendar: OpeningCalendar, local: string) => isOpen(calendar, paris, Date.parse(local));

test('a town hall closes at noon, at the end of the day and on Friday afternoon', () => {
  expect(open(mairie, '2026-03-02T08:29:59+01:00')).toBe(false);
  expect(open(mairie, '2026-03-02T08:30:00+01:00')).toBe(true);
  expect(open(mairie, '2026-03-02T12:30:00+01:00')).toBe(false);
  expect(open(mairie, '2026-03-02T17:29:59+01:00')).toBe(true);
  expect(open(mairie, '2026-03-06T12:29:00+01:00')).toBe(true);
  expect(open(mairie, '2026-03-06T14:00:00+01:00')).toBe(false);
});

test('opening follows the clocks on the wall over both changes of the year', () => {
  expect(open(mairie, '2026-03-27T07:30:00Z')).toBe(true);
  expect(open(mairie, '2026-03-30T06:30:00Z')).toBe(true);
  expect(open(mairie, '2026-03-30T06:29:00Z')).toBe(false);
  expect(open(mairie, '2026-10-26T07:29:00Z')).toBe(false);
});

test('a hall that is open through the night of October is open in both hours of the same name', () => {
  const hall = { ...mairie, holidays: 'open' as const, week: [[], [], [], [], [], [], [{ from: 0, to: 180 }]] };
  expect(open(hall, '2026-10-25T00:30:00Z')).toBe(true);
  expect(open(hall, '2026-10-25T01:30:00Z')).toBe(true);
  expect(open(hall, '2026-10-25T02:00:00Z')).toBe(false);
});

test('holidays and closures close; an open holiday does not', () => {
  expect(open(mairie, '2026-07-14T10:00:00+02:00')).toBe(false);
  expect(open({ ...mairie, holidays: 'open' }, '2026-07-14T10:00:00+02:00')).toBe(true);
  expect(open(mairie, '2026-12-28T10:00:00+01:00')).toBe(false);
  expect(open(mairie, '2026-12-23T10:00:00+01:00')).toBe(true);
});

test('a school is closed in the holidays of its own zone', () => {
  expect(openIntervals(ecole, '2026-02-09')).toEqual([]);
  expect(openIntervals({ ...ecole, zone: 'B' }, '2026-02-09')).toEqual(day);
  expect(openIntervals(ecole, '2026-02-23')).toEqual(day);
});

test('nobody claims to know a school’s hours beyond the published holidays', () => {
  const monday = Date.parse('2029-03-05T10:00:00+01:00');
  expect(openness(ecole, paris, monday)).toBe('unknown');
  expect(isOpen(ecole, paris, monday)).toBe(false);
  expect(openness(ecole, paris, Date.parse('2029-03-04T10:00:00+01:00'))).toBe('closed');
  expect(isOpen(mairie, paris, monday)).toBe(true);
  expect(kindOfDay(mairie, '2029-03-05')).toBe('unknown');
});

test.each([
  ['2026-03-02', 'working'],
  ['2026-03-07', 'saturday'],
  ['2026-03-08', 'sunday'],
  ['2026-04-05', 'sunday'],
  ['2026-04-06', 'holiday'],
  ['2026-12-25', 'holiday'],
  ['2026-12-24', 'closed'],
  ['2026-02-09', 'school-holiday'],
  ['2026-05-15', 'school-holiday'],
])('%s is a %s day for the town hall', (date, kind) => {
  expect(kindOfDay(mairie, date)).toBe(kind);
});

test.each([
  ['2024-10-19', 'A', 'holiday'],
  ['2024-11-03', 'C', 'holiday'],
  ['2024-11-04', 'A', 'school'],
  ['2025-02-22', 'A', 'holiday'],
  ['2025-04-21', 'B', 'holiday'],
  ['2025-04-22', 'B', 'school'],
  ['2026-02-21', 'C', 'holiday'],
  ['2026-02-23', 'A', 'school'],
  ['2026-04-19', 'A', 'holiday'],
  ['2026-09-01', 'A', 'school'],
  ['2027-02-13', 'A', 'holiday'],
  ['2027-02-13', 'B', 'school'],
  ['2027-04-26', 'A', 'school'],
  ['2027-07-03', 'C', 'holiday'],
  ['2024-09-01', 'A', 'unknown'],
  ['2027-09-01', 'A', 'unknown'],
] as const)('on %s zone %s has: %s', (date, zone, expected) => {
  expect(schoolHoliday(date, zone)).toBe(expected);
});

test('a deadline in working days steps over week-ends and holidays', () => {
  expect(isWorkingDay('2026-05-08')).toBe(false);
  expect(addWorkingDays('2026-05-13', 2)).toBe('2026-05-18');
  expect(addWorkingDays('2026-05-14', 0)).toBe('2026-05-15');
  expect(workingDaysBetween('2026-05-01', '2026-06-01')).toBe(17);
});
