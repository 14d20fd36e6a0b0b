import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weekday } from '../../../../devices/calendar/local-date.ts';
import { easterSunday, publicHolidays } from '../../../../devices/calendar/public-holidays.ts';

test.each([
  [2024, '03-31', '04-01', '05-09', '05-20', '03-29'],
  [2025, '04-20', '04-21', '05-29', '06-09', '04-18'],
  [2026, '04-05', '04-06', '05-14', '05-25', '04-03'],
  [2027, '03-28', '03-29', '05-06', '05-17', '03-26'],
  [2028, '04-16', '04-17', '05-25', '06-05', '04-14'],
  [2029, '04-01', '04-02', '05-10', '05-21', '03-30'],
  [2030, '04-21', '04-22', '05-30', '06-10', '04-19'],
])(
  'in %i the holidays that move with Easter fall where they were published',
  (year, easter, monday, ascension, whit, friday) => {
    expect(easterSunday(year)).toBe(`${year}-${easter}`);
    const days = publicHolidays(year);
    expect([monday, ascension, whit].every((day) => days.has(`${year}-${day}`))).toBe(true);
    expect(days.size).toBe(11);
    expect(days.has(`${year}-${friday}`)).toBe(false);
    const alsace = publicHolidays(year, 'alsace-moselle');
    expect(alsace.has(`${year}-${friday}`) && alsace.has(`${year}-12-26`)).toBe(true);
    expect(alsace.size).toBe(13);
  },
);

test('two holidays on one day are one day off: 1 May 2008 was Ascension too', () => {
  expect(publicHolidays(2008).has('2008-05-01')).toBe(true);
  expect(publicHolidays(2008).size).toBe(10);
});

test.each([
  ['mayotte', '2026-04-27'],
  ['martinique', '2026-05-22'],
  ['guadeloupe', '2026-05-27'],
  ['saint-martin', '2026-05-28'],
  ['saint-martin', '2017-05-27'],
  ['guyane', '2026-06-10'],
  ['saint-barthelemy', '2026-10-09'],
  ['reunion', '2026-12-20'],
] as const)('%s keeps the abolition of slavery on %s', (region, day) => {
  const year = Number(day.slice(0, 4));
  expect(publicHolidays(year, region).has(day)).toBe(true);
  expect(publicHolidays(year).has(day)).toBe(false);
  expect(publicHolidays(year, region).size).toBe(12);
});

test('Easter is a Sunday between 22 March and 25 April, whatever the year', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2199 }), (year) => {
      const easter = easterSunday(year);
      return weekday(easter) === 6 && easter >= `${year}-03-22` && easter <= `${year}-04-25`;
    }),
  );
});
