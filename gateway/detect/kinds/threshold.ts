import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';

const nowhere = { openness: 'unknown' } as const;

/** Beyond a level; clear only once it is back across the clear level (hysteresis). The level itself is not beyond it. */
export function threshold({ side, levels, clear: clearLevel, when }: Extract<Condition, { kind: 'threshold' }>): Judge {
  const up = side === 'above' ? 1 : -1;
  const ladder = levels.map((level) => level * up);
  const [first = Number.POSITIVE_INFINITY] = ladder;
  const back = clearLevel * up;
  return {
    memory: 0,
    find(_memory, _at, time, value, setting) {
      if (when !== undefined) {
        const { openness } = setting?.at(time) ?? nowhere;
        if (openness === 'closed' || (openness === 'unknown' && when === 'open')) return clear;
      }
      const height = value * up;
      if (height > first) return ladder.findLastIndex((level) => height > level) + 1;
      return height <= back ? clear : between;
    },
  };
}
