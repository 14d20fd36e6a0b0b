import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';
import type { SiteSetting } from '../setting.ts';
import { coldnessAt } from './usual/coldness.ts';
import { type CloseHour, cutIntoHours, dayMs, hourMs, hoursMemory } from './usual/hours.ts';

/** hours of the clock in which no sun warms a room */
const dark = { from: 21, to: 6 };
/** what was warm stays so for a while, and warming-up begins before the opening */
const hoursAfterClosing = 2;
const hoursBeforeOpening = 3;
/** hours in a row by which it is seen whether a room cools */
const windowHours = 5;
/** a building that loses less than 1/200 of the difference to outside in an hour is heated; well-built ones lose 1/100 to 1/150 */
const hoursToCool = 200;
/** nearer to the outside than so many K nothing can be seen; and warmer days (tens of degrees below 17 °C) need no heating */
const leastDifference = 5;
const leastCold = 0.2;
/** nights held warm that teach before one is judged; and how many are remembered */
const leastNights = 6;
const memoryNights = 30;
/** a building that cools all night is odd when it is held at all, well above where a tenth of its cold nights end */
const leastColdNights = 20;
const coolest = { share: 0.1, step: 0.3 };
const deviations = 4;
const clip = 2.5;
const sigmas = Math.sqrt(Math.PI / 2);
const few = 6;
/**
 * odd nights within so many days of each other together tell, and end so long after the last: a second one tells, one that is twice as odd
 * at once, of a building that usually is not held the third that is but half of `least` above where such nights end
 */
const secondWithinMs = 4 * dayMs;
const endsAfterMs = 6 * dayMs;
const toTell = 2;
const slightly = 2 / 3;
/** so many odd ones are the new usual */
const relearnNights = 14;

/** Where each number stands. */
const place = {
  ...{ finding: 0, since: 1, low: 2, high: 3, value: 4, odd: 5, oddAt: 6, level: 7, spread: 8, nights: 9 },
  ...{ begun: 10, hours: 11, ended: 12, coolest: 13, coldNights: 14, oddWarmth: 15, fold: 16 },
};
const windowAt = place.fold + hoursMemory;

/**
 * Heating not lowered: at night, closed, a room that hardly cools although it is cold outside is held warm; it is odd
 * where it is held by `least` and four deviations warmer than it is usually held so. A night in which it only cools says nothing, unless
 * it ends as cold as usual, or well below where it was held oddly. A building that never lowers its heating is always held alike and is not told of. It needs a
 * calendar and a weather station.
 */
