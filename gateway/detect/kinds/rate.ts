import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';

const samples = 12;
const hourMs = 3_600_000;

/**
 * The mean slope over the last `overMs`, from at most twelve samples spread over it. Says nothing before half that time
 * is known, and begins anew after a gap longer than it.
 */
export function rate({ side, perHour, overMs, clear: clearRate }: Extract<Condition, { kind: 'rate' }>): Judge {
  const up = side === 'rises' ? 1 : -1;
  const spacing = overMs / samples;
  return {
    // how many there are, then time and value of each, the oldest first
    memory: 1 + 2 * samples,
    find(memory, at, time, value) {
      let count = memory[at] || 0;
      let dropped = 0;
      while (dropped < count && time - (memory[at + 1 + 2 * dropped] ?? 0) > overMs) dropped++;
      if (dropped > 0) {
        memory.copyWithin(at + 1, at + 1 + 2 * dropped, at + 1 + 2 * count);
        count -= dropped;
      }
      const [oldTime, oldValue] = [memory[at + 1] ?? time, memory[at + 2] ?? value];
      const span = count === 0 ? 0 : time - oldTime;
      if (count === 0 || (count < samples && time - (memory[at + 2 * count - 1] ?? 0) >= spacing)) {
        memory[at + 1 + 2 * count] = time;
        memory[at + 2 + 2 * count] = value;
        count++;
      }
      memory[at] = count;
      if (span < overMs / 2) return between;
      const slope = ((value - oldValue) * up * hourMs) / span;
      if (slope > perHour) return 1;
      return slope <= clearRate ? clear : between;
    },
  };
}
