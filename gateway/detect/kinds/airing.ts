import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';
import { type CloseHour, cutIntoHours, hourMs, hoursMemory } from './usual/hours.ts';

/** ppm of the open air */
const outdoors = 420;
/** open hours that a day needs, and days that teach before one is judged */
const leastHours = 2;
const leastDays = 8;
/** of what is usual, a day with less saw hardly anybody */
const emptied = 0.15;
const memoryDays = 30;
const clip = { sum: 4, level: 2 };
/** half of the least change worth telling and the sum that tells, in deviations (Page 1954); one day so far off tells alone (Lucas 1982) */
const drift = 1;
const limit = 3;
const alone = 4;
const sigmas = Math.sqrt(Math.PI / 2);
/** a level made of few days is itself unsure */
const few = 6;
/** told for so many open days, it is the new usual; so many days in a row as they always were, and it is mended */
const relearnDays = 20;
const mended = { days: 2, off: 1 };

/** Where each number stands. */
const place = {
  ...{ finding: 0, since: 1, low: 2, high: 3, value: 4, sum: 5, sumSince: 6, level: 7, spread: 8, days: 9, told: 10 },
  ...{ day: 11, begun: 12, ppm: 13, hours: 14, usual: 15, fold: 16 },
};

/**
 * Air that is renewed less than it was: what people add to the CO2 of the open air, in the mean of a day's open hours, against
 * the room's own days before it. A steady state is breath over air change, so a ventilation that gives half doubles it,
 * whatever the room. Shewhart and CUSUM together (Lucas 1982), upwards alone. Nothing without a calendar.
 */
export function airing({ share, deviations, least }: Extract<Condition, { kind: 'airing' }>): Judge {
  const hourOf = (isJudged: boolean): CloseHour => {
    return (memory, at, hour, amount, setting) => {
      const moment = setting?.at(hour + hourMs / 2);
      if (moment === undefined) return;
      if (moment.day !== memory[at + place.day]) {
        if ((memory[at + place.hours] ?? 0) >= leastHours) dayOver(memory, at, isJudged);
        memory.set([moment.day, hour, 0, 0], at + place.day);
      }
      if (moment.openness !== 'open') return;
      memory[at + place.ppm] = (memory[at + place.ppm] ?? 0) + Math.max(0, amount - outdoors);
      memory[at + place.hours] = (memory[at + place.hours] ?? 0) + 1;
    };
  };

  function dayOver(memory: Float64Array, at: number, isJudged: boolean): void {
    const get = (one: number) => memory[at + one] || 0;
    const added = get(place.ppm) / get(place.hours);
    const known = get(place.days);
    const level = known === 0 ? added : get(place.level);
    const spread = get(place.spread) * sigmas * Math.sqrt(1 + few / (known + 1));
    const sigma = Math.max(spread, Math.max(share * level, least) / deviations);
    // nobody came, although it was open: of how the air is renewed that says nothing
    if (known >= leastDays && added < level * emptied) return;
    const z = (added - level) / sigma;
    if (isJudged && known >= leastDays) {
      const wasTold = memory[at + place.finding] === 1;
      memory[at + place.usual] = z <= mended.off ? get(place.usual) + 1 : 0;
      // what one long fault has summed up must not hide the next one
      const isMended = wasTold && get(place.usual) >= mended.days;
      const step = Math.max(-clip.sum, Math.min(clip.sum, z)) - drift;
      const sum = isMended ? 0 : Math.max(0, Math.min(2 * limit, get(place.sum) + step));
      if (get(place.sum) === 0) memory[at + place.sumSince] = get(place.begun);
      memory[at + place.sum] = sum;
      const isTold = sum > limit || z > alone;
      if (isTold && !wasTold) memory[at + place.since] = sum > limit ? get(place.sumSince) : get(place.begun);
      memory[at + place.finding] = isTold ? 1 : sum <= drift ? clear : between;
      memory[at + place.told] = isTold ? get(place.told) + 1 : 0;
      memory[at + place.low] = outdoors + Math.max(0, level - deviations * sigma);
      memory[at + place.high] = outdoors + level + deviations * sigma;
      memory[at + place.value] = outdoors + added;
      if (get(place.told) > relearnDays) {
        for (const one of [place.days, place.sum, place.told, place.finding]) memory[at + one] = 0;
        return;
      }
      // what is told teaches nothing, until it is the new usual
      if (isTold) return;
    }
    const gain = Math.max(1 / (known + 1), 1 / memoryDays);
    const edge = known < leastDays ? Number.POSITIVE_INFINITY : clip.level * sigma;
    const drawn = Math.max(-edge, Math.min(edge, added - level));
    memory[at + place.level] = level + gain * drawn;
    if (known > 0) {
      memory[at + place.spread] =
        get(place.spread) + Math.max(1 / known, 1 / memoryDays) * (Math.abs(drawn) - get(place.spread));
    }
    memory[at + place.days] = known + 1;
  }

  const judged = cutIntoHours(false, hourOf(true));
  const learnt = cutIntoHours(false, hourOf(false));
  return {
    memory: place.fold + hoursMemory,
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
