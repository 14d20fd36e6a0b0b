import { expect, test } from 'vitest';
import type { Alert } from '../../../dashboard/contract/alerts.ts';
import type { LatestReading } from '../../../dashboard/contract/readings.ts';
import type { Device, DeviceType, Metric } from '../../../dashboard/contract/territory.ts';
import { en } from '../../../dashboard/web/texts/en.ts';
import { fr } from '../../../dashboard/web/texts/fr.ts';
import { wallWordsOf } from '../../../dashboard/web/texts/walls.ts';
import { type Console, consolesIn, everyIn, pagesOf, type Tile, tilesOf } from '../../../dashboard/web/walls/board.ts';
import { faceOf, isLoud } from '../../../dashboard/web/walls/face.ts';

const now = Date.parse('2026-11-18T14:20:00Z');
const minute = 60_000;

test('an address names the consoles in its own order, all of them where it names none, and never turns quicker than people read', () => {
  expect(consolesIn('wifi,nothing,batiments')).toEqual(['wifi', 'batiments']);
  expect(consolesIn(null)).toHaveLength(7);
  expect(['20s', '2m', '45', '1s', 'soon', null].map(everyIn)).toEqual([
    20_000, 120_000, 45_000, 5_000, 20_000, 20_000,
  ]);
});

test('buildings are one tile a site, machines one each, in the order of their names', () => {
  const territory = {
    organisations: [{ id: 'tartas', name: 'Tartas', worst: null }],
    sites: [
      {
        id: 'mairie',
        name: 'Mairie de Tartas',
        organisation: 'tartas',
        timeZone: 'Europe/Paris',
        fewStaff: false,
        worst: null,
      },
      { id: 'ecole', name: 'École', organisation: 'tartas', timeZone: 'Europe/Paris', fewStaff: true, worst: null },
    ],
    devices: [
      device('eau', 'mairie', 'meter'),
      device('air', 'mairie', 'meter'),
      device('elec', 'ecole', 'meter'),
      device('grid', 'mairie', 'backup'),
    ],
  };
  const tiles = (console: Console, coarse = false) => tilesOf(console, territory, { types, coarse });
  expect(
    tiles('batiments', true).map(({ title, place, devices, coarse }) => [title, place, devices.length, coarse]),
  ).toEqual([
    ['École', 'Tartas', 1, true],
    ['Mairie de Tartas', '', 2, false],
  ]);
  expect(tiles('sauvegardes').map(({ title, href }) => [title, href])).toEqual([['Tartas', '/devices/grid']]);
  expect(tiles('wifi')).toEqual([]);
});

test('what needs a person is told by a word with the machine’s name; what is well says nothing', () => {
  const states = (values: number[]) =>
    values.map((value, at) => reading('grid', 'backup.state', value, minute, `srv-${at}`));
  expect(face('sauvegardes', ['grid'], states([0, 0]))).toMatchObject({ is: 'well', figures: [{ text: '2/2' }] });
  expect(face('sauvegardes', ['grid'], states([0, 2, 3]))).toMatchObject({
    is: 'critical',
    word: 'srv-2 : en échec +1',
    figures: [{ text: '1/3' }],
  });
  expect(face('sauvegardes', ['grid'], states([0, 1]))?.is).toBe('well');
});

test('a value older than its device may be silent is never shown as fresh, and the gravest counts first', () => {
  const old = face('batiments', ['eau'], [reading('eau', 'air.co2', 640, 90 * minute)]);
  expect(old).toMatchObject({ is: 'silent', old: true, time: now - 90 * minute });
  expect(face('batiments', ['eau'], [reading('eau', 'air.co2', 640, minute)])).toMatchObject({
    is: 'well',
    old: false,
  });
  const one = face(
    'batiments',
    ['eau', 'air'],
    [reading('eau', 'air.co2', 640, minute), reading('air', 'air.co2', 2_000, 90 * minute)],
  );
  expect(one).toMatchObject({ is: 'silent', word: '1 capteur sans données', figures: [{ value: 640 }] });
  expect(face('batiments', ['eau'], [])).toMatchObject({ is: 'silent', word: fr.neverSpoke });
  const cut = { is: 'unreachable' as const, reason: 'no answer', since: new Date(now - 5 * minute).toISOString() };
  expect(face('sauvegardes', ['grid'], [reading('grid', 'backup.state', 3, minute, 'a')], cut)).toMatchObject({
    is: 'unreachable',
  });
});

test('a device that speaks of other things only is not on the wall, one that others say is gone is', () => {
  const cut = { is: 'unreachable' as const, reason: 'no answer', since: new Date(now - 5 * minute).toISOString() };
  expect(face('wifi', ['grid'], [reading('grid', 'device.up', 0, minute)], cut)).toMatchObject({ is: 'unreachable' });
  expect(face('wifi', ['grid'], [reading('grid', 'backup.state', 0, minute, 'a')])).toBeUndefined();
});

