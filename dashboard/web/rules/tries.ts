import type { BackTest, BackTestAlert } from '../../contract/rules.ts';
import type { Metric } from '../../contract/territory.ts';
import { type Marks, positionOf, type Span } from '../charts/marks.ts';
import { grades, type Written } from './draft.ts';

/** Days that a rule may be tried on. */
export const tryDays = [7, 30, 90, 365] as const;
export type TryDays = (typeof tryDays)[number];

/** An alert of a trial beside those of today's rule: it stays, is new, or would no longer be. */
export interface Tried {
  readonly alert: BackTestAlert;
  readonly is: 'stays' | 'appears' | 'vanishes';
}

/** A series in which a trial found something, and how many alerts each rule raises there. */
export interface TriedSeries {
  readonly device: string;
  readonly instance: string | undefined;
  readonly given: number;
  readonly today: number;
}

/** All alerts of a trial, each once, the newest first. */
export function triedOf({ alerts, today }: Pick<BackTest, 'alerts' | 'today'>): Tried[] {
  const given = alerts.map((alert): Tried => ({ alert, is: alert.alone ? 'appears' : 'stays' }));
  const gone = today.filter(({ alone }) => alone).map((alert): Tried => ({ alert, is: 'vanishes' }));
  return [...given, ...gone].sort((a, b) => b.alert.since.localeCompare(a.alert.since));
}

/** The series of a trial, those first that the change touches most. */
export function triedSeries({ alerts, today }: Pick<BackTest, 'alerts' | 'today'>): TriedSeries[] {
  const found = new Map<
    string,
    { device: string; instance: string | undefined; given: number; today: number; alone: number }
  >();
  for (const [side, list] of [
    ['given', alerts],
    ['today', today],
  ] as const)
    for (const { device, instance, alone } of list) {
      const key = seriesOf({ device, instance });
      const one = found.get(key) ?? { device, instance, given: 0, today: 0, alone: 0 };
      one[side]++;
      if (alone) one.alone++;
      found.set(key, one);
    }
  return [...found.values()]
    .sort((a, b) => b.alone - a.alone || b.given + b.today - (a.given + a.today) || a.device.localeCompare(b.device))
    .map(({ alone: _, ...one }) => one);
}

/** What names a series among those of a trial. */
export function seriesOf({ device, instance }: { device: string; instance?: string | undefined }): string {
  return `${device} ${instance ?? ''}`;
}

/** What is marked over the curve of a series: the alerts of both rules, and the levels of the one that is tried. */
export function marksOf(
  report: Pick<BackTest, 'alerts' | 'today' | 'to'>,
  series: string,
  { starts, levels }: { starts: readonly number[]; levels: readonly Level[] },
): Marks {
  const end = Date.parse(report.to);
  const lane = (alerts: readonly BackTestAlert[], hollow: boolean) => ({
    hollow,
    spans: alerts
      .filter((alert) => seriesOf(alert) === series)
      .map(
        ({ since, until, severity }): Span => ({
          from: positionOf(Date.parse(since), starts),
          to: positionOf(until === undefined ? end : Date.parse(until), starts),
          tone: `--${severity}`,
        }),
      ),
  });
  return {
    lanes: [lane(report.alerts, false), lane(report.today, true)],
    levels: levels.map(({ value, severity }) => ({ value, tone: `--${severity}` })),
  };
}

interface Level {
  readonly value: number;
  readonly severity: (typeof grades)[number];
}

/** The levels of a rule that can be drawn over its curve. */
export function levelsOf(rule: Written): Level[] {
  const written =
    rule.kind === 'leak' ? rule.litresPerHour : rule.kind === 'threshold' ? (rule.above ?? rule.below) : undefined;
  if (typeof written === 'number') {
    const severity = grades.find((grade) => grade === rule.severity) ?? 'warning';
    return [{ value: written, severity }];
  }
  const levels = new Map<string, unknown>(Object.entries(written ?? {}));
  return grades.flatMap((severity) => {
    const value = levels.get(severity);
    return typeof value === 'number' ? [{ value, severity }] : [];
  });
}

/** How a series is read for a trial: what the rule minds must not vanish in a mean, and a counter is told by the hour. */
export function curveOf(metric: Pick<Metric, 'kind' | 'unit'>, rule: Written, days: TryDays) {
  const step = days > 31 ? ('1d' as const) : ('1h' as const);
  if (metric.kind === 'counter') {
    const hours = step === '1d' ? 24 : 1;
    return { step, fn: 'delta', factor: 1 / hours, unit: `${metric.unit}/h`, shows: 'mean' } as const;
  }
  const { unit } = metric;
  if (metric.kind === 'state') return { step, fn: 'last', factor: 1, unit, shows: 'state' } as const;
  if (rule.above !== undefined || rule.rises !== undefined)
    return { step, fn: 'max', factor: 1, unit, shows: 'highest' } as const;
  if (rule.below !== undefined || rule.falls !== undefined)
    return { step, fn: 'min', factor: 1, unit, shows: 'lowest' } as const;
  return { step, fn: 'mean', factor: 1, unit, shows: 'mean' } as const;
}
