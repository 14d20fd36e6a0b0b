import { airBand, icone as iconeOf } from '../../calculate/icone.ts';
import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';

/** readings of a week, ten hours at one in ten minutes, below which the index says little */
const leastReadings = 60;
/** where in the memory stand: the week, its readings by kind, and the index of the week before */
const [week, bands, index] = [0, 1, 4] as const;

/**
 * The confinement of a week, Monday to Sunday of the site's clocks, over the hours in which the site is open; judged when
 * the week is over, and so until the next one is. Nothing without a calendar, since nobody knows then who breathes.
 */
export function icone({ levels }: Extract<Condition, { kind: 'icone' }>): Judge {
  const hear: NonNullable<Judge['learn']> = (memory, at, time, value, setting) => {
    const moment = setting?.at(time);
    if (moment === undefined) return;
    // 1970-01-01 was a Thursday
    const now = Math.floor((moment.day + 3) / 7);
    if (now < (memory[at + week] ?? Number.NaN)) return;
    if (now !== memory[at + week]) {
      const [low = 0, middle = 0, high = 0] = memory.subarray(at + bands, at + index);
      // of a week that is long over nobody need hear
      const isLast = now === (memory[at + week] ?? Number.NaN) + 1;
      const found = isLast && low + middle + high >= leastReadings ? iconeOf({ low, middle, high }) : undefined;
      memory[at + index] = found?.index ?? Number.NaN;
      memory[at + week] = now;
      memory.fill(0, at + bands, at + index);
    }
    if (moment.openness === 'open')
      memory[at + bands + airBand(value)] = (memory[at + bands + airBand(value)] ?? 0) + 1;
  };
  return {
    memory: index + 1,
    find(memory, at, time, value, setting) {
      hear(memory, at, time, value, setting);
      const known = memory[at + index] ?? Number.NaN;
      if (Number.isNaN(known)) return between;
      return levels.findLastIndex((level) => Math.floor(known + 0.5) >= level) + 1 || clear;
    },
    judged: (memory, at) => ({
      value: Math.round((memory[at + index] ?? 0) * 100) / 100,
      expected: { low: 0, high: (levels[0] ?? 0) - 0.5 },
    }),
    learn: hear,
  };
}
