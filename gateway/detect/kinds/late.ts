import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Finding, type Judge } from '../judge.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const [nights, kept] = [7, 4] as const;
/** an age is told in tenths of an hour, so one beginning is told a little differently each time */
const sameMs = hourMs / 2;
/** where in the memory stand: when the last one ended, how old it usually gets (h), and four ages for each night of the week */
const [ended, usual, ages] = [0, 1, 2] as const;

/**
 * Late by its own week: how old the last good one got, after each night of the week, before the next one ended. The
 * second greatest of the last four such ages is usual, so that one failed night teaches nothing and a new timetable is
 * learnt in two turns; what is saved on working days is not late on a Sunday. Unknown for a night seen less than twice:
 * then only `atMost` counts.
 */
export function late({ levels, atMost }: Extract<Condition, { kind: 'late' }>): Judge {
  /** Another one ended: the age that the one before has reached is learnt. */
  function turn(memory: Float64Array, at: number, end: number): void {
    const before = memory[at + ended] ?? Number.NaN;
    if (!Number.isNaN(before)) {
      const ring = ringOf(memory, at, before);
      ring.copyWithin(0, 1);
      ring[kept - 1] = (end - before) / hourMs;
    }
    memory[at + ended] = end;
    const known = ringOf(memory, at, end).filter((age) => !Number.isNaN(age));
    memory[at + usual] = known.length < 2 ? Number.NaN : (known.toSorted().at(-2) ?? Number.NaN);
  }

  return {
    memory: ages + nights * kept,
    find(memory, at, time, age): Finding {
      const end = time - age * hourMs;
      if (!(end - (memory[at + ended] ?? Number.NaN) <= sameMs)) turn(memory, at, end);
      if (age > atMost) return levels.length;
      const wanted = memory[at + usual] ?? Number.NaN;
      if (Number.isNaN(wanted)) return clear;
      const level = levels.findLastIndex((hours) => age > wanted + hours) + 1;
      return level > 0 ? level : age <= wanted ? clear : between;
    },
    since: (memory, at) => (memory[at + ended] ?? 0) + hourMs * (memory[at + usual] || atMost),
  };
}

/** The ages after a night of the week: what ends between two noons (UTC) is of one night. */
function ringOf(memory: Float64Array, at: number, end: number): Float64Array {
  const night = ((Math.floor((end - dayMs / 2) / dayMs) % nights) + nights) % nights;
  const from = at + ages + night * kept;
  return memory.subarray(from, from + kept);
}
