import type { Condition } from '../../domain/rule.ts';
import { isHeatingSeason } from '../heating-season.ts';
import { between, clear, type Judge } from '../judge.ts';

/** readings of a day below which its mean says little */
const leastReadings = 6;
/** °C, instead of the mean of a day out of the season */
const notHeated = -273;
/** where in the memory stand: the day, sum and number of its readings, and the mean of the open day before */
const [day, sum, count, mean] = [0, 1, 2, 3] as const;

/**
 * The mean temperature of the hours in which a site is open, in the heating season: code de l'énergie R241-26 limits
 * heating to 19 °C on average. Judged when the day is over, so that an afternoon of sun is not a day, and one alert
 * stands until a day that is right. Nothing without a calendar.
 */
export function heatedWhileOpen(condition: Extract<Condition, { kind: 'heated'; while: 'open' }>): Judge {
  const most = condition.limit + condition.tolerance;
  return {
    memory: mean + 1,
    find(memory, at, time, value, setting) {
      const moment = setting?.at(time);
      if (setting === undefined || moment === undefined || moment.openness === 'unknown') return between;
      if (moment.day !== memory[at + day]) {
        if ((memory[at + count] ?? 0) >= leastReadings) {
          const isJudged = isHeatingSeason(setting, time);
          memory[at + mean] = isJudged ? (memory[at + sum] ?? 0) / (memory[at + count] ?? 1) : notHeated;
        }
        memory[at + day] = moment.day;
        memory[at + sum] = 0;
        memory[at + count] = 0;
      }
      if (moment.openness === 'open') {
        memory[at + sum] = (memory[at + sum] ?? 0) + value;
        memory[at + count] = (memory[at + count] ?? 0) + 1;
      }
      const known = memory[at + mean] ?? Number.NaN;
      if (Number.isNaN(known)) return between;
      return known > most ? 1 : clear;
    },
    judged: (memory, at) => ({
      value: Math.round((memory[at + mean] ?? 0) * 10) / 10,
      expected: { low: 0, high: condition.limit },
    }),
  };
}
