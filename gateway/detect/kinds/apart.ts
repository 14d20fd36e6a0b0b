import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';
import { isOrdinaryDay } from './usual/days.ts';
import { type CloseHour, cutIntoHours, hoursMemory } from './usual/hours.ts';

/** a day has so many parts, each judged when it is over; of its hours so many must be known */
const partHours = 6;
const parts = 24 / partHours;
const leastHours = 4;
/** parts alike that teach before one is judged: of ordinary days, of days of rest */
const leastKnown = { ordinary: 7, rest: 4 };
const memoryOf = 30;
const clip = 2.5;
const sigmas = Math.sqrt(Math.PI / 2);
/** a usual made of few parts is itself unsure */
const few = 8;
/** the second odd part within a day and a half tells: what a weak heating cannot reach shows each morning; so many odd ones are the new usual */
const secondWithin = 5;
const relearnParts = 14 * parts;

/** Where each number stands; of each part of an ordinary day and of one of rest: the usual difference, its deviation, how many. */
const place = {
  ...{ finding: 0, since: 1, low: 2, high: 3, value: 4, odd: 5, part: 6, begun: 7, apart: 8, own: 9, hours: 10 },
  ...{ oddPart: 11, oddSide: 12, fold: 13 },
};
const cellsAt = place.fold + hoursMemory;
const cellMemory = 3;

/**
 * A series apart from the others of its site that show the same: its difference from their median, by parts of the day, is more than
 * `deviations` and `least` off what it usually is, twice within a day and a half or by twice as much. Weather, hours and the common boiler
 * are in both and fall out (analytical redundancy, Gertler 1998; the median, so that one faulty fellow moves nothing). Learns from
 * a past that its fellows tell beside it.
 */
export function apart({ deviations, least }: Extract<Condition, { kind: 'apart' }>): Judge {
  const closeHour =
    (isJudged: boolean): CloseHour =>
    (memory, at, hour, amount, setting) => {
      const others = setting?.others?.(hour) ?? Number.NaN;
      if (setting === undefined || Number.isNaN(others)) return;
      const { day, hour: clock } = setting.at(hour);
      const part = day * parts + Math.floor(clock / partHours);
      if (part !== memory[at + place.part]) {
        const before = memory[at + place.part] ?? Number.NaN;
        if ((memory[at + place.hours] ?? 0) >= leastHours) {
          const isOrdinary = isOrdinaryDay(setting, Math.floor(before / parts));
          partOver(memory, at, (before % parts) + (isOrdinary ? 0 : parts), isJudged);
        }
        memory.set([part, hour, 0, 0, 0], at + place.part);
      }
      memory[at + place.apart] = (memory[at + place.apart] ?? 0) + amount - others;
      memory[at + place.own] = (memory[at + place.own] ?? 0) + amount;
      memory[at + place.hours] = (memory[at + place.hours] ?? 0) + 1;
    };

  function partOver(memory: Float64Array, at: number, cell: number, isJudged: boolean): void {
    const from = at + cellsAt + cellMemory * cell;
    const [level, spread, known] = [memory[from] || 0, memory[from + 1] || 0, memory[from + 2] || 0];
    const hours = memory[at + place.hours] ?? 1;
    const difference = (memory[at + place.apart] ?? 0) / hours;
    const sigma = Math.max(spread * sigmas * Math.sqrt(1 + few / (known + 1)), least / deviations);
    const off = known === 0 ? 0 : difference - level;
    if (known >= leastKnown[cell < parts ? 'ordinary' : 'rest']) {
      const margin = deviations * sigma;
      judge(memory, at, { own: (memory[at + place.own] ?? 0) / hours, off, margin, isJudged });
      if ((memory[at + place.odd] ?? 0) > relearnParts) relearn(memory, at);
      // what is odd teaches nothing, until it is the new usual
      if (Math.abs(off) > margin) return;
    }
    const gain = Math.max(1 / (known + 1), 1 / memoryOf);
    const edge = known < leastKnown.rest ? Number.POSITIVE_INFINITY : clip * sigma;
    const drawn = Math.max(-edge, Math.min(edge, off));
    memory[from] = known === 0 ? difference : level + gain * drawn;
    if (known > 0) memory[from + 1] = spread + Math.max(1 / known, 1 / memoryOf) * (Math.abs(drawn) - spread);
    memory[from + 2] = known + 1;
  }

  interface Part {
    readonly own: number;
    readonly off: number;
    readonly margin: number;
    readonly isJudged: boolean;
  }

  /** The past counts odd parts as well, and decides nothing. */
  function judge(memory: Float64Array, at: number, { own, off, margin, isJudged }: Part): void {
    const away = Math.abs(off) / margin;
    const part = memory[at + place.part] ?? 0;
    const isRecent = part - (memory[at + place.oddPart] ?? Number.NEGATIVE_INFINITY) <= secondWithin;
    if (away > 1) {
      const isSecond = isRecent && memory[at + place.oddSide] === Math.sign(off);
      if (!isSecond) memory[at + place.since] = memory[at + place.begun] ?? 0;
      memory[at + place.odd] = isSecond ? (memory[at + place.odd] || 0) + 1 : 1;
      memory.set([part, Math.sign(off)], at + place.oddPart);
      if (isJudged) memory[at + place.finding] = isSecond || away > 2 ? 1 : between;
    } else if (!isRecent) {
      memory[at + place.odd] = 0;
      if (isJudged) memory[at + place.finding] = away <= 0.5 ? clear : between;
    }
    memory[at + place.low] = own - off - margin;
    memory[at + place.high] = own - off + margin;
    memory[at + place.value] = own;
  }

  const judged = cutIntoHours(false, closeHour(true));
  const learnt = cutIntoHours(false, closeHour(false));
  return {
    memory: cellsAt + 2 * parts * cellMemory,
    needsFellows: true,
    learn: (memory, at, time, value, setting) => learnt(memory, at, at + place.fold, time, value, setting),
    find(memory, at, time, value, setting) {
      judged(memory, at, at + place.fold, time, value, setting);
      return memory[at + place.finding] || clear;
    },
    since: (memory, at) => memory[at + place.since] ?? Number.NaN,
    judged: (memory, at) => ({
      value: memory[at + place.value] ?? Number.NaN,
      expected: { low: memory[at + place.low] ?? Number.NaN, high: memory[at + place.high] ?? Number.NaN },
    }),
  };
}

/** What was apart for a fortnight hangs elsewhere now: begun anew. */
function relearn(memory: Float64Array, at: number): void {
  memory.fill(0, at + cellsAt, at + cellsAt + 2 * parts * cellMemory);
  memory[at + place.odd] = 0;
  memory[at + place.finding] = clear;
}
