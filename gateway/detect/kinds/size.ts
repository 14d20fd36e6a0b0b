import type { Condition } from '../../domain/rule.ts';
import { clear, type Judge } from '../judge.ts';

const kept = 14;
/** beyond all but one of them by so much: a week that knows small and great nights is usual */
const beside = 1.25;

/**
 * Shrunk or grown abnormally: beyond a multiple of the median of the last fourteen amounts, and beyond all but one
 * of them. Nothing is told before; an amount that stays is told for two nights, then it is usual.
 */
export function size({ least, most, floor }: Extract<Condition, { kind: 'size' }>): Judge {
  return {
    memory: kept,
    find(memory, at, _time, value) {
      const ring = memory.subarray(at, at + kept);
      const known = ring.filter((amount) => !Number.isNaN(amount)).sort();
      ring.copyWithin(0, 1);
      ring[kept - 1] = value;
      if (known.length < kept) return clear;
      const [low = 0, high = 0, usual = 0] = [known[1], known.at(-2), known[kept / 2]];
      const isShrunk = value < least * usual && value < low / beside && low - value > floor;
      const isGrown = value > most * usual && value > high * beside && value - high > floor;
      return isShrunk || isGrown ? 1 : clear;
    },
    judged(memory, at) {
      const ring = memory.subarray(at, at + kept);
      const usual = ring.slice(0, -1).sort()[kept / 2] ?? 0;
      return { value: ring.at(-1) ?? 0, expected: { low: least * usual, high: most * usual } };
    },
  };
}
