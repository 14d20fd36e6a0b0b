import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';

/** Beyond a level; clear only once it is back across the clear level (hysteresis). The level itself is not beyond it. */
export function threshold({ side, levels, clear: clearLevel, when }: Extract<Condition, { kind: 'threshold' }>): Judge {
  const up = side === 'above' ? 1 : -1;
  const ladder = levels.map((level) => level * up);
  const [first = Number.POSITIVE_INFINITY] = ladder;
  const back = clearLevel * up;
  return {
    memory: 0,
    find(_memory, _at, time, value, setting) {
      if (when === 'open' && setting?.at(time).openness === 'closed') return clear;
      const height = value * up;
      if (height > first) return ladder.findLastIndex((level) => height > level) + 1;
      return height <= back ? clear : between;
    },
  };
}
