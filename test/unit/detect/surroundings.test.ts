import { expect, test } from 'vitest';
import type { OpeningCalendar } from '../../../devices/calendar/opening-calendar.ts';
import type { Device, Site } from '../../../devices/territory.ts';
import { createOutdoor } from '../../../gateway/detect/outdoor.ts';
import { createSurroundings } from '../../../gateway/detect/surroundings.ts';

const hour = 3_600_000;
const office: OpeningCalendar = {
  ...{ id: 'office', region: 'metropole', holidays: 'closed', schoolHolidays: 'open', closures: [] },
  week: [0, 1, 2, 3, 4].map(() => [{ from: 510, to: 750 }]),
};
const siteOf = (id: string, more: Partial<Site> = {}): Site => ({
  ...{ id, name: id, organisation: id, timeZone: 'Europe/Paris', fewStaff: false },
  ...more,
});
const station = (id: string, site: string): Device => ({ id, site, name: id, type: 'weather-station' });

function around(sites: Site[], stations: Device[] = []) {
  return createSurroundings(
    {
      sites: new Map(sites.map((site) => [site.id, site])),
      devices: new Map(stations.map((one) => [one.id, one])),
      calendars: new Map([[office.id, office]]),
    },
    () => true,
  );
}

const of = (site: string, device = 'meter', metric = 'gas.volume') => ({ site, device, metric });

test('a moment ends with the hour, with the opening and with the day, by the clocks of the site', () => {
  const setting = around([siteOf('mairie', { calendar: 'office' })]).of(of('mairie')).setting;
  const at = Date.UTC(2026, 2, 2, 7, 45);
  expect(setting?.at(at)).toEqual({
    ...{ from: Date.UTC(2026, 2, 2, 7, 30), to: Date.UTC(2026, 2, 2, 8), day: 20_514, hour: 8 },
    ...{ kind: 'working', openness: 'open' },
  });
  expect(setting?.at(at - 15 * 60_000 - 1)).toMatchObject({
    openness: 'closed',
    hour: 8,
    to: Date.UTC(2026, 2, 2, 7, 30),
  });
  expect(setting?.at(at + 60_000)).toBe(setting?.at(at));
  expect(setting?.at(Date.UTC(2026, 3, 6, 8))).toMatchObject({ kind: 'holiday', openness: 'closed' });
  expect(setting?.at(Date.UTC(2026, 2, 7, 23))).toMatchObject({ kind: 'sunday', hour: 0, day: 20_520 });
});

test('the moments of the day the clocks go forward follow each other without a hole', () => {
  const setting = around([siteOf('mairie', { calendar: 'office' })]).of(of('mairie')).setting;
  const hours: number[] = [];
  const day = setting?.zone.startOfDay(Date.UTC(2026, 2, 29, 12)) ?? 0;
  for (let at = day; at < day + 23 * hour; ) {
    const moment = setting?.at(at);
    expect(moment?.from).toBe(at);
    hours.push(moment?.hour ?? -1);
    at = moment?.to ?? Number.POSITIVE_INFINITY;
  }
  expect(hours).toEqual([0, 1, ...Array.from({ length: 21 }, (_, one) => one + 3)]);
});

test('without a calendar nobody knows whether a site is open', () => {
  const setting = around([siteOf('hangar')]).of(of('hangar')).setting;
  expect(setting?.at(Date.UTC(2026, 2, 2, 9))).toMatchObject({ kind: 'working', openness: 'unknown' });
  expect(around([]).of(of('gone'))).toEqual({});
});

test('the weather of a site is told by its own station, else by the nearest', () => {
  const sites = [
    siteOf('tartas', { position: [43.83, -0.81] }),
    siteOf('dax', { position: [43.71, -1.05] }),
    siteOf('souprosse', { position: [43.79, -0.72] }),
  ];
  const surroundings = around(sites, [station('sky-dax', 'dax'), station('sky-tartas', 'tartas')]);
  const [tartas, dax] = ['tartas', 'dax'].map((site) =>
    surroundings.of(of(site, `sky-${site}`, 'outdoor.temperature')),
  );
  expect(tartas?.tells).toBe(tartas?.setting?.outdoor);
  expect(dax?.tells).toBe(dax?.setting?.outdoor);
  expect(dax?.tells).not.toBe(tartas?.tells);
  expect(surroundings.of(of('souprosse')).setting?.outdoor).toBe(tartas?.tells);
  expect(surroundings.of(of('dax')).tells).toBeUndefined();
});

test('the outdoor temperature is known by the hour for three days, by the day for two years', () => {
  const outdoor = createOutdoor();
  const begin = Date.UTC(2025, 0, 1);
  for (let at = 0; at < 400 * 24; at++) outdoor.hear(begin + at * hour, Math.floor(at / 24) % 10);
  const now = begin + 400 * 24 * hour;
  expect(outdoor.mean(now - 24 * hour, now)).toBe(9);
  expect(outdoor.mean(now - 36 * hour, now - 12 * hour)).toBe(8.5);
  expect(outdoor.dayMean(begin / (24 * hour) + 3)).toBe(3);
  expect(outdoor.mean(begin + 3 * 24 * hour + hour, begin + 3 * 24 * hour + 4 * hour)).toBe(3);
  expect(outdoor.mean(now, now + 24 * hour)).toBeNaN();

  const second = createOutdoor();
  second.restore(JSON.parse(JSON.stringify(outdoor.state())));
  expect(second.mean(now - 24 * hour, now)).toBe(9);
  expect(second.state()).toEqual(outdoor.state());
});
