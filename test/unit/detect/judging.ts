import { durationMs } from '../../../devices/duration.ts';
import { createDetector } from '../../../gateway/detect/detector.ts';
import type { Decision } from '../../../gateway/domain/decision.ts';
import type { Condition, Rule } from '../../../gateway/domain/rule.ts';
import type { Series } from '../../../gateway/domain/series.ts';

/** When every scenario begins: a Monday at midnight UTC. */
export const midnight = Date.UTC(2026, 2, 2);

export const room: Series = {
  organisation: 'tartas',
  site: 'mairie-tartas',
  device: 'salle-1',
  type: 'climate',
  metric: 'air.co2',
  instance: '',
};

/** A rule on the room's metric, an alert at once unless said otherwise. */
export function ruleOf(condition: Condition, more: Partial<Rule> = {}): Rule {
  return {
    id: 'rule',
    metric: room.metric,
    scope: {},
    say: { fr: 'Alerte', en: 'Alert' },
    condition,
    severities:
      'levels' in condition ? condition.levels.map((_, at) => (at === 0 ? 'warning' : 'critical')) : ['warning'],
    holdMs: 0,
    clearHoldMs: 0,
    ...more,
  };
}

/** What readings say, told as `10m raised warning since 0m`. */
export function told(decisions: readonly Decision[]): string[] {
  return decisions.map((one) => {
    const at = `${minutes(one.at)} ${one.is}`;
    if (one.is === 'cleared') return `${at} clear from ${minutes(one.until)}`;
    return one.is === 'raised' ? `${at} ${one.severity} since ${minutes(one.since)}` : `${at} ${one.severity}`;
  });
}

/** One series under some rules in virtual time: `[when, value]`, or `[when, 'tick']` for time that passes. */
export function play(
  rules: readonly Rule[],
  script: readonly (readonly [string, number | 'tick'])[],
  everyMs = 600_000,
): string[] {
  const detector = createDetector(rules);
  detector.follow([{ series: room, everyMs }]);
  return told(
    script.flatMap(([when, what]) => {
      const time = midnight + durationMs(when);
      return what === 'tick' ? detector.tick(time) : detector.judge(reading(0, time, what), time);
    }),
  );
}

export function reading(series: number, time: number, value: number) {
  return { series: Int32Array.of(series), times: Float64Array.of(time), values: Float64Array.of(value) };
}

function minutes(time: number): string {
  return `${(time - midnight) / 60_000}m`;
}
