import { dayNumber, dayOf } from '../../../devices/calendar/local-date.ts';
import { robustLine } from '../../calculate/robust-line.ts';
import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';
import type { SiteSetting } from '../setting.ts';
import { coldnessAt, coldnessOfDay } from './usual/coldness.ts';
import { dayMemory, gatherDay, isOrdinaryDay, type WholeDay } from './usual/days.ts';
import { type CloseHour, cutIntoHours, hoursMemory } from './usual/hours.ts';

const months = 13;
/** of a month must be known to compare with it */
const leastDays = 20;
/** a month is judged from its eighth day on: week-ends weigh too much before */
const firstDay = 8;
/** days of a kind that the weight of days of rest comes from */
const kindMemoryDays = 20;
/** months that a line by cold wants, and how much the cold must differ (tens of degrees) */
const leastMonths = 6;
const leastSpread = 0.3;
/** ordinary days that the steps by cold remember; where they differ little in cold they are drawn to nought (ridge) */
const stepMemoryDays = 200;
const ridge = 0.1;
/** the line of the months is believed where the steps from day to day bear out so much of it */
const borneOut = 0.4;

/** Where each number stands: the open month, its days and use; then the last thirteen months' mean day. How cold they were the weather knows. */
const place = {
  ...{
    finding: 0,
    since: 1,
    low: 2,
    high: 3,
    value: 4,
    month: 5,
    days: 6,
    used: 7,
    expected: 8,
    weight: 9,
  },
  ...{ ordinary: 10, rest: 11, slope: 12, lastUsed: 13, lastCold: 14, steps: 15, both: 16, fold: 17 },
};
const dayAt = place.fold + hoursMemory;
const usedAt = dayAt + dayMemory;

/**
 * This month so far against last year's: each day is expected to take what last year's mean day of the month took (days of rest their share), moved
 * by the difference in cold along the line through the last months (Theil 1950, Sen 1968), where the steps from day to day bear it out; the ratio is projected to the
 * month's end. The margin is wider while few days are known (by the square root of their number).
 */
