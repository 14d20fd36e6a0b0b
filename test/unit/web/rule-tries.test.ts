import { expect, test } from 'vitest';
import type { BackTestAlert } from '../../../dashboard/contract/rules.ts';
import { positionOf } from '../../../dashboard/web/charts/marks.ts';
import { curveOf, levelsOf, marksOf, seriesOf, triedOf, triedSeries } from '../../../dashboard/web/rules/tries.ts';

const hour = 3_600_000;
const first = Date.UTC(2026, 9, 24);
const at = (hours: number) => new Date(first + hours * hour).toISOString();
const raised = (device: string, from: number, more: Partial<BackTestAlert> = {}): BackTestAlert => ({
  ...{ id: `${device} ${from}`, rule: 'co2', device, site: 's', organisation: 'o', severity: 'warning' },
  ...{ since: at(from), raisedAt: at(from), until: at(from + 2), value: 1, alone: false },
  ...{ title: { fr: '', en: '' }, reason: { fr: '', en: '' } },
  ...more,
});

test('each alert of a trial is told once: as today, new, or no longer there; the newest first', () => {
  const alerts = [raised('a', 1), raised('a', 5, { alone: true })];
  const today = [raised('a', 2), raised('b', 9, { alone: true })];
  expect(triedOf({ alerts, today }).map(({ alert, is }) => `${alert.id} ${is}`)).toEqual([
    'b 9 vanishes',
    'a 5 appears',
    'a 1 stays',
  ]);
});

test('the series that a change touches most is shown first, its disks apart', () => {
  const alerts = [raised('a', 1), raised('a', 2), raised('b', 1, { instance: '/var', alone: true })];
  const today = [raised('a', 1), raised('b', 1, { instance: '/home' })];
  expect(triedSeries({ alerts, today })).toEqual([
    { device: 'b', instance: '/var', given: 1, today: 0 },
    { device: 'a', instance: undefined, given: 2, today: 1 },
    { device: 'b', instance: '/home', given: 0, today: 1 },
  ]);
});

test('alerts are marked where they lie among the buckets of the curve, also on the day the clocks change', () => {
  // 25 October 2026 has 25 hours in Paris
  const days = [0, 24, 49, 73].map((hours) => first - 2 * hour + hours * hour);
  const middle = first - 2 * hour + 36.5 * hour;
  expect([positionOf(middle, days), positionOf(0, days), positionOf(Number.MAX_SAFE_INTEGER, days)]).toEqual([
    1.5, 0, 4,
  ]);
  expect([positionOf(5, []), positionOf(7, [5])]).toEqual([0, 1]);
  const starts = [0, 1, 2, 3, 4].map((hours) => first + hours * hour);
  const { until: _, ...open } = raised('a', 3);
  const { lanes } = marksOf(
    { alerts: [raised('a', 1), open, raised('b', 1)], today: [raised('a', 0, { severity: 'critical' })], to: at(4.5) },
    seriesOf({ device: 'a' }),
    { starts, levels: [] },
  );
  expect(lanes).toEqual([
    {
      hollow: false,
      spans: [
        { from: 1, to: 3, tone: '--warning' },
        { from: 3, to: 4.5, tone: '--warning' },
      ],
    },
    { hollow: true, spans: [{ from: 0, to: 2, tone: '--critical' }] },
  ]);
});

test('a curve keeps what its rule minds: the highest above, the lowest below, a counter by the hour', () => {
  const gauge = { kind: 'gauge', unit: 'ppm' } as const;
  const counter = { kind: 'counter', unit: 'L' } as const;
  expect([
    curveOf(gauge, { above: 3 }, 30),
    curveOf(gauge, { falls: 3 }, 90),
    curveOf(gauge, {}, 7),
    curveOf(counter, { kind: 'leak' }, 365),
    curveOf({ kind: 'state', unit: '' }, {}, 30),
  ]).toEqual([
    { step: '1h', fn: 'max', factor: 1, unit: 'ppm', shows: 'highest' },
    { step: '1d', fn: 'min', factor: 1, unit: 'ppm', shows: 'lowest' },
    { step: '1h', fn: 'mean', factor: 1, unit: 'ppm', shows: 'mean' },
    { step: '1d', fn: 'delta', factor: 1 / 24, unit: 'L/h', shows: 'mean' },
    { step: '1h', fn: 'last', factor: 1, unit: '', shows: 'state' },
  ]);
  expect([
    levelsOf({ kind: 'threshold', above: { warning: 90, critical: 95 } }),
    levelsOf({ kind: 'threshold', below: 5, severity: 'critical' }),
    levelsOf({ kind: 'leak', litresPerHour: { warning: 5 } }),
    levelsOf({ kind: 'silence', after: '2h' }),
  ]).toEqual([
    [
      { value: 90, severity: 'warning' },
      { value: 95, severity: 'critical' },
    ],
    [{ value: 5, severity: 'critical' }],
    [{ value: 5, severity: 'warning' }],
    [],
  ]);
});
