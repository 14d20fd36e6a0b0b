import { expect, test } from 'vitest';
import type { LatestReading } from '../../../dashboard/contract/readings.ts';
import { rowsOf, sortedRows } from '../../../dashboard/web/instances.ts';
import { stateInWords } from '../../../dashboard/web/states.ts';
import { createFormat, scaleFor } from '../../../dashboard/web/texts/format.ts';
import { commonMetrics } from '../../../devices/metric.ts';
import { both } from '../../support/words.ts';

const now = Date.parse('2026-11-18T14:20:00Z');
const table = {
  id: 'interfaces',
  label: { fr: 'Interfaces', en: 'Interfaces' },
  metrics: ['interface.up', 'interface.in'],
};
const metrics = table.metrics.map((id) => ({ ...commonMetrics[id as 'interface.up' | 'interface.in'], id }));

function reading(metric: string, instance: string, value: number, ageMs = 0): LatestReading {
  const time = new Date(now - ageMs).toISOString();
  return { device: 'switch', metric, ...(instance && { instance }), time, value, unit: '' };
}
const readings = [
  reading('interface.up', 'ge10', 1),
  reading('interface.up', 'ge9', 0.5),
  reading('interface.up', 'ge2', 0),
  reading('interface.up', 'old', 0, 3 * 3_600_000),
  reading('interface.in', 'ge10', 900),
  reading('interface.in', 'ge9', 5000),
  reading('host.uptime', '', 12),
  reading('disk.used', '/var', 12),
];
const rows = rowsOf(table, readings);
const names = (order: Parameters<typeof sortedRows>[1]) =>
  sortedRows(rows, order, { metrics, quietBefore: now - 300_000, language: 'fr' }).map(({ name }) => name);

test('a device’s readings become one row for each of its things', () => {
  expect(rows.map(({ name, values }) => [name, Object.fromEntries(values)])).toEqual([
    ['ge10', { 'interface.up': 1, 'interface.in': 900 }],
    ['ge9', { 'interface.up': 0.5, 'interface.in': 5000 }],
    ['ge2', { 'interface.up': 0 }],
    ['old', { 'interface.up': 0 }],
  ]);
});

test('what is worst stands first, and what went quiet last whatever the order', () => {
  expect(names(undefined)).toEqual(['ge2', 'ge9', 'ge10', 'old']);
  expect(names({ by: '', descending: false })).toEqual(['ge2', 'ge9', 'ge10', 'old']);
  expect(names({ by: '', descending: true })).toEqual(['ge10', 'ge9', 'ge2', 'old']);
  // a row without the value follows those that have it
  expect(names({ by: 'interface.in', descending: true })).toEqual(['ge9', 'ge10', 'ge2', 'old']);
  expect(names({ by: 'interface.in', descending: false })).toEqual(['ge10', 'ge9', 'ge2', 'old']);
});

test('a state is a word with its shape; what is well has no shape', () => {
  const words = both.fr;
  const said = (id: string, value: number) => stateInWords({ id }, value, words);
  expect(said('interface.up', 1)).toEqual({ word: 'En service' });
  expect(said('interface.up', 0)).toEqual({ is: 'critical', word: 'Hors service' });
  expect(said('disk.health', 0.5)).toEqual({ is: 'warning', word: 'Dégradé' });
  expect(said('backup.state', 0)).toEqual({ word: 'Réussie' });
  expect(said('backup.state', 1)).toEqual({ is: 'information', word: 'En cours' });
  expect(said('backup.state', 4)).toEqual({ is: 'critical', word: 'Manquante' });
  expect(said('backup.state', 7)).toEqual({ word: '7' });
});

test('machines’ quantities are said in the unit people use, in French and in English', () => {
  const said = (language: 'fr' | 'en', unit: string, value: number) =>
    createFormat(language)
      .text(value, scaleFor(unit, value))
      .replace(/[\u00a0\u202f]/g, ' ');
  expect(said('fr', 'bit/s', 900)).toBe('900 bit/s');
  expect(said('fr', 'bit/s', 12_345_678)).toBe('12,3 Mbit/s');
  expect(said('fr', 'B', 128_849_018_880)).toBe('128,8 Go');
  expect(said('en', 'B', 1_500_000)).toBe('1.5 MB');
  expect(said('fr', 's', 86_400 * 40)).toBe('40 j');
  expect(said('en', 's', 5400)).toBe('90 min');
  expect(said('fr', 'd', 305)).toBe('305 j');
});
