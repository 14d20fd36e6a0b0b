import { robustLine } from '../../calculate/robust-line.ts';
import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';
import { coldnessAt } from './usual/coldness.ts';
import { isOrdinaryDay } from './usual/days.ts';
import { type CloseHour, cutIntoHours, dayMs, hoursMemory } from './usual/hours.ts';

const nightHours = 6;
const leastHoursKnown = 4;
/** nights of a median: a whole week, of which most are before working days */
const nights = 7;
/** what a night before an ordinary day, and one before a day of rest, usually take: each moves them by so little */
const kindNights = 40;
const kindClip = 0.02;
/** medians of seven nights that are remembered, and how many are wanted */
const weeks = 8;
const leastWeeks = 4;
/** the cold is taken out where it differed by so much (tens of degrees) */
const leastSpread = 0.4;
/** beyond what weeks differ of themselves: so many median deviations, of a normal distribution */
const deviations = 3;
const sigmas = 1.4826;

/** Where each number stands. */
const place = {
  finding: 0,
  since: 1,
  low: 2,
  high: 3,
  value: 4,
  night: 5,
  least: 6,
  hours: 7,
  cold: 8,
  taken: 9,
  known: 10,
  ordinary: 11,
  rest: 12,
  fold: 13,
};
const nightsAt = place.fold + hoursMemory;
/** medians, then how cold their nights were */
const weeksAt = nightsAt + nights;
const coldAt = weeksAt + weeks;

/**
 * A base load that creeps up: the least hour of each night, those before days of rest as they usually compare with the others, its median over seven nights, against
 * the oldest weeks remembered (about two months back) and, where the cold differed, the line through them (Theil 1950,
 * Sen 1968). Weeks that are too high do not become usual for two months.
 */
