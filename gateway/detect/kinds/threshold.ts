import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';

const nowhere = { openness: 'unknown' } as const;
/** longer than from one week's opening to the next: where nobody came, nothing was shown */
const longClosedMs = 7 * 86_400_000;

/**
 * Beyond a level; clear only once it is back across the clear level (hysteresis). The level itself is not beyond it. Judged only while
 * open, a site that has been closed for over a week shows nothing: what was clearing waits for people to come again.
 */
export function threshold({ side, levels, clear: clearLevel, when }: Extract<Condition, { kind: 'threshold' }>): Judge {
  const up = side === 'above' ? 1 : -1;
  const ladder = levels.map((level) => level * up);
  const [first = Number.POSITIVE_INFINITY] = ladder;
  const back = clearLevel * up;
  return {
    // the last reading that was judged, of a series that was ever beyond its level
    memory: when === undefined ? 0 : 1,
    find(memory, at, time, value, setting) {
      const height = value * up;
      if (when !== undefined) {
        const judged = memory[at] ?? Number.NaN;
        const { openness } = setting?.at(time) ?? nowhere;
        if (openness === 'closed' || (openness === 'unknown' && when === 'open')) {
          return time - judged > longClosedMs ? between : clear;
        }
        if (height > first || !Number.isNaN(judged)) memory[at] = time;
      }
      if (height > first) return ladder.findLastIndex((level) => height > level) + 1;
      return height <= back ? clear : between;
    },
  };
}
