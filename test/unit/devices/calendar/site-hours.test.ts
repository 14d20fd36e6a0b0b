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

const ball = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'DTSTART:20260228T200000',
  'DURATION:PT8H',
  'RRULE:FREQ=YEARLY;BYMONTH=2;BYDAY=-1SA',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

test('a booking opens the building beside its hours, by the clocks of each site, over midnight and in years to come', () => {
  const booked = createSiteHours({ calendars: new Map([['mairie', { ...calendar, bookings: ball }]]) });
  const at = (local: string, site = mairie) => booked.openness(site, Date.parse(local));
  expect(at('2026-02-28T19:59:59+01:00')).toBe('closed');
  expect(at('2026-02-28T20:00:00+01:00')).toBe('open');
  expect(at('2026-03-01T03:59:59+01:00')).toBe('open');
  expect(at('2026-03-01T04:00:00+01:00')).toBe('closed');
  expect(at('2026-03-02T09:00:00+01:00')).toBe('open');
  expect(at('2036-02-23T23:00:00+01:00')).toBe('open');
  const reunion = { ...mairie, timeZone: 'Indian/Reunion' };
  expect(at('2026-02-28T20:00:00+04:00', reunion)).toBe('open');
  expect(at('2026-02-28T19:59:59+04:00', reunion)).toBe('closed');
  expect(booked.kindOfDay(mairie, Date.parse('2026-02-28T21:00:00+01:00'))).toBe('saturday');
});

test('a site without a calendar has unknown hours, but still Sundays and holidays', () => {
  const { calendar: _, ...site } = mairie;
  expect(hours.openness(site, Date.parse('2026-03-02T09:00:00Z'))).toBe('unknown');
  expect(hours.kindOfDay(site, Date.parse('2026-02-28T23:30:00Z'))).toBe('sunday');
  expect(hours.kindOfDay(site, Date.parse('2026-07-14T09:00:00Z'))).toBe('holiday');
  expect(hours.kindOfDay(site, Date.parse('2030-03-05T09:00:00Z'))).toBe('working');
});
