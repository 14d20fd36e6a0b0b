import { expect, test } from 'vitest';
import type { OpeningCalendar } from '../../../devices/calendar/opening-calendar.ts';
import type { Site, Territory } from '../../../devices/territory.ts';
import { curve, village } from './village.ts';

const tuesday = Date.UTC(2026, 2, 10);
const allDay = [{ from: 0, to: 1440 }];

test('a simulated building is full when its own calendar says that it is open', () => {
  expect(highestCo2(keeping(Array(7).fill(allDay)), 22)).toBeGreaterThan(600);
  expect(highestCo2(keeping(Array(7).fill([])), 22)).toBeLessThan(550);
});

test('a simulated hall that opens for its bookings alone is full when its agenda says so', () => {
  const lines = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'DTSTART:20260310T210000', 'DURATION:PT4H', 'END:VEVENT'];
  const bookings = [...lines, 'END:VCALENDAR', ''].join('\r\n');
  expect(highestCo2(keeping([], bookings), 22)).toBeGreaterThan(600);
  expect(highestCo2(keeping([], bookings.replace('0310', '0312')), 22)).toBeLessThan(550);
});

function highestCo2(territory: Territory, hour: number): number {
  const from = tuesday + hour * 3_600_000;
  const span = { seed: 1, from, to: from + 3_600_000, everyMs: 600_000 };
  return Math.max(...curve(territory, 'mairie-air-quality', 'air.co2', span).values);
}

function keeping(week: OpeningCalendar['week'], bookings?: string): Territory {
  const calendar: OpeningCalendar = {
    ...{ id: 'heures', region: 'metropole', holidays: 'open', schoolHolidays: 'open', closures: [] },
    week,
    ...(bookings !== undefined && { bookings }),
  };
  const sites = [...village.sites.values()].map((site): [string, Site] => [site.id, { ...site, calendar: 'heures' }]);
  return { ...village, sites: new Map(sites), calendars: new Map([['heures', calendar]]) };
}
