import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';
import { coldFactor, coldShare, coldShareMemory, learnCold } from './usual/cold-share.ts';
import { coldnessAt } from './usual/coldness.ts';
import { dayMemory, gatherDay, isOrdinaryDay } from './usual/days.ts';
import { type CloseHour, cutIntoHours, dayMs, hoursMemory } from './usual/hours.ts';

/** days of a kind that teach before any is judged; and after a change, before its alert ends */
const leastDays = { ordinary: 14, other: 4 };
const relearnDays = 14;
/** the level is remembered for so many days of its kind, its deviation for twice as many */
const memoryDays = 60;
/** half of the least change worth telling, in deviations; and the sum that tells (Page 1954; Hawkins and Olwell 1998) */
const drift = 0.5;
const limit = 8;
/** one wild day is no change */
const clip = 3;
const sigmas = Math.sqrt(Math.PI / 2);

/** Where each number stands; of ordinary days and of others: the level and how many. */
const place = {
  ...{ finding: 0, since: 1, low: 2, high: 3, value: 4, up: 5, upSince: 6, down: 7, downSince: 8, spread: 9 },
  ...{ ordinary: 10, ordinaryCount: 11, other: 12, otherCount: 13, left: 14, day: 15, isOrdinary: 16, fold: 17 },
};
const dayAt = place.fold + hoursMemory;
const coldAt = dayAt + dayMemory;

/**
 * A level that is another since some day, in any series: the sum of the days' deviations from their level, up and down
 * (CUSUM), the cold taken out. It is since the day on which the sum began to grow. The new level is learned in a
 * fortnight, then its alert ends.
 */
export function changePoint({ least, counts }: Extract<Condition, { kind: 'change-point' }>): Judge {
  const hourOf = (isJudged: boolean): CloseHour => {
    return (memory, at, hour, amount, setting) => {
      if (setting === undefined) return;
      const { day } = setting.at(hour);
      const known = coldnessAt(setting, hour);
      const whole = gatherDay(memory, at + dayAt, { day, amount, cold: known });
      const cold = Number.isNaN(known) ? 0 : known;
      // days of rest have another line; the kind of a day is asked once
      if (memory[at + place.day] !== day) {
        memory[at + place.day] = day;
        memory[at + place.isOrdinary] = Number(isOrdinaryDay(setting, day));
      }
      if (memory[at + place.isOrdinary] === 1) {
        learnCold(memory, at + coldAt, { day, amount, cold, most: Number.POSITIVE_INFINITY });
      }
      if (whole === undefined) return;
      const isOrdinary = isOrdinaryDay(setting, whole.day);
      judgeDay(memory, at, { ...whole, isOrdinary, start: setting.zone.dayStart(whole.day), isJudged });
    };
  };

  interface Day {
    readonly mean: number;
    readonly cold: number;
    readonly isOrdinary: boolean;
    readonly start: number;
    readonly isJudged: boolean;
  }

  function judgeDay(memory: Float64Array, at: number, { mean, cold, isOrdinary, start, isJudged }: Day): void {
    const get = (one: number) => memory[at + one] || 0;
    const [level, count] = isOrdinary ? [place.ordinary, place.ordinaryCount] : [place.other, place.otherCount];
    const factor = Math.max(0.2, coldFactor(coldShare(memory, at + coldAt), Number.isNaN(cold) ? 1 : cold));
    const known = get(count);
    const value = mean / factor;
    const usual = known === 0 ? value : get(level);
    const sigma = Math.max(get(place.spread) * sigmas, least / 2);
    const z = Math.max(-clip, Math.min(clip, (value - usual) / sigma));
    const isKnown =
      known >= (isOrdinary ? leastDays.ordinary : leastDays.other) && get(place.ordinaryCount) >= leastDays.ordinary;
    if (isKnown && get(place.left) === 0) sum(memory, at, z, start);
    const [height, since, sign] =
      get(place.up) > limit ? [get(place.up), get(place.upSince), 1] : [get(place.down), get(place.downSince), -1];
    // the mean of the days since then, as the sum tells it
    const away = sign * (height / (1 + (start - since) / dayMs) + drift) * sigma;
    if (get(place.left) === 0 && height > limit && Math.abs(away * factor) > least) {
      memory[at + place.finding] = isJudged ? 1 : clear;
      memory[at + place.since] = since;
      memory[at + place.low] = counts ? Math.max(0, usual - sigma) * factor : (usual - sigma) * factor;
      memory[at + place.high] = (usual + sigma) * factor;
      memory[at + place.value] = (usual + away) * factor;
      forget(memory, at);
      return;
    }
    if (get(place.left) > 0) {
      memory[at + place.left] = get(place.left) - 1;
      memory[at + place.finding] = get(place.left) === 0 ? clear : between;
    }
    const gain = Math.max(1 / (known + 1), 1 / memoryDays);
    const off = value - usual;
    memory[at + level] = usual + gain * (known < leastDays.ordinary ? off : z * sigma);
    if (known > 0) {
      const spread = get(place.spread);
      const apart = Math.min(Math.abs(off), 4 * (spread || Math.abs(off)));
      memory[at + place.spread] = spread + Math.max(1 / (known + 1), 1 / (2 * memoryDays)) * (apart - spread);
    }
    memory[at + count] = known + 1;
  }

  const judged = cutIntoHours(counts ?? false, hourOf(true));
  const learnt = cutIntoHours(counts ?? false, hourOf(false));
  return {
    memory: coldAt + coldShareMemory,
    find(memory, at, time, value, setting) {
      judged(memory, at, at + place.fold, time, value, setting);
      return memory[at + place.finding] || clear;
    },
    since: (memory, at) => memory[at + place.since] ?? Number.NaN,
    judged: (memory, at) => ({
      value: memory[at + place.value] ?? Number.NaN,
      expected: { low: memory[at + place.low] ?? Number.NaN, high: memory[at + place.high] ?? Number.NaN },
    }),
    learn: (memory, at, time, value, setting) => learnt(memory, at, at + place.fold, time, value, setting),
  };
}

/** Both sums with this day; a sum that is nought begins anew the day after. */
function sum(memory: Float64Array, at: number, z: number, start: number): void {
  for (const [sumAt, sinceAt, off] of [
    [place.up, place.upSince, z],
    [place.down, place.downSince, -z],
  ] as const) {
    const before = memory[at + sumAt] || 0;
    const after = Math.max(0, before + off - drift);
    if (before === 0 && after > 0) memory[at + sinceAt] = start;
    memory[at + sumAt] = after;
  }
}

/** After a change the levels are learned anew; how much days differ stays known. */
function forget(memory: Float64Array, at: number): void {
  for (const one of [place.up, place.down, place.ordinaryCount, place.otherCount]) memory[at + one] = 0;
  memory[at + place.left] = relearnDays;
}
