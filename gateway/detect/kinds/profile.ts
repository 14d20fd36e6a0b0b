import type { DayKind } from '../../../devices/calendar/opening-hours.ts';
import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';
import type { SiteSetting } from '../setting.ts';
import { coldFactor, coldShare, coldShareMemory, isColdKnown, learnCold } from './usual/cold-share.ts';
import { coldnessAt } from './usual/coldness.ts';
import { type CloseHour, cutIntoHours, dayMs, hoursMemory } from './usual/hours.ts';

/** from so much history on; and so many hours of this kind of day */
const learningMs = 14 * dayMs;
const leastHours = 42;
/** a usual made of few hours is itself unsure: so many more deviate by 1.4 */
const fewHours = 200;
/** days of a kind that the usual remembers: a month of working days, a season of Saturdays */
const memoryDays = { working: 20, other: 10 };
const scaleMemoryHours = 120;
/** what is known of a time of day's deviation is mixed with so many hours of the whole */
const pooling = 10;
/** a value farther off than so many deviations teaches as much as one that is so far */
const clip = 2.5;
/** a deviation is so many mean absolute ones (normal distribution) */
const sigmas = Math.sqrt(Math.PI / 2);
/** unusual for so long, or more than a third of a longer time, is the new usual */
const relearnHours = 14 * 24;
/** which is learned in a fortnight, in which nothing is judged */
const relearningHours = 14 * 24;
const relearningGain = { working: 0.35, other: 0.5 };
/** where the cold explains all and there is next to none, an hour teaches little of colder ones */
const leastFactor = 0.2;
/** each episode makes the series so many deviations less touchy, at most double, for about six weeks */
const patience = 0.5;
const patienceMemoryHours = 1_000;

/** Where each number stands. */
const place = {
  ...{ finding: 0, since: 1, low: 2, high: 3, value: 4, begun: 5, brokenHours: 6, coldest: 7, patience: 8, pooled: 9 },
  ...{ fold: 10, lateFold: 10 + hoursMemory, counts: 10 + 2 * hoursMemory },
};
const kinds = 4;
/** deviations: by two hours on working days, by four hours on others */
const blocks = { working: 12, other: 6 };
const cellsAt = place.counts + kinds;
const scalesAt = cellsAt + 24 * kinds;
const coldAt = scalesAt + blocks.working + blocks.other * (kinds - 1);

/** Days that are alike: a holiday and a day of closure are as Sundays. */
const likeness: Record<DayKind, number> = {
  ...{ working: 0, unknown: 0, saturday: 1, sunday: 2, holiday: 2, closed: 2, 'school-holiday': 3 },
};

/**
 * What is usual at this hour of this kind of day, the cold taken out; hours are judged when they are complete. The usual
 * follows by robust exponential smoothing: what lies outside is drawn to the edge before it teaches (Gelper, Fried and
 * Croux 2010, after Huber).
 */
