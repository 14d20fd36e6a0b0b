import type { Condition } from '../../domain/rule.ts';
import { clear, type Judge } from '../judge.ts';

/** Outside the physical range, a counter gone backwards, a leap from the reading before. */
export function implausible({ range, backwards, leap }: Extract<Condition, { kind: 'implausible' }>): Judge {
  const [low, high] = range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return {
    // the last value within the range
    memory: 1,
    find(memory, at, _time, value) {
      if (value < low || value > high) return 1;
      const before = memory[at] ?? Number.NaN;
      memory[at] = value;
      if (backwards && value < before) return 1;
      return leap !== undefined && Math.abs(value - before) > leap ? 1 : clear;
    },
  };
}