export function budget({ share, least }: Extract<Condition, { kind: 'budget' }>): Judge {
  const hourOf = (isJudged: boolean): CloseHour => {
    return (memory, at, hour, amount, setting) => {
      if (setting === undefined) return;
      const { day } = setting.at(hour);
      const whole = gatherDay(memory, at + dayAt, { day, amount, cold: coldnessAt(setting, hour) });
      if (whole !== undefined) dayOver(memory, at, { whole, setting, isJudged });
    };
  };

  function dayOver(
    memory: Float64Array,
    at: number,
    of: { whole: WholeDay; setting: SiteSetting; isJudged: boolean },
  ): void {
    const { whole, setting } = of;
    const month = monthOf(whole.day);
    if (memory[at + place.month] !== month) {
      monthOver(memory, at, setting);
      memory[at + place.month] = month;
      memory.fill(0, at + place.days, at + place.weight + 1);
      memory[at + place.finding] = clear;
    }
    const used = 24 * whole.mean;
    // of thirteen, the one after this month is the one a year before it
    const lastUsed = memory[at + usedAt + ((month + 1) % months)] ?? Number.NaN;
    const lastCold = coldOfMonth(setting, month + 1 - months);
    const cold = Number.isNaN(whole.cold) ? coldnessOfDay(setting, whole.day) : whole.cold;
    const isOrdinary = isOrdinaryDay(setting, whole.day);
    if (isOrdinary) learnStep(memory, at, used, cold);
    const colder = slopeOf(memory, at) * (cold - lastCold);
    const weight = weigh(memory, at, used, isOrdinary);
    const days = (memory[at + place.days] || 0) + 1;
    memory[at + place.days] = days;
    memory[at + place.used] = (memory[at + place.used] || 0) + used;
    // without weather on both sides the mean day itself is the budget
    memory[at + place.expected] =
      (memory[at + place.expected] || 0) + weight * (lastUsed + (Number.isNaN(colder) ? 0 : colder));
    memory[at + place.weight] = (memory[at + place.weight] || 0) + weight;
    if (of.isJudged) judgeMonth(memory, at, { lastUsed, day: whole.day, setting });
  }

  function judgeMonth(
    memory: Float64Array,
    at: number,
    of: { lastUsed: number; day: number; setting: SiteSetting },
  ): void {
    const [days, used, expected] = [place.days, place.used, place.expected].map((one) => memory[at + one] ?? 0);
    const [day, length] = dayInMonth(of.day);
    if (days === undefined || used === undefined || expected === undefined) return;
    if (day < firstDay || !(expected > 0)) {
      memory[at + place.finding] = between;
      return;
    }
    // the days to come, and those that were not known, by last year's mean day
    const whole = expected + (length - days) * of.lastUsed * ((5 + 2 * restShare(memory, at)) / 7);
    const ratio = used / expected;
    const margin = Math.max(share * Math.sqrt(length / days) * whole, least);
    const over = (ratio - 1) * whole;
    const finding = over > margin ? 1 : over <= margin / 2 ? clear : between;
    if (finding === 1 && memory[at + place.finding] !== 1)
      memory[at + place.since] = of.setting.zone.dayStart(of.day - day + 1);
    memory[at + place.finding] = finding;
    memory[at + place.low] = Math.max(0, whole - margin);
    memory[at + place.high] = whole + margin;
    memory[at + place.value] = ratio * whole;
  }

  const judged = cutIntoHours(true, hourOf(true));
  const learnt = cutIntoHours(true, hourOf(false));
  return {
    memory: usedAt + months,
    reachDays: 400,
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

/** The month that ends takes its place among the thirteen, in place of the one before last year's. */
function monthOver(memory: Float64Array, at: number, setting: SiteSetting): void {
  const month = memory[at + place.month] ?? Number.NaN;
  if (Number.isNaN(month)) return;
  const days = memory[at + place.days] ?? 0;
  memory[at + usedAt + (month % months)] =
    days >= leastDays ? (memory[at + place.used] ?? 0) / (memory[at + place.weight] || days) : Number.NaN;
  const points = Array.from({ length: months }, (_, back) => ({
    x: coldOfMonth(setting, month - back),
    y: memory[at + usedAt + ((month - back) % months)] ?? Number.NaN,
  }))
    .filter(({ x, y }) => !Number.isNaN(x + y))
    .sort((a, b) => a.x - b.x)
    .filter(({ x }, one, all) => one === 0 || x > (all[one - 1]?.x ?? 0));
  const isSpread = (points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0) >= leastSpread;
  const line = points.length >= leastMonths && isSpread ? robustLine(points) : undefined;
  memory[at + place.slope] = line !== undefined && line.low > 0 ? line.slope : 0;
}

/**
 * From one ordinary day to the next: through differences, because what goes with the season (light, the school year) would be taken
 * for the cold's.
 */
function learnStep(memory: Float64Array, at: number, used: number, cold: number): void {
  const [x, y] = [
    cold - (memory[at + place.lastCold] ?? Number.NaN),
    used - (memory[at + place.lastUsed] ?? Number.NaN),
  ];
  memory.set([used, cold], at + place.lastUsed);
  if (Number.isNaN(x + y)) return;
  const kept = 1 - 1 / stepMemoryDays;
  memory[at + place.steps] = (memory[at + place.steps] || 0) * kept + x * x;
  memory[at + place.both] = (memory[at + place.both] || 0) * kept + x * y;
}

/** What ten degrees of cold add to an ordinary day; what is warm stays so for days, so that steps alone say too little of a heating. */
function slopeOf(memory: Float64Array, at: number): number {
  const steps = Math.max(0, (memory[at + place.both] || 0) / ((memory[at + place.steps] || 0) + ridge));
  const months = memory[at + place.slope] || 0;
  return steps > borneOut * months ? months : steps;
}

/** What a day counts: an ordinary one 1, one of rest what such days usually take of it; learns from it. */
function weigh(memory: Float64Array, at: number, used: number, isOrdinary: boolean): number {
  const kind = at + (isOrdinary ? place.ordinary : place.rest);
  const usual = memory[kind] ?? Number.NaN;
  memory[kind] = Number.isNaN(usual) ? used : usual + (used - usual) / kindMemoryDays;
  return isOrdinary ? 1 : restShare(memory, at);
}

function restShare(memory: Float64Array, at: number): number {
  const share = (memory[at + place.rest] ?? Number.NaN) / (memory[at + place.ordinary] ?? Number.NaN);
  return share >= 0 ? Math.min(Math.max(share, 0.05), 2) : 1;
}

/** How cold a month was, as a whole day of the weather is; NaN where fewer than twenty days of it are known. */
function coldOfMonth(setting: SiteSetting, month: number): number {
  let [sum, known] = [0, 0];
  for (let day = firstDayOf(month); day < firstDayOf(month + 1); day++) {
    const cold = coldnessOfDay(setting, day);
    if (Number.isNaN(cold)) continue;
    sum += cold;
    known++;
  }
  return known < leastDays ? Number.NaN : sum / known;
}

/** Months since the year 0. */
function monthOf(day: number): number {
  const [year = '', month = ''] = dayOf(day).split('-');
  return Number(year) * 12 + Number(month) - 1;
}

/** Which day of its month it is, from 1, and how many the month has. */
function dayInMonth(day: number): [day: number, length: number] {
  const month = monthOf(day);
  return [day - firstDayOf(month) + 1, firstDayOf(month + 1) - firstDayOf(month)];
}

function firstDayOf(month: number): number {
  return dayNumber(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`);
}
