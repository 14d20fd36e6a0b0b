import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createZone } from '../../../../devices/calendar/local-time.ts';
import type { OpeningCalendar } from '../../../../devices/calendar/opening-calendar.ts';
import { createOpeningHours } from '../../../../devices/calendar/opening-hours.ts';
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
const of = (calendar: OpeningCalendar) => createOpeningHours(calendar, paris);
const open = (calendar: OpeningCalendar, local: string) => of(calendar).openness(Date.parse(local)) === 'open';

function agenda(...events: string[]): string {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', ...event.split('|'), 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

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

test('closures of an agenda close, by the day or by the hour, what hours and bookings open', () => {
  const works = agenda(
    'DTSTART;VALUE=DATE:20260301|DTEND;VALUE=DATE:20260303',
    'DTSTART:20260304T100000|DURATION:PT1H',
  );
  const booked = agenda('DTSTART:20260302T180000|DURATION:PT2H', 'DTSTART:20260304T170000|DURATION:PT2H');
  const closed: OpeningCalendar = { ...mairie, bookings: booked, furtherClosures: works };
  expect(open(closed, '2026-03-02T10:00:00+01:00')).toBe(false);
  expect(open(closed, '2026-03-02T18:30:00+01:00')).toBe(false);
  expect(of(closed).kindOfDay('2026-03-02')).toBe('closed');
  expect(of(closed).openIntervals('2026-03-02')).toEqual([]);
  expect(open(closed, '2026-03-04T10:00:00+01:00')).toBe(false);
  expect(open(closed, '2026-03-04T11:00:00+01:00')).toBe(true);
  expect(open(closed, '2026-03-04T18:59:59+01:00')).toBe(true);
  expect(of(closed).kindOfDay('2026-03-04')).toBe('working');
  expect(of(closed).openIntervals('2026-03-04')).toEqual([
    { from: 510, to: 600 },
    { from: 660, to: 750 },
    { from: 810, to: 1140 },
  ]);
});

test('a booking that fills the noon makes one stretch of the day, one that leaves a minute does not', () => {
  const bookedFrom = (start: string) => of({ ...mairie, bookings: agenda(`DTSTART:${start}|DTEND:20260302T133000`) });
  expect(bookedFrom('20260302T123000').openIntervals('2026-03-02')).toEqual([{ from: 510, to: 1050 }]);
  expect(bookedFrom('20260302T123100').openIntervals('2026-03-02')).toEqual([
    { from: 510, to: 750 },
    { from: 751, to: 1050 },
  ]);
});

test('a hall booked on a public holiday is open, and known to be open where school hours are not published', () => {
  const booked = agenda('DTSTART:20260714T200000|DURATION:PT4H', 'DTSTART:20290305T080000|DURATION:PT1H');
  expect(open({ ...mairie, bookings: booked }, '2026-07-14T21:00:00+02:00')).toBe(true);
  expect(open({ ...mairie, bookings: booked }, '2026-07-14T10:00:00+02:00')).toBe(false);
  const hours = of({ ...ecole, bookings: booked });
  expect(hours.openness(Date.parse('2029-03-05T08:30:00+01:00'))).toBe('open');
  expect(hours.openness(Date.parse('2029-03-05T09:00:00+01:00'))).toBe('unknown');
  expect(hours.openIntervals('2029-03-05')).toBe('unknown');
});

test('a booking through the night in which clocks go back lasts its nine hours', () => {
  const hours = of({ ...mairie, bookings: agenda('DTSTART:20261024T220000|DTEND:20261025T060000') });
  const start = Date.parse('2026-10-24T20:00:00Z');
  const openAt = Array.from({ length: 240 }, (_, i) => start + (i - 60) * 180_000).filter(
    (at) => hours.openness(at) === 'open',
  );
  expect(openAt).toHaveLength(9 * 20);
  expect(hours.openIntervals('2026-10-24')).toEqual([{ from: 1320, to: 1440 }]);
  expect(hours.openIntervals('2026-10-25')).toEqual([{ from: 0, to: 360 }]);
});

test('at every minute, being open and the hours of the day say the same', () => {
  const event = fc.record({ day: fc.nat(13), minute: fc.nat(1439), minutes: fc.integer({ min: 1, max: 2000 }) });
  const lines = (events: { day: number; minute: number; minutes: number }[]) =>
    agenda(
      ...events.map(({ day, minute, minutes }) => {
        const two = (number: number) => String(number).padStart(2, '0');
        const clock = `${two(Math.floor(minute / 60))}${two(minute % 60)}`;
        return `DTSTART:202606${two(day + 1)}T${clock}00|DURATION:PT${minutes}M`;
      }),
    );
  let seen = 0;
  fc.assert(
    fc.property(fc.array(event, { maxLength: 5 }), fc.array(event, { maxLength: 3 }), (bookings, closures) => {
      const hours = of({ ...mairie, bookings: lines(bookings), furtherClosures: lines(closures) });
      for (let day = 1; day <= 14; day++) {
        const date = `2026-06-${String(day).padStart(2, '0')}`;
        const intervals = hours.openIntervals(date);
        if (intervals === 'unknown') throw new Error(date);
        expect(intervals.every(({ from, to }, i) => from < to && from > (intervals[i - 1]?.to ?? -1))).toBe(true);
        for (let minute = 0; minute < 1440; minute += 7) {
          const isOpen = intervals.some(({ from, to }) => from <= minute && minute < to);
          const said = hours.openness(paris.toInstant(date, minute)) === 'open';
          if (said !== isOpen) throw new Error(`${date} ${minute}: ${said}, ${JSON.stringify(intervals)}`);
          seen++;
        }
      }
    }),
    { numRuns: 50, seed: 20260601 },
  );
  expect(seen).toBe(50 * 14 * 206);
});

test('a school is closed in the holidays of its own zone', () => {
  expect(of(ecole).openIntervals('2026-02-09')).toEqual([]);
  expect(of({ ...ecole, zone: 'B' }).openIntervals('2026-02-09')).toEqual(day);
  expect(of(ecole).openIntervals('2026-02-23')).toEqual(day);
});

test('nobody claims to know a school’s hours beyond the published holidays', () => {
  const monday = Date.parse('2029-03-05T10:00:00+01:00');
  expect(of(ecole).openness(monday)).toBe('unknown');
  expect(of(mairie).openness(monday)).toBe('open');
  expect(of(ecole).openness(Date.parse('2029-03-04T10:00:00+01:00'))).toBe('closed');
  expect(of(mairie).kindOfDay('2029-03-05')).toBe('unknown');
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
  expect(of(mairie).kindOfDay(date)).toBe(kind);
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
