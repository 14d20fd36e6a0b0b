import { buildingRules } from './building-rules.ts';
import { machineRules } from './machine-rules.ts';
import { usualRules } from './usual-rules.ts';
import type { RuleDescription } from './written-rule.ts';

/** A rule of a metric: the metric's own name stands in front of it. */
export type MetricRule = RuleDescription extends infer R
  ? R extends RuleDescription
    ? Omit<R, 'metric'>
    : never
  : never;

/** By metric, the rules of every device type that has it, unless the type says what is different. */
export const commonRules: Readonly<Record<string, readonly MetricRule[]>> = together([
  buildingRules,
  usualRules,
  machineRules,
]);

function together(groups: readonly Readonly<Record<string, readonly MetricRule[]>>[]): Record<string, MetricRule[]> {
  const all: Record<string, MetricRule[]> = {};
  for (const group of groups) {
    for (const [metric, rules] of Object.entries(group)) all[metric] = [...(all[metric] ?? []), ...rules];
  }
  return all;
}
