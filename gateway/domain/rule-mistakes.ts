import type { Condition, Rule, UsualCondition } from './rule.ts';
import { tradeMistakes } from './trade-mistakes.ts';

const longestMs = 400 * 86_400_000;
const mostLevels = 5;

/** What is wrong with a rule, a sentence each that names the rule, the key and the cure; nothing for a rule that can be judged. */
export function ruleMistakes(rule: Rule): string[] {
  const { condition } = rule;
  const levels = 'levels' in condition ? condition.levels.length : 1;
  const wrong = [...conditionMistakes(condition)];
  if (levels < 1 || levels > mostLevels) wrong.push(`levels: give 1 to ${mostLevels}`);
  if (rule.severities.length !== levels) {
    wrong.push(`severities: ${rule.severities.length} for ${levels} levels, give one for each level`);
  }
  for (const key of ['holdMs', 'clearHoldMs'] as const) {
    if (!isSpan(rule[key], 0)) wrong.push(`${key}: ${rule[key]} is no duration from 0 to 400 days`);
  }
  if (condition.kind === 'stuck' && rule.holdMs === 0) {
    wrong.push('holdMs: a value is stuck only after a time, give more than 0');
  }
  if (rule.say.fr.trim() === '' || rule.say.en.trim() === '')
    wrong.push('say: name the alert in French and in English');
  return wrong.map((mistake) => `rule "${rule.id}" ${mistake}`);
}

function* conditionMistakes(condition: Condition): Generator<string> {
  switch (condition.kind) {
    case 'threshold': {
      const up = condition.side === 'above' ? 1 : -1;
      const ladder = [condition.clear, ...condition.levels];
      if (!ladder.every(Number.isFinite)) yield 'levels: every level is a number';
      const isLadder = ladder.every((level, at) => at < 2 || (level - (ladder[at - 1] ?? 0)) * up > 0);
      if (!isLadder)
        yield `levels: ${condition.levels.join(', ')} do not go from mild to grave, ${condition.side} each other`;
      if (((condition.levels[0] ?? 0) - condition.clear) * up < 0) {
        yield `clear: ${condition.clear} is itself ${condition.side} the first level ${condition.levels[0]}`;
      }
      return;
    }
    case 'state': {
      const values = [...condition.levels.flat(), ...(condition.passing ?? [])];
      if (condition.levels.some((level) => level.length === 0)) yield 'levels: each level names a value';
      if (new Set(values).size < values.length) yield 'levels: a value stands in two of them';
      return;
    }
    case 'rate':
      if (!(condition.perHour > 0)) yield `perHour: ${condition.perHour} is not more than 0; "side" says the direction`;
      if (!(condition.clear >= 0 && condition.clear <= condition.perHour)) yield 'clear: give 0 to perHour';
      if (!isSpan(condition.overMs, 1)) yield `overMs: ${condition.overMs} is no duration up to 400 days`;
      return;
    case 'silence':
      if (!isSpan(condition.afterMs, 1)) yield `afterMs: ${condition.afterMs} is no duration up to 400 days`;
      return;
    case 'stuck':
      if (!(condition.within >= 0)) yield `within: ${condition.within} is not 0 or more`;
      return;
    case 'implausible': {
      const { range, leap, backwards } = condition;
      if (range === undefined && leap === undefined && backwards === undefined) {
        yield 'condition: name range, backwards or leap';
      }
      if (range !== undefined && !(range[0] < range[1])) yield `range: ${range[0]} is not below ${range[1]}`;
      if (leap !== undefined && !(leap > 0)) yield `leap: ${leap} is not more than 0`;
      return;
    }
    case 'forecast':
    case 'heated':
    case 'icone':
    case 'late':
    case 'leak':
    case 'size':
      yield* tradeMistakes(condition);
      return;
    default:
      yield* usualMistakes(condition);
  }
}

/** What is the same for all kinds that know what is usual. */
function* usualMistakes(condition: UsualCondition): Generator<string> {
  if (!(condition.least > 0)) yield `least: ${condition.least} is not more than 0`;
  if ('share' in condition && !(condition.share > 0 && condition.share <= 10)) {
    yield `share: ${condition.share} is not from above 0 to 10 (0.2 for 20 %)`;
  }
  if ('deviations' in condition && !(condition.deviations >= 1 && condition.deviations <= 100)) {
    yield `deviations: ${condition.deviations} is not from 1 to 100`;
  }
}

function isSpan(ms: number, least: number): boolean {
  return ms >= least && ms <= longestMs;
}
