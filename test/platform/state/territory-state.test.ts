import { expect, test } from 'vitest';
import type { OpeningCalendar } from '../../../devices/calendar/opening-calendar.ts';
import { createSiteHours } from '../../../devices/calendar/site-hours.ts';
import type { Device, Territory } from '../../../devices/territory.ts';
import { createTerritoryState } from '../../../gateway/state/create-territory-state.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const sensor: Device = { id: 'co2-3', name: 'Salle du conseil', site: 'mairie-tartas', type: 'air-quality' };

test('what the files say is read back as it was, and applying it again changes nothing', async () => {
  await using state = openState({ file: ':memory:' });
  const territory = createTerritoryState(state);
  const files: Territory = {
    ...territoryOfTwo(),
    clients: new Map([['sondes', { id: 'sondes', publish: ['a/#'], subscribe: [] }]]),
    calendars: new Map([['salle', hall('DTSTART;VALUE=DATE:20260301')]]),
    mappings: [
      { measurement: 'm2', field: 'f', device: 'eau-dax', metric: 'water.volume' },
      { measurement: 'm1', field: 'f', device: 'eau-dax', metric: 'water.volume' },
    ],
  };
  const first = await territory.replaceFiles(files);
  expect(first.added).toHaveLength(2 + 3 + 7 + 1 + 1 + 2);
  expect(await territory.read()).toEqual(files);
  expect(await territory.replaceFiles(files)).toEqual({ added: [], changed: [], removed: [] });
});

test('files that change add, change and remove exactly what differs, and can say so beforehand', async () => {
  await using state = openState({ file: ':memory:' });
  const territory = createTerritoryState(state);
  await territory.replaceFiles(territoryOfTwo());
  const devices = new Map(territoryOfTwo().devices);
  devices.delete('air-dax');
  devices.set('eau-dax', { ...devices.get('eau-dax')!, name: 'Compteur général' });
  devices.set('gaz-dax', { id: 'gaz-dax', name: 'Gaz', site: 'mairie-dax', type: 'gas-meter' });
  const files = { ...territoryOfTwo(), devices };
  const expected = { added: ['devices/gaz-dax'], changed: ['devices/eau-dax'], removed: ['devices/air-dax'] };
  expect(await territory.difference(files)).toEqual(expected);
  expect(await territory.replaceFiles(files)).toEqual(expected);
  expect(await territory.read()).toEqual(files);
});

test('an agenda is kept with its calendar, and a booking more is a change of it', async () => {
  await using state = openState({ file: ':memory:' });
  const territory = createTerritoryState(state);
  const booked = (start: string) => ({ ...territoryOfTwo(), calendars: new Map([['salle', hall(start)]]) });
  await territory.replaceFiles(booked('DTSTART;VALUE=DATE:20260301'));
  const moved = booked('DTSTART;VALUE=DATE:20260308');
  expect((await territory.replaceFiles(moved)).changed).toEqual(['calendars/salle']);
  const site = { ...territoryOfTwo().sites.get('mairie-dax')!, calendar: 'salle' };
  const hours = createSiteHours(await territory.read());
  expect(hours.openness(site, Date.parse('2026-03-08T12:00:00Z'))).toBe('open');
  expect(hours.openness(site, Date.parse('2026-03-01T12:00:00Z'))).toBe('closed');
});

test('a device attached from discovery outlives the files, and waits while its site is gone', async () => {
  await using state = openState({ file: ':memory:' });
  const territory = createTerritoryState(state);
  await territory.replaceFiles(territoryOfTwo());
  await territory.putDiscovered(sensor);
  await territory.replaceFiles(territoryOfTwo());
  expect((await territory.read()).devices.get('co2-3')).toEqual(sensor);
  await territory.replaceFiles({ ...territoryOfTwo(), sites: new Map(), devices: new Map() });
  expect((await territory.read()).devices.has('co2-3')).toBe(false);
  await territory.replaceFiles(territoryOfTwo());
  expect((await territory.read()).devices.get('co2-3')).toEqual(sensor);
});

test('a member added on screen stays beside the files with its sensors, until the files say otherwise', async () => {
  await using state = openState({ file: ':memory:' });
  const territory = createTerritoryState(state);
  const organisation = { id: 'morcenx', name: 'Morcenx' };
  const site = {
    id: 'mairie-morcenx',
    name: 'Mairie',
    organisation: 'morcenx',
    timeZone: 'Europe/Paris',
    fewStaff: false,
  };
  await territory.putMember(organisation, site);
  await territory.putDiscovered({ ...sensor, site: site.id });
  await territory.replaceFiles(territoryOfTwo());
  const known = await territory.read();
  expect([known.organisations.get('morcenx'), known.sites.get(site.id)]).toEqual([organisation, site]);
  expect(known.devices.get(sensor.id)?.site).toBe(site.id);
  const declared = {
    ...territoryOfTwo(),
    organisations: new Map([...territoryOfTwo().organisations, ['morcenx', { ...organisation, insee: '40197' }]]),
  };
  expect((await territory.replaceFiles(declared)).changed).toEqual(['organisations/morcenx']);
  expect((await territory.read()).organisations.get('morcenx')?.insee).toBe('40197');
});

test('a declared device that was attached keeps what the files say and the address it answers to', async () => {
  await using state = openState({ file: ':memory:' });
  const territory = createTerritoryState(state);
  await territory.replaceFiles(territoryOfTwo());
  const declared = territoryOfTwo().devices.get('air-dax')!;
  await territory.putDiscovered({ ...declared, name: 'an old name', address: 'native:mairie-dax/x' });
  await territory.replaceFiles(territoryOfTwo());
  expect((await territory.read()).devices.get('air-dax')).toEqual({ ...declared, address: 'native:mairie-dax/x' });
});

function hall(start: string): OpeningCalendar {
  return {
    ...{ id: 'salle', region: 'metropole', week: [], holidays: 'closed', schoolHolidays: 'open', closures: [] },
    bookings: ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', start, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'),
  };
}
