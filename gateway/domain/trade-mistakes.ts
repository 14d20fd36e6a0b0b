import type { TradeCondition } from './trade-condition.ts';

/** What cannot be judged in such a condition: the key and the cure. */
export function* tradeMistakes(condition: TradeCondition): Generator<string> {
  switch (condition.kind) {
    case 'forecast': {
      const { levels, clear, toward } = condition;
      if (!isFalling([clear, ...levels])) {
        yield `levels: ${levels.join(', ')} do not go from many days to few, below clear ${clear}`;
      }
      if (toward !== undefined && !(toward.end >= 0 && toward.end <= 100)) {
        yield `toward: ${toward.end} is no percentage from 0 to 100`;
      }
      return;
    }
    case 'late': {
      const { levels, atMost } = condition;
      if (!isRising(levels)) yield `levels: ${levels.join(', ')} do not go from few hours to many, above 0`;
      if (!(atMost > 0)) yield `atMost: ${atMost} is not more than 0 hours`;
      return;
    }
    case 'size': {
      const { least, most, floor } = condition;
      if (!(least >= 0 && least < 1)) yield `least: ${least} is no share from 0 to below 1`;
      if (!(most > 1)) yield `most: ${most} is not more than 1`;
      if (!(floor >= 0)) yield `floor: ${floor} is not 0 or more`;
      return;
    }
    case 'leak':
      if (!isRising(condition.levels)) {
        yield `levels: ${condition.levels.join(', ')} do not go from little flow to much, above 0`;
      }
      return;
    case 'icone':
      if (!isRising(condition.levels) || !condition.levels.every((one) => Number.isInteger(one) && one <= 5)) {
        yield `levels: ${condition.levels.join(', ')} are no rising classes from 1 to 5`;
      }
      return;
    case 'heated': {
      if (!(condition.tolerance >= 0)) yield `tolerance: ${condition.tolerance} is not 0 or more`;
      if (condition.while === 'open') {
        if (!Number.isFinite(condition.limit)) yield 'limit: give the °C that the law allows, as 19';
        return;
      }
      const { limits } = condition;
      if (limits.length === 0 || !isRising(limits.map(({ afterHours }) => afterHours))) {
        yield 'limits: they do not go from few hours to many, above 0';
      }
    }
  }
}

function isFalling(ladder: readonly number[]): boolean {
  return ladder.every((level, at) => Number.isFinite(level) && (at === 0 || level < (ladder[at - 1] ?? 0)));
}

/** From above 0. */
function isRising(ladder: readonly number[]): boolean {
  return isFalling([0, ...ladder].map((level) => -level));
}
