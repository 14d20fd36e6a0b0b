import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';

/** In one of the bad states. A device that speaks only when its state changes is believed until it says another. */
export function state({ levels, passing = [] }: Extract<Condition, { kind: 'state' }>): Judge {
  const found = new Map([
    ...levels.flatMap((values, at) => values.map((value) => [value, at + 1] as const)),
    ...passing.map((value) => [value, between] as const),
  ]);
  return { memory: 0, stands: true, find: (_memory, _at, _time, value) => found.get(value) ?? clear };
}
