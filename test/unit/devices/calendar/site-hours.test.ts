import { expect, test } from 'vitest';
import type { OpeningCalendar } from '../../../../devices/calendar/opening-calendar.ts';
import { createSiteHours } from '../../../../devices/calendar/site-hours.ts';
import type { Site } from '../../../../devices/territory.ts';

const morning = [{ from: 480, to: 720 }];
const calendar: OpeningCalendar = {
  ...{ id: 'mairie', region: 'metropole', holidays: 'closed', schoolHolidays: 'open', closures: [] },
  week: [morning, morning, morning, morning, morning, [], []],
};
const hours = createSiteHours({ calendars: new Map([['mairie', calendar]]) });
const mairie: Site = {
  ...{ id: 'mairie', name: 'Mairie', organisation: 'tartas', calendar: 'mairie' },
  ...{ timeZone: 'Europe/Paris', fewStaff: false },
};

test('each site opens by the clocks of its own zone', () => {
  const instant = Date.parse('2026-03-02T07:30:00Z');
  expect(hours.openness(mairie, instant)).toBe('open');
  expect(hours.openness({ ...mairie, timeZone: 'Indian/Reunion' }, instant)).toBe('open');
  expect(hours.openness({ ...mairie, timeZone: 'America/Cayenne' }, instant)).toBe('closed');
});

test('a site without a calendar has unknown hours, but still Sundays and holidays', () => {
  const { calendar: _, ...site } = mairie;
  expect(hours.openness(site, Date.parse('2026-03-02T09:00:00Z'))).toBe('unknown');
  expect(hours.kindOfDay(site, Date.parse('2026-02-28T23:30:00Z'))).toBe('sunday');
  expect(hours.kindOfDay(site, Date.parse('2026-07-14T09:00:00Z'))).toBe('holiday');
  expect(hours.kindOfDay(site, Date.parse('2030-03-05T09:00:00Z'))).toBe('working');
});
