import type { Rule } from '../../gateway/domain/rule.ts';

const [minuteMs, hourMs] = [60_000, 3_600_000];
const level = (
  metric: string,
  say: string,
  rest: Pick<Rule, 'condition' | 'severities' | 'holdMs' | 'clearHoldMs'>,
): Rule => ({
  ...{ id: `${metric} ${rest.condition.kind}`, metric, scope: {}, say: { fr: say, en: say } },
  ...rest,
});

/** Rules of the kinds that exist, until every device type brings its own. */
export const yearRules: readonly Rule[] = [
  ...['air.temperature', 'water.volume', 'gas.volume', 'electricity.energy', 'disk.used', 'backup.state'].map(
    (metric) =>
      level(metric, 'Silence', {
        condition: { kind: 'silence', afterMs: 3 * hourMs },
        ...{ severities: ['warning'], holdMs: 0, clearHoldMs: 0 },
      }),
  ),
  ...['water.volume', 'gas.volume', 'electricity.energy'].map((metric) =>
    level(metric, 'Index backwards', {
      condition: { kind: 'implausible', backwards: true },
      ...{ severities: ['warning'], holdMs: 0, clearHoldMs: 0 },
    }),
  ),
  level('air.co2', 'Stuck', {
    condition: { kind: 'stuck', within: 0 },
    ...{ severities: ['warning'], holdMs: 6 * hourMs, clearHoldMs: 0 },
  }),
  level('air.co2', 'CO2', {
    condition: { kind: 'threshold', side: 'above', levels: [1500], clear: 1200 },
    ...{ severities: ['warning'], holdMs: 20 * minuteMs, clearHoldMs: 20 * minuteMs },
  }),
  level('battery.level', 'Battery', {
    condition: { kind: 'threshold', side: 'below', levels: [20, 10], clear: 25 },
    ...{ severities: ['information', 'warning'], holdMs: 0, clearHoldMs: 0 },
  }),
  level('battery.level', 'Battery ends', {
    condition: { kind: 'forecast', levels: [30, 7], clear: 45, toward: { side: 'falls', end: 0 } },
    ...{ severities: ['information', 'warning'], holdMs: 0, clearHoldMs: 0 },
  }),
  level('disk.used', 'Disk ends', {
    condition: { kind: 'forecast', levels: [30, 7], clear: 45, toward: { side: 'rises', end: 100 } },
    ...{ severities: ['information', 'warning'], holdMs: 0, clearHoldMs: 0 },
  }),
  level('backup.age', 'Backup late', {
    condition: { kind: 'late', levels: [12, 24], atMost: 72 },
    ...{ severities: ['information', 'warning'], holdMs: 0, clearHoldMs: 0 },
  }),
  level('backup.bytes', 'Backup size', {
    condition: { kind: 'size', least: 0.5, most: 2, floor: 1e8 },
    ...{ severities: ['warning'], holdMs: 0, clearHoldMs: 0 },
  }),
  level('disk.used', 'Disk', {
    condition: { kind: 'threshold', side: 'above', levels: [85, 95], clear: 80 },
    ...{ severities: ['warning', 'critical'], holdMs: 0, clearHoldMs: 0 },
  }),
  level('backup.state', 'Backup', {
    condition: { kind: 'state', levels: [[2], [3, 4]] },
    ...{ severities: ['information', 'warning'], holdMs: 0, clearHoldMs: 0 },
  }),
];
