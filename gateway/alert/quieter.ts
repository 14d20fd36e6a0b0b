import type { Alert } from '../domain/alert.ts';
import type { Rule } from '../domain/rule.ts';

/** A setting of a rule that is less ready to speak, and how much it differs: 1 is twice the hold, or a tenth of the level. */
export interface Quieter {
  readonly rule: Rule;
  readonly change:
    | { readonly is: 'hold'; readonly holdMs: number }
    | { readonly is: 'levels'; readonly levels: readonly number[] };
  readonly size: number;
}

/** What a setting would have told over the history in which alerts were marked. */
export interface Tried {
  readonly quieter: Quieter;
  readonly alerts: readonly Alert[];
}

/** The setting that is proposed, what it avoids of the false alarms, and what it loses of the others: none. */
export interface Proposal {
  readonly quieter: Quieter;
  readonly avoided: number;
  readonly falseAlarms: number;
  readonly kept: number;
}

const holds = [1.5, 2, 3, 4, 6, 8, 12];
const shortestHoldMs = 5 * 60_000;
const longestHoldMs = 7 * 86_400_000;
const shifts = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3];

/** Settings to try, from the least change to the greatest: longer holds, and for a threshold levels farther away. */
export function quieterSettings(rule: Rule): Quieter[] {
  const { condition } = rule;
  const from = Math.max(rule.holdMs, shortestHoldMs);
  const longer = [...(rule.holdMs < shortestHoldMs ? [1] : []), ...holds]
    .map((factor) => ({ factor, holdMs: from * factor }))
    .filter(({ holdMs }) => holdMs <= longestHoldMs)
    .map(({ factor, holdMs }): Quieter => {
      return { rule: { ...rule, holdMs }, change: { is: 'hold', holdMs }, size: Math.log2(factor) || 0.5 };
    });
  if (condition.kind !== 'threshold') return longer;
  const up = condition.side === 'above' ? 1 : -1;
  // levels near zero move by what lies between them and where the rule is clear
  const unit = Math.max(...condition.levels.map((level) => Math.abs(level)), Math.abs(condition.clear));
  const farther = shifts.map((share): Quieter => {
    const by = up * share * unit;
    const levels = condition.levels.map((level) => rounded(level + by));
    return {
      rule: { ...rule, condition: { ...condition, levels } },
      change: { is: 'levels', levels },
      size: share * 10,
    };
  });
  return [...longer, ...farther].sort((a, b) => a.size - b.size);
}

/**
 * The smallest change that would have avoided every alert marked as false and kept all others; where none avoids all, the
 * one that avoids most, if it avoids half. undefined where each would have lost an alert that was right.
 */
export function proposalOf(
  tried: readonly Tried[],
  { falseAlarms, right }: { readonly falseAlarms: readonly Alert[]; readonly right: readonly Alert[] },
): Proposal | undefined {
  if (falseAlarms.length === 0) return undefined;
  const sound = tried.filter(({ alerts }) => right.every((one) => alerts.some((other) => isSame(one, other))));
  const judged = sound.map(({ quieter, alerts }): Proposal => {
    const told = falseAlarms.filter((one) => alerts.some((other) => isSame(one, other))).length;
    return {
      quieter,
      avoided: falseAlarms.length - told,
      falseAlarms: falseAlarms.length,
      kept: right.length,
    };
  });
  const [best] = judged.sort((a, b) => b.avoided - a.avoided || a.quieter.size - b.quieter.size);
  return best === undefined || best.avoided * 2 < falseAlarms.length ? undefined : best;
}

/** An alert of the same device at an overlapping time: a longer hold tells it later, a farther level begins it later. */
function isSame(one: Alert, other: Alert): boolean {
  const end = ({ until }: Alert) => until ?? Number.POSITIVE_INFINITY;
  return (
    one.rule === other.rule &&
    one.device === other.device &&
    one.instance === other.instance &&
    one.since <= end(other) &&
    other.since <= end(one)
  );
}

function rounded(level: number): number {
  return Number(level.toPrecision(3));
}