test('an alert turns its tile until somebody has it in hand, then it stays, hollow and small; in maintenance it is quiet', () => {
  const readings = [reading('eau', 'air.co2', 640, minute)];
  const told = (change: Partial<Alert>) => face('batiments', ['eau'], readings, undefined, [{ ...alert, ...change }]);
  expect(told({})).toMatchObject({ is: 'critical', word: 'Fuite d’eau probable', since: now - 26 * 60 * minute });
  expect(isLoud(told({}) ?? { is: 'well' })).toBe(true);
  const taken = told({ acknowledged: true, instance: 'B' });
  expect(taken).toMatchObject({ is: 'critical', word: 'Fuite d’eau probable · B', taken: true });
  expect(isLoud(taken ?? { is: 'well' })).toBe(false);
  expect(told({ maintenance: '4' })).toMatchObject({ is: 'maintenance' });
  expect(told({ shelvedUntil: '2026-11-19T00:00:00Z' })?.is).toBe('well');
  // the gravest of what is told and of what the machine says itself
  const failed = [reading('grid', 'backup.state', 3, minute, 'a')];
  expect(
    face('sauvegardes', ['grid'], failed, undefined, [{ ...alert, severity: 'warning', device: 'grid' }])?.word,
  ).toBe('a : en échec');
});

test('what needs a person stays on every page while it leaves room, and comes first where it does not', () => {
  const list = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at);
  const room = { columns: 4, rows: 5 };
  // two columns each: 4 loud ones take 8 of 20 places, 12 are left for 30 quiet ones
  const few = pagesOf(list(4), list(30, 100), room);
  expect(few.pages.map((page) => page.length)).toEqual([16, 16, 10]);
  expect(few.pages.every((page) => list(4).every((one) => page.includes(one)))).toBe(true);
  const many = pagesOf(list(21), list(5, 100), room);
  expect(many.pages.map((page) => page.length)).toEqual([10, 10, 1, 5]);
  expect(many.pages.flat().toSorted((a, b) => a - b)).toEqual([...list(21), ...list(5, 100)]);
  // all that fits stands on one page
  expect(pagesOf(list(8), list(4, 100), room).pages).toHaveLength(1);
  expect(pagesOf([], [], room).pages).toEqual([[]]);
});

const alert: Alert = {
  id: 'a1',
  rule: 'leak',
  device: 'eau',
  site: 'mairie',
  organisation: 'tartas',
  severity: 'critical',
  active: true,
  flapping: false,
  acknowledged: false,
  since: new Date(now - 26 * 60 * minute).toISOString(),
  value: 18,
  reason: '',
  title: 'Fuite d’eau probable',
};

const metric = (id: string, kind: Metric['kind']): Metric => ({
  id,
  unit: '',
  kind,
  resolution: 1,
  label: { fr: id, en: id },
});
const types = new Map<string, DeviceType>(
  (
    [
      ['meter', ['batiments'], [metric('air.co2', 'gauge')]],
      ['backup', ['sauvegardes'], [metric('backup.state', 'state')]],
    ] as const
  ).map(([id, consoles, metrics]) => [
    id,
    {
      id,
      label: { fr: id, en: id },
      everyMs: minute,
      silentAfterMs: 60 * minute,
      metrics: [...metrics],
      consoles: [...consoles],
      tables: [],
    },
  ]),
);

function device(id: string, site: string, type: string): Device {
  return { id, name: id, site, organisation: 'tartas', type, worst: null, lastSeen: null };
}

function reading(of: string, id: string, value: number, ageMs: number, instance?: string): LatestReading {
  return {
    device: of,
    metric: id,
    value,
    unit: '',
    time: new Date(now - ageMs).toISOString(),
    ...(instance && { instance }),
  };
}

function face(
  console: Console,
  ids: string[],
  readings: LatestReading[],
  trouble?: Device['trouble'],
  alerts: Alert[] = [],
) {
  const devices = ids.map((id) => ({
    ...device(id, 'mairie', id === 'grid' ? 'backup' : 'meter'),
    ...(trouble && { trouble }),
  }));
  const tile: Tile = { key: 'k', title: 'Tartas', place: '', href: '/', devices, coarse: false };
  return faceOf(console, tile, {
    words: { ...en, ...fr },
    wall: wallWordsOf('fr'),
    types,
    language: 'fr',
    now,
    heard: ({ id }) => readings.filter((one) => one.device === id).map((one) => Date.parse(one.time))[0],
    readings: (id) => readings.filter((one) => one.device === id),
    alerts: (id) => alerts.filter(({ device }) => device === id),
    duration: (ms) => `${ms / minute} min`,
  });
}