export function baseLoad({ share, least, counts }: Extract<Condition, { kind: 'base-load' }>): Judge {
  const hourOf = (isJudged: boolean): CloseHour => {
    return (memory, at, hour, amount, setting) => {
      if (setting === undefined) return;
      const moment = setting.at(hour);
      if (moment.hour >= nightHours) return;
      const cold = coldnessAt(setting, hour);
      if (memory[at + place.night] !== moment.day) {
        const before = memory[at + place.night] ?? Number.NaN;
        const isWhole = (memory[at + place.hours] || 0) >= leastHoursKnown;
        if (isWhole) night(memory, at, { now: hour, isOrdinary: isOrdinaryDay(setting, before), isJudged });
        memory[at + place.night] = moment.day;
        memory[at + place.least] = amount;
        memory[at + place.hours] = 0;
      }
      memory[at + place.least] = Math.min(memory[at + place.least] ?? amount, amount);
      memory[at + place.hours] = (memory[at + place.hours] || 0) + 1;
      if (!Number.isNaN(cold)) memory[at + place.cold] = cold;
    };
  };

  /** A night is over: it is judged when the next one begins. */
  function night(memory: Float64Array, at: number, of: { now: number; isOrdinary: boolean; isJudged: boolean }): void {
    const { now, isOrdinary, isJudged } = of;
    memory.copyWithin(at + nightsAt, at + nightsAt + 1, at + nightsAt + nights);
    memory[at + nightsAt + nights - 1] = asOrdinary(memory, at, memory[at + place.least] ?? 0, isOrdinary);
    const taken = (memory[at + place.taken] || 0) + 1;
    memory[at + place.taken] = taken;
    if (Number.isNaN(memory[at + nightsAt] ?? Number.NaN)) return;
    const median = memory.slice(at + nightsAt, at + nightsAt + nights).sort()[nights >> 1] ?? 0;
    const cold = memory[at + place.cold] || 0;
    const known = memory[at + place.known] || 0;
    const finding = known < leastWeeks ? between : find();
    if (isJudged) memory[at + place.finding] = finding;
    if (taken < nights) return;
    memory[at + place.taken] = 0;
    const lastsMs = now - (memory[at + place.since] ?? now);
    if (finding !== 1 || lastsMs > weeks * nights * dayMs) keep(memory, at, median, cold);

    function find() {
      const { usual, spread } = usualAt(memory, at, Math.min(known, weeks), cold);
      const high = usual + Math.max(share * usual, deviations * spread, least);
      memory[at + place.low] = Math.max(0, usual - (high - usual));
      memory[at + place.high] = high;
      memory[at + place.value] = median;
      if (median <= high) return median <= usual + (high - usual) / 2 ? clear : between;
      if (memory[at + place.finding] !== 1) memory[at + place.since] = now;
      return 1;
    }
  }

  const judged = cutIntoHours(counts ?? false, hourOf(true));
  const learnt = cutIntoHours(counts ?? false, hourOf(false));
  return {
    memory: coldAt + weeks,
    // eight times seven nights before working days
    reachDays: 100,
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

/** What a night would have taken before an ordinary day: weeks of holidays compare with others, and many nights of rest with few. */
function asOrdinary(memory: Float64Array, at: number, least: number, isOrdinary: boolean): number {
  const share = (memory[at + place.ordinary] ?? Number.NaN) / (memory[at + place.rest] ?? Number.NaN);
  const alike = !isOrdinary && share > 0 ? least * Math.min(Math.max(share, 0.5), 2) : least;
  // odd nights teach no ratio: a fault of a fortnight strikes more nights of one kind than of the other
  const isOdd = alike > (memory[at + place.high] || Number.POSITIVE_INFINITY) || alike < (memory[at + place.low] || 0);
  if (isOdd) return alike;
  const kind = at + (isOrdinary ? place.ordinary : place.rest);
  const usual = memory[kind] ?? Number.NaN;
  const edge = kindClip * Math.abs(usual);
  memory[kind] = Number.isNaN(usual) ? least : usual + Math.max(-edge, Math.min(edge, (least - usual) / kindNights));
  return alike;
}

function keep(memory: Float64Array, at: number, median: number, cold: number): void {
  for (const [from, value] of [
    [at + weeksAt, median],
    [at + coldAt, cold],
  ] as const) {
    memory.copyWithin(from, from + 1, from + weeks);
    memory[from + weeks - 1] = value;
  }
  memory[at + place.known] = (memory[at + place.known] || 0) + 1;
}

/** The median of the older half of the weeks, moved along the cold where that explains them, and how much weeks differ from that. */
function usualAt(memory: Float64Array, at: number, known: number, cold: number): { usual: number; spread: number } {
  const points = Array.from({ length: known }, (_, week) => ({
    x: memory[at + coldAt + weeks - known + week] ?? 0,
    y: memory[at + weeksAt + weeks - known + week] ?? 0,
  }));
  const older = points.slice(0, Math.max(leastWeeks, known >> 1));
  const middle = middleOf(older.map(({ y }) => y));
  // from week to week, so that a drift that goes on while it grows colder is not taken for the cold's
  const steps = points
    .slice(1)
    .map(({ x, y }, week) => ({ x: x - (points[week]?.x ?? 0), y: y - (points[week]?.y ?? 0) }))
    .sort((a, b) => a.x - b.x)
    .filter(({ x }, one, all) => one === 0 || x > (all[one - 1]?.x ?? 0));
  const spread = (steps.at(-1)?.x ?? 0) - (steps[0]?.x ?? 0);
  const line = spread >= leastSpread ? robustLine(steps) : undefined;
  const slope = line === undefined || line.low <= 0 ? 0 : line.slope;
  const coldOlder = middleOf(older.map(({ x }) => x));
  const usual = (of: number) => middle + slope * Math.max(0, of - coldOlder);
  return { usual: usual(cold), spread: sigmas * middleOf(points.map(({ x, y }) => Math.abs(y - usual(x)))) };
}

function middleOf(some: readonly number[]): number {
  return [...some].sort((a, b) => a - b)[some.length >> 1] ?? 0;
}
