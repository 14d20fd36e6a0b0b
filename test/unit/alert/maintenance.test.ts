import { expect, test } from 'vitest';
import { maintenanceAt } from '../../../gateway/alert/maintenance.ts';
import { after, bookInHand, clear, raise, worsen, zone } from './book-in-hand.ts';

const hour = { id: 'm', scope: { site: 'mairie' }, when: { from: after('1h'), to: after('2h') } } as const;
const place = { device: 'salle-1', site: 'mairie', organisation: 'tartas', zone };

test('skipped: what begins and ends in it is no alert', () => {
  const { book, hear, tick, maintenances } = bookInHand();
  maintenances.push({ ...hour, mode: 'skip' });
  expect(hear(raise('70m'), clear('80m', '70m'))).toEqual([]);
  expect(tick('120m')).toEqual([]);
  expect(book.alerts()).toEqual([]);
});

test('skipped: what outlasts it becomes an alert at its end, since its own beginning and as grave as it had become', () => {
  const { book, hear, tick, maintenances } = bookInHand();
  maintenances.push({ ...hour, mode: 'skip' });
  expect(hear(raise('90m'), worsen('95m', '90m', 'critical'))).toEqual([]);
  expect(tick('119m')).toEqual([]);
  expect(tick('120m')).toEqual(['salle-1 raised: condition']);
  expect(book.alerts()).toMatchObject([{ since: after('90m'), severity: 'critical' }]);
});

test('muted: the alert is there, quiet until the end', () => {
  const { hear, tick, maintenances } = bookInHand();
  maintenances.push({ ...hour, mode: 'mute' });
  expect(hear(raise('70m'))).toEqual(['salle-1 raised: condition', 'salle-1 muted: maintenance']);
  expect(tick('2h')).toEqual(['salle-1 mute ended: maintenance']);
  expect(tick('3h')).toEqual(['salle-1 reminded: not acknowledged']);
});

test('run: judged and told as ever', () => {
  const { hear, maintenances } = bookInHand();
  maintenances.push({ ...hour, mode: 'run' });
  expect(hear(raise('70m'))).toEqual(['salle-1 raised: condition']);
});

test('a maintenance noted afterwards quiets the alert that was open', () => {
  const { hear, tick, maintenances } = bookInHand();
  hear(raise('61m'));
  maintenances.push({ ...hour, mode: 'skip' });
  expect(tick('62m')).toEqual(['salle-1 muted: maintenance']);
});

test('every week by the clocks of the site, over midnight and over the change of the clocks', () => {
  // Sundays from 22:00 to 02:00
  const weekly = { id: 'w', mode: 'mute', scope: {}, when: { days: [6], fromMinute: 1320, toMinute: 120 } } as const;
  const isOn = (time: string) => maintenanceAt([weekly], place, Date.parse(time)) !== undefined;
  const asked = [
    '2026-03-22T21:59+01:00',
    '2026-03-22T22:00+01:00',
    '2026-03-23T01:59+01:00',
    '2026-03-23T02:00+01:00',
  ];
  expect(asked.map(isOn)).toEqual([false, true, true, false]);
  expect(['2026-03-29T21:59+02:00', '2026-03-29T22:00+02:00', '2026-03-28T22:30+01:00'].map(isOn)).toEqual([
    false,
    true,
    false,
  ]);
});

test('of several the quietest counts, and only where its scope lies', () => {
  const all = [
    { ...hour, id: 'run', mode: 'run' },
    { ...hour, id: 'skip', mode: 'skip' },
    { ...hour, id: 'other', mode: 'skip', scope: { device: 'salle-2' } },
  ] as const;
  expect(maintenanceAt(all, place, after('90m'))?.id).toBe('skip');
  expect(maintenanceAt(all, { ...place, site: 'école' }, after('90m'))).toBeUndefined();
});
