import type { Condition } from '../../domain/rule.ts';
import { clear, type Judge } from '../judge.ts';

/** In one of the bad states. A device that speaks only when its state changes is believed until it says another. */
export function state({ levels }: Extract<Condition, { kind: 'state' }>): Judge {
  const level = new Map(levels.flatMap((values, at) => values.map((value) => [value, at + 1] as const)));
  return { memory: 0, stands: true, find: (_memory, _at, _time, value) => level.get(value) ?? clear };
}
