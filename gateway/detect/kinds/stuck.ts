import type { Condition } from '../../domain/rule.ts';
import { clear, type Judge } from '../judge.ts';

/** Within so much of one value, although readings come; how long that may be is the rule's hold. */
export function stuck({ within }: Extract<Condition, { kind: 'stuck' }>): Judge {
  return {
    // when the value was first this, and what it was
    memory: 2,
    find(memory, at, time, value) {
      if (Math.abs(value - (memory[at + 1] ?? Number.NaN)) <= within) return 1;
      memory[at] = time;
      memory[at + 1] = value;
      return clear;
    },
    since: (memory, at) => memory[at] ?? Number.NaN,
  };
}
