import type { Condition } from '../../domain/rule.ts';
import { isHeatingSeason } from '../heating-season.ts';
import { between, clear, type Judge } from '../judge.ts';

const hourMs = 3_600_000;
/** hours of the clock between which no sun warms a room and nobody is in it */
const [evening, morning] = [22, 4] as const;
/** a building that loses less than 1/300 of the difference to outside in an hour is heated: well-built ones lose 1/100 to 1/200 */
const hoursToCool = 300;
/** K between inside and outside where the weather is not known */
const assumedDifference = 10;
/** where in the memory stand: when it was open last, time and °C of the evening, the night that was judged, its °C above the limit, the limit */
const [opened, from, warm, judgedDay, beyond, limitAt] = [0, 1, 2, 3, 4, 5] as const;

/**
 * Heated while nobody is there: code de l'énergie R241-27 limits heating to 16 °C where a site is empty for 24 hours and to
 * 8 °C for 48 hours. Judged once a night, from 22 h to 4 h: a room above the limit that hardly cools is heated, one that
 * cools by itself is not. Not in the hours before it opens, when it may be warmed. Nothing without a calendar.
 */
export function heatedWhileClosed(condition: Extract<Condition, { kind: 'heated'; while: 'closed' }>): Judge {
  const { limits, tolerance } = condition;
  return {
    memory: limitAt + 1,
    find(memory, at, time, value, setting) {
      const moment = setting?.at(time);
      if (setting === undefined || moment === undefined || moment.openness === 'unknown') return between;
      if (moment.openness === 'open') memory[at + opened] = time;
      if (moment.hour >= evening && !(time - (memory[at + from] ?? Number.NaN) < 12 * hourMs)) {
        memory[at + from] = time;
        memory[at + warm] = value;
      }
      const hours = (time - (memory[at + from] ?? Number.NaN)) / hourMs;
      if (moment.hour === morning && memory[at + judgedDay] !== moment.day && hours >= 4 && hours < 8) {
        memory[at + judgedDay] = moment.day;
        const emptyHours = (time - (memory[at + opened] ?? Number.NaN)) / hourMs;
        const limit = limits.findLast(({ afterHours }) => emptyHours >= afterHours)?.limit;
        if (limit === undefined || !isHeatingSeason(setting, time)) memory[at + beyond] = 0;
        else if (setting.at(time + 6 * hourMs).openness !== 'open') {
          const difference = value - (setting.outdoor?.mean(time - 6 * hourMs, time) ?? Number.NaN);
          const cools = ((Number.isNaN(difference) ? assumedDifference : difference) * hours) / hoursToCool;
          const isHeated = (memory[at + warm] ?? 0) - value < cools && value > limit + tolerance;
          memory[at + beyond] = isHeated ? value - limit : 0;
          memory[at + limitAt] = limit;
        }
      }
      // whoever is there may heat
      if (moment.openness === 'open') memory[at + beyond] = 0;
      const found = memory[at + beyond] ?? Number.NaN;
      if (Number.isNaN(found)) return between;
      return found > 0 ? 1 : clear;
    },
    judged(memory, at) {
      const limit = memory[at + limitAt] ?? 0;
      const value = Math.round((limit + (memory[at + beyond] ?? 0)) * 10) / 10;
      return { value, expected: { low: 0, high: limit } };
    },
  };
}