export function heldWarm({ least }: Extract<Condition, { kind: 'held-warm' }>): Judge {
  const hourOf = (isJudged: boolean): CloseHour => {
    return (memory, at, hour, amount, setting) => {
      if (setting === undefined) return;
      const isNext = hour === (memory[at + place.ended] ?? Number.NaN);
      memory[at + place.ended] = hour + hourMs;
      // nights too mild to say anything must not keep a fault open that is over
      if (memory[at + place.finding] === 1 && hour - (memory[at + place.oddAt] ?? 0) > endsAfterMs) endOdd(memory, at);
      if (!isFarFromOpening(setting, hour) || !isDark(setting, hour)) {
        nightOver(memory, at, setting, isJudged);
        return;
      }
      if (!isNext) memory[at + place.hours] = 0;
      const hours = memory[at + place.hours] || 0;
      if (hours === 0) memory[at + place.begun] = hour;
      memory.copyWithin(at + windowAt, at + windowAt + 1, at + windowAt + windowHours);
      memory[at + windowAt + windowHours - 1] = amount;
      memory[at + place.hours] = hours + 1;
    };
  };

  /** The last hours of the night say how it was. */
  function nightOver(memory: Float64Array, at: number, setting: SiteSetting, isJudged: boolean): void {
    const hours = memory[at + place.hours] || 0;
    memory[at + place.hours] = 0;
    if (hours < windowHours) return;
    const begun = memory[at + place.begun] ?? Number.NaN;
    const end = begun + hours * hourMs;
    const window = memory.subarray(at + windowAt, at + windowAt + windowHours);
    const warmth = window.reduce((sum, one) => sum + one, 0) / windowHours;
    const [first = 0, last = 0] = [window[0], window[windowHours - 1]];
    const outside = setting.outdoor?.mean(end - windowHours * hourMs, end) ?? Number.NaN;
    const isCold = coldnessAt(setting, end - hourMs) >= leastCold && warmth - outside >= leastDifference;
    if (!isCold) return;
    // 1: as it would just cool if nothing heated it
    const cools = (first - last) / (((warmth - outside) * (windowHours - 1)) / hoursToCool);
    const isHeld = cools < 1;
    const [level, known] = [memory[at + place.level] || 0, memory[at + place.nights] || 0];
    const cold = memory[at + place.coldNights] || 0;
    const coolestKnown = memory[at + place.coolest] || 0;
    const sigma = (memory[at + place.spread] || 0) * sigmas * Math.sqrt(1 + few / (known + 1));
    // nights that differ so much were not held: some look so by chance where it is hardly colder outside
    const isSteady = deviations * sigma <= 2 * least || cold < leastColdNights;
    const isUsual = known >= leastNights && isSteady;
    const isKnown = isUsual || cold >= leastColdNights;
    const margin = isUsual ? Math.max(deviations * sigma, least) : 2 * least;
    const usual = isUsual ? level : coolestKnown;
    const off = warmth - usual;
    if (isJudged && isKnown) {
      judge(memory, at, { begun, warmth, last, level: usual, margin, cools, isUsual });
      if ((memory[at + place.odd] || 0) > relearnNights) {
        memory[at + place.nights] = 0;
        memory[at + place.odd] = 0;
        memory[at + place.finding] = clear;
        return;
      }
    }
    // faults come for a week, usual nights twice in one: what may be odd teaches nothing
    if (isHeld && isKnown && off > margin / 2) return;
    const step = cold === 0 ? 0 : Math.max(coolest.step, 5 / (cold + 1));
    memory[at + place.coolest] =
      cold === 0 ? last : coolestKnown + step * (last < coolestKnown ? coolest.share - 1 : coolest.share);
    memory[at + place.coldNights] = cold + 1;
    if (!isHeld) return;
    const edge = isUsual ? (clip * margin) / deviations : Number.POSITIVE_INFINITY;
    const drawn = Math.max(-edge, Math.min(edge, warmth - level));
    memory[at + place.level] = known === 0 ? warmth : level + Math.max(1 / (known + 1), 1 / memoryNights) * drawn;
    if (known > 0) {
      const spread = memory[at + place.spread] || 0;
      memory[at + place.spread] = spread + Math.max(1 / known, 1 / memoryNights) * (Math.abs(drawn) - spread);
    }
    memory[at + place.nights] = known + 1;
  }

  interface Night {
    readonly begun: number;
    readonly warmth: number;
    readonly last: number;
    readonly level: number;
    readonly margin: number;
    readonly cools: number;
    readonly isUsual: boolean;
  }

  function judge(memory: Float64Array, at: number, night: Night): void {
    const { begun, warmth, last, level, margin, cools, isUsual } = night;
    const isRecent = begun - (memory[at + place.oddAt] ?? 0) <= secondWithinMs;
    const weight = weightOf(night);
    const lately = memory[at + place.oddWarmth] ?? Number.NaN;
    if (weight > 0) {
      const odd = isRecent ? memory[at + place.odd] || 0 : 0;
      if (odd === 0) memory[at + place.since] = begun;
      const isGoingOn = odd > 0 || memory[at + place.finding] === 1;
      memory[at + place.odd] = odd > 0 ? odd + Math.min(weight, 1) : weight;
      memory[at + place.oddAt] = begun;
      memory[at + place.oddWarmth] = isGoingOn ? Math.min(warmth, lately) : warmth;
      memory[at + place.finding] = (memory[at + place.odd] ?? 0) >= toTell ? 1 : between;
    } else {
      // where it is held as usual, cools to there, or cools well below where it was held oddly, nothing holds it so any more
      const least = cools < 1 ? warmth : last;
      const isAsUsual = least <= level + (isUsual ? margin / 2 : 0);
      if (isAsUsual || least <= lately - margin / 2 || !isRecent) endOdd(memory, at);
    }
    memory[at + place.low] = level - margin;
    memory[at + place.high] = level + margin;
    memory[at + place.value] = warmth;
  }

  /** What a night adds to those that tell; 0 where it is not odd. */
  function weightOf({ warmth, level, margin, cools, isUsual }: Night): number {
    const off = (warmth - level) / margin;
    if (cools >= 1) return 0;
    if (off > 1) return off > 2 && cools < 0.5 ? toTell : 1;
    return !isUsual && warmth - level > least / 2 ? slightly : 0;
  }

  const judged = cutIntoHours(false, hourOf(true));
  const learnt = cutIntoHours(false, hourOf(false));
  return {
    memory: windowAt + windowHours,
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

function endOdd(memory: Float64Array, at: number): void {
  memory[at + place.odd] = 0;
  memory[at + place.oddWarmth] = Number.NaN;
  memory[at + place.finding] = clear;
}

function isDark(setting: SiteSetting, hour: number): boolean {
  const { hour: clock } = setting.at(hour);
  return clock >= dark.from || clock < dark.to;
}

function isFarFromOpening(setting: SiteSetting, hour: number): boolean {
  return [-hoursAfterClosing, 0, hoursBeforeOpening].every(
    (away) => setting.at(hour + away * hourMs).openness === 'closed',
  );
}