export function profile({ side, deviations, least, counts }: Extract<Condition, { kind: 'profile' }>): Judge {
  const upper = side === 'below' ? Number.POSITIVE_INFINITY : 1;
  const lower = side === 'above' ? Number.POSITIVE_INFINITY : 1;

  /** Learns an hour; what it found of it, before it learned. */
  const hourOf = (isJudged: boolean): CloseHour => {
    return (memory, at, hour, amount, setting) => {
      if (setting === undefined) return;
      const { kind, day, hour: clock } = setting.at(hour);
      const alike = likeness[kind];
      const cold = coldOf(memory, at, hour, setting);
      if (Number.isNaN(cold)) {
        if (isJudged) memory[at + place.finding] = between;
        return;
      }
      const cell = at + cellsAt + 24 * alike + clock;
      const scale =
        at + scalesAt + (alike === 0 ? clock >> 1 : blocks.working + blocks.other * (alike - 1) + (clock >> 2));
      const known = memory[at + place.counts + alike] || 0;
      const isNew = Number.isNaN(memory[cell] ?? Number.NaN);
      const factor = coldFactor(coldShare(memory, at + coldAt), cold);
      const middle = isNew ? amount : (memory[cell] ?? 0) * factor;
      // what a counter counts varies as much as there is of it
      const size = counts ? Math.max(around(memory, cell, clock) * factor, least) : 1;
      const touch = deviations * (1 + (memory[at + place.patience] || 0));
      const few = Math.sqrt(1 + fewHours / (known + 1));
      const visits = (known + 1) / (alike === 0 ? 12 : 6);
      const apart = ((memory[scale] || 0) * visits + (memory[at + place.pooled] || 0) * pooling) / (visits + pooling);
      const sigma = Math.max(apart * size * sigmas * few, least / touch);
      const isRelearning = (memory[at + place.brokenHours] || 0) > relearnHours;
      if (isJudged) {
        const isKnown = hour - (memory[at + place.begun] ?? hour) >= learningMs && known >= leastHours && !isNew;
        const isSeen = isColdKnown(memory, at + coldAt, cold);
        judge(memory, at, { hour, amount, middle, half: touch * sigma, isKnown: isKnown && isSeen && !isRelearning });
      }
      const edge = isRelearning || known < leastHours ? Number.POSITIVE_INFINITY : clip * sigma;
      const off = amount - middle;
      if (isNew) memory[cell] = amount / Math.max(factor, leastFactor);
      else {
        const memoryOf = alike === 0 ? memoryDays.working : memoryDays.other;
        const gain = isRelearning
          ? relearningGain[alike === 0 ? 'working' : 'other']
          : Math.max(24 / (known + 24), 1 / memoryOf);
        const step = (Math.max(-edge, Math.min(edge, off)) * factor) / Math.max(factor * factor, leastFactor ** 2);
        memory[cell] = (memory[cell] ?? 0) + gain * step;
        learnScale(memory, scale, {
          apart: Math.abs(off) / size,
          visits,
          isRelearning,
          at,
          least: least / touch / size,
          amount,
          middle,
        });
      }
      if (alike === 0) {
        const share = coldShare(memory, at + coldAt);
        learnCold(memory, at + coldAt, { day, amount, cold, most: 2 * (middle + edge) });
        if (coldShare(memory, at + coldAt) !== share) reshape(memory, at, factor, cold);
      }
      memory[at + place.counts + alike] = known + 1;
      memory[at + place.coldest] = Math.max(memory[at + place.coldest] || 0, cold);
      memory[at + place.begun] = Math.min(memory[at + place.begun] || hour, hour);
    };
  };

  interface Apart {
    readonly at: number;
    readonly apart: number;
    readonly visits: number;
    readonly isRelearning: boolean;
    readonly least: number;
    readonly amount: number;
    readonly middle: number;
  }

  function learnScale(memory: Float64Array, scale: number, of: Apart): void {
    // hours in which nothing happens say nothing of those in which something does
    if (counts && Math.max(of.amount, of.middle) < least) return;
    const isBroken = (memory[of.at + place.finding] ?? 0) > 0 && !of.isRelearning;
    const most = (isBroken ? 1.5 : 4) * Math.max(memory[scale] || of.apart, of.least);
    const apart = Math.min(of.apart, most);
    const gain = Math.max(1 / (of.visits + 1), 1 / scaleMemoryHours);
    memory[scale] = (memory[scale] || 0) + gain * (apart - (memory[scale] || 0));
    const pooled = of.at + place.pooled;
    memory[pooled] = (memory[pooled] || apart) + (apart - (memory[pooled] || apart)) / 500;
  }

  interface Hour {
    readonly hour: number;
    readonly amount: number;
    readonly middle: number;
    readonly half: number;
    readonly isKnown: boolean;
  }

  function judge(memory: Float64Array, at: number, { hour, amount, middle, half, isKnown }: Hour): void {
    const before = memory[at + place.finding] || 0;
    const off = (amount - middle) / half;
    const away = Math.max(off / upper, -off / lower);
    const finding = !isKnown ? between : away > 1 ? 1 : away <= 0.7 ? clear : between;
    memory[at + place.finding] = finding;
    memory[at + place.low] = counts ? Math.max(0, middle - half) : middle - half;
    memory[at + place.high] = middle + half;
    memory[at + place.value] = amount;
    const patient = memory[at + place.patience] || 0;
    const isEpisode = finding === 1 && before !== 1;
    if (isEpisode) memory[at + place.since] = hour;
    memory[at + place.brokenHours] = nextBroken(memory[at + place.brokenHours] || 0, finding);
    memory[at + place.patience] =
      Math.min(1, patient + (isEpisode ? patience / deviations : 0)) * (1 - 1 / patienceMemoryHours);
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
    // what is newer goes on where judgement stands; what is older fills in
    learn(memory, at, time, value, setting) {
      const isNewer = !(time <= (memory[at + place.fold] ?? Number.NaN));
      const fold = isNewer ? place.fold : place.lateFold;
      if (!isNewer && time <= (memory[at + place.lateFold] ?? 0))
        memory.fill(Number.NaN, at + fold, at + fold + hoursMemory);
      learnt(memory, at, at + fold, time, value, setting);
    },
  };
}

/** Hours unusual, less half of the usual ones since; from `relearnHours` on, what is left of the relearning, above it. */
function nextBroken(hours: number, finding: number): number {
  if (hours > relearnHours) return hours - 1 > relearnHours ? hours - 1 : 0;
  if (finding === clear) return Math.max(0, hours - 0.5);
  const more = hours + Number(finding === 1);
  return more < relearnHours ? more : relearnHours + relearningHours;
}

/** Another line is another shape: what was usual today stays usual. */
function reshape(memory: Float64Array, at: number, before: number, cold: number): void {
  const after = coldFactor(coldShare(memory, at + coldAt), cold);
  if (Math.min(before, after) < leastFactor) return;
  for (let cell = at + cellsAt; cell < at + scalesAt; cell++) memory[cell] = ((memory[cell] ?? 0) * before) / after;
}

/** The mean of a cell and its neighbours within the day: one cell of an erratic use is itself erratic. */
function around(memory: Float64Array, cell: number, clock: number): number {
  let [sum, count] = [0, 0];
  for (let off = clock === 0 ? 0 : -1; off <= (clock === 23 ? 0 : 1); off++) {
    const one = memory[cell + off] ?? Number.NaN;
    if (Number.isNaN(one)) continue;
    sum += one;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

/** 0 where there never was any weather; NaN where there was and is none now, because the usual cannot be said then. */
function coldOf(memory: Float64Array, at: number, hour: number, setting: SiteSetting): number {
  const cold = coldnessAt(setting, hour);
  if (!Number.isNaN(cold)) return cold;
  return (memory[at + place.coldest] || 0) > 0 ? Number.NaN : 0;
}
