import { fillingOf } from '../../calculate/filling.ts';
import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Finding, type Judge } from '../judge.ts';

const dayMs = 86_400_000;
/** whole days that the trend is drawn through, as in the audit of a server */
const days = 30;
/** where in the memory stand: the running day's number, sum and count; when it ends, how many days are left; the means of the days before it */
const [running, sum, count, end, daysLeft, means] = [0, 1, 2, 3, 4, 5] as const;
/** instead of an end: none is in sight */
const never = 0;

/**
 * Ends in so many days. A percentage is foreseen once a day by the robust line of `fillingOf` through the means of whole
 * days (UTC), 30 of them, from ten on; between two nights the days only count down. Room that somebody made, or a battery
 * that was changed, ends it.
 */
export function forecast({ levels, clear: from, toward }: Extract<Condition, { kind: 'forecast' }>): Judge {
  const levelOf = (left: number): Finding => {
    const level = levels.findLastIndex((few) => left < few) + 1;
    return level > 0 ? level : left >= from ? clear : between;
  };
  if (toward === undefined) return { memory: 0, find: (_memory, _at, _time, value) => levelOf(value) };

  const { side, end: limit } = toward;
  /** what remains to the end becomes what remains to 100 % */
  const filled = (mean: number) => (side === 'rises' ? 100 - limit + mean : 100 + limit - mean);

  /** The running day is over; `day` begins. */
  function turn(memory: Float64Array, at: number, day: number): void {
    const last = memory[at + running] ?? day;
    const ring = memory.subarray(at + means, at + means + days);
    const gone = Math.min(day - last, days + 1);
    ring.copyWithin(0, Math.min(gone, days));
    ring.fill(Number.NaN, Math.max(0, days - gone));
    if (gone <= days) ring[days - gone] = (memory[at + sum] ?? 0) / (memory[at + count] ?? 1);
    const filling = fillingOf(Array.from(ring, (mean) => (Number.isNaN(mean) ? null : filled(mean))));
    if (filling.is === 'growing') memory[at + end] = (last + 0.5 + filling.fullIn) * dayMs;
    else memory[at + end] = filling.is === 'steady' || filling.madeRoom ? never : Number.NaN;
  }

  return {
    memory: means + days,
    find(memory, at, time, value) {
      const day = Math.floor(time / dayMs);
      if (day !== memory[at + running]) {
        if (!Number.isNaN(memory[at + running] ?? Number.NaN)) turn(memory, at, day);
        memory[at + running] = day;
        memory[at + sum] = 0;
        memory[at + count] = 0;
      }
      memory[at + sum] = (memory[at + sum] ?? 0) + value;
      memory[at + count] = (memory[at + count] ?? 0) + 1;
      const endsAt = memory[at + end] ?? Number.NaN;
      if (Number.isNaN(endsAt)) return between;
      if (endsAt === never) return clear;
      const left = (endsAt - time) / dayMs;
      memory[at + daysLeft] = left;
      return levelOf(left);
    },
    judged: (memory, at) => ({ value: Math.max(0, Math.floor(memory[at + daysLeft] ?? 0)) }),
  };
}
