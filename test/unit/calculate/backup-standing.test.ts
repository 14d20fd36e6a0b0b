import { expect, test } from 'vitest';
import { stateInWords } from '../../../dashboard/web/states.ts';
import { fr } from '../../../dashboard/web/texts/fr.ts';
import { backupStandings, backupStates } from '../../../gateway/calculate/backup-standing.ts';

const now = Date.UTC(2026, 10, 18, 8);
const hour = 3_600_000;
const tell = (metric: string, instance: string, value: number, ago = 0) => {
  return { device: 'sauvegardes', metric, instance, value, time: now - ago };
};
const standing = (readings: Parameters<typeof backupStandings>[0]) =>
  backupStandings(readings, { silentAfterMs: hour, now });

test('the list and the colours of a reading agree on what is bad', () => {
  const told = backupStates.flatMap((_, state) => [
    tell('backup.state', `srv-${state}`, state),
    tell('backup.age', `srv-${state}`, 9),
  ]);
  const found = standing(told);
  expect(found.map(({ state, is }) => [state, is])).toEqual([
    ['good', 'well'],
    ['running', 'well'],
    ['warning', 'warning'],
    ['failed', 'critical'],
    ['missing', 'critical'],
  ]);
  const coloured = found.map((_, state) => stateInWords({ id: 'backup.state' }, state, fr).is);
  // a running backup has its shape, and is none the worse for it
  expect(coloured).toEqual([undefined, 'information', 'warning', 'critical', 'critical']);
});

test('a last good one of nine days is late, whatever its client says of its nights', () => {
  const found = standing([tell('backup.state', 'srv', 0), tell('backup.age', 'srv', 9 * 24)]);
  expect(found).toMatchObject([{ state: 'good', is: 'critical', isLate: true, ageHours: 216 }]);
});

test('the age grows while nothing more is told', () => {
  const [found] = standing([tell('backup.state', 'srv', 0, hour / 2), tell('backup.age', 'srv', 7, hour / 2)]);
  expect(found?.ageHours).toBe(7.5);
});

test('what was told long ago is unknown, and a client that its device names no more has left', () => {
  const found = standing([tell('backup.state', 'gone', 3, 3 * hour), tell('backup.state', 'there', 0, 1.5 * hour)]);
  expect(found.map(({ client, is, hasLeft }) => [client, is, hasLeft])).toEqual([
    ['gone', 'unknown', true],
    ['there', 'unknown', false],
  ]);
});
