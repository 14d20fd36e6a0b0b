import { expect, test } from 'vitest';
import { createZone } from '../../../devices/calendar/local-time.ts';
import type { Site } from '../../../devices/territory.ts';
import { maintenanceTimes } from '../../../gateway/calculate/maintenance-times.ts';
import type { Maintenance, MaintenanceScope } from '../../../gateway/domain/maintenance.ts';

const zone = createZone('Europe/Paris');
const site: Site = { id: 'mairie', name: 'Mairie', organisation: 'tartas', timeZone: 'Europe/Paris', fewStaff: false };
const place = { device: { id: 'server' }, site, zone };
const at = (text: string) => Date.parse(text);
const always = { from: at('2026-01-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z') };

test('work on an organisation, a site or a device is work on what belongs to it, and on nothing else', () => {
  const scopes: [MaintenanceScope, number][] = [
    [{ organisation: 'tartas' }, 1],
    [{ site: 'mairie' }, 1],
    [{ device: 'server' }, 1],
    [{ organisation: 'dax' }, 0],
    [{ site: 'server' }, 0],
    [{ device: 'mairie' }, 0],
  ];
  for (const [scope, count] of scopes) {
    expect(maintenanceTimes([work(scope)], place, always), JSON.stringify(scope)).toHaveLength(count);
  }
});

test('weekly work keeps its hours on the clock when the clocks change, and ends when it was said to', () => {
  const weekly = { ...work({ site: 'mairie' }), weeklyUntil: at('2026-04-10T00:00:00Z') };
  const times = maintenanceTimes([weekly], place, always).map(({ from, to }) =>
    [from, to].map((time) => new Date(time).toISOString().slice(0, 16)),
  );
  expect(times).toEqual([
    ['2026-03-19T21:00', '2026-03-19T23:00'],
    ['2026-03-26T21:00', '2026-03-26T23:00'],
    ['2026-04-02T20:00', '2026-04-02T22:00'],
    ['2026-04-09T20:00', '2026-04-09T22:00'],
  ]);
});

test('weekly work of long ago is found in a week of today, and not before it began', () => {
  const weekly = { ...work({ site: 'mairie' }), weeklyUntil: at('2040-01-01T00:00:00Z') };
  const week = { from: at('2036-07-07T00:00:00Z'), to: at('2036-07-14T00:00:00Z') };
  expect(maintenanceTimes([weekly], place, week)).toEqual([
    { from: at('2036-07-10T20:00:00Z'), to: at('2036-07-10T22:00:00Z') },
  ]);
  expect(maintenanceTimes([weekly], place, { from: 0, to: weekly.from })).toEqual([]);
});

test('work that is under way at either end of a period belongs to it', () => {
  const weekly = { ...work({ site: 'mairie' }), weeklyUntil: at('2040-01-01T00:00:00Z') };
  const cut = { from: at('2026-07-09T21:00:00Z'), to: at('2026-07-16T21:00:00Z') };
  expect(maintenanceTimes([weekly], place, cut).map(({ from }) => new Date(from).getUTCDate())).toEqual([9, 16]);
});

test('works that overlap are one time', () => {
  const one = work({ site: 'mairie' });
  const other = { ...work({ device: 'server' }), from: one.from + 3_600_000, to: one.to + 3_600_000 };
  expect(maintenanceTimes([other, one], place, always)).toEqual([{ from: one.from, to: other.to }]);
});

/** Thursday evening, 22:00 to midnight in Paris. */
function work(scope: MaintenanceScope): Maintenance {
  const [from, to] = [at('2026-03-19T21:00:00Z'), at('2026-03-19T23:00:00Z')];
  return { id: 1, scope, from, to, reason: 'updates', by: 'technicien@demo', createdAt: from };
}
