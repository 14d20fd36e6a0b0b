import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';
import type { SiteSetting } from '../setting.ts';
import { coldnessAt } from './usual/coldness.ts';
import { type CloseHour, cutIntoHours, hourMs, hoursMemory } from './usual/hours.ts';

/** warm-up begins before the opening, and what was warm stays so for a while */
const hoursBeforeOpening = 5;
const hoursAfterClosing = 3;
/** closed hours that are judged together, within a day */
const blockHours = 5;
const blockMs = 24 * hourMs;
/** blocks and open hours that teach before any is judged */
const leastBlocks = 10;
const leastOpenHours = 40;
const memoryOf = { closed: 30, open: 100 };
const deviations = 4;
const clip = 2.5;
const sigmas = Math.sqrt(Math.PI / 2);
/** warmer than this (tens of degrees below 17 °C) nothing need be heated; colder than ever seen by so much, nobody knows */
const leastCold = 0.2;
const unseenCold = 0.2;

/** Where each number stands. */
const place = {
  ...{ finding: 0, since: 1, low: 2, high: 3, value: 4, sum: 5, cold: 6, hours: 7, begun: 8, coldest: 9, spread: 10 },
  ...{ closed: 11, open: 14, fold: 17 },
};

/**
 * Heating left on: hours far from any opening are as open ones, beyond what the cold and the building's own closed nights
 * explain. Closed blocks and open hours each have a line through what they show by cold, learned robustly with
 * forgetting; a building that never lowers its heating at night has none that differs, and is not told of. It needs a
 * calendar and a weather station.
 */
export function leftOn({ share, least, counts }: Extract<Condition, { kind: 'left-on' }>): Judge {
  const hourOf = (isJudged: boolean): CloseHour => {
    return (memory, at, hour, amount, setting) => {
      const cold = coldnessAt(setting, hour);
      if (setting === undefined || Number.isNaN(cold)) return;
      const { openness } = setting.at(hour + hourMs / 2);
      if (openness === 'open') {
        learnLine(memory, at + place.open, { cold, amount, edge: Number.POSITIVE_INFINITY, memoryOf: memoryOf.open });
        clearBlock();
        return;
      }
      if (openness === 'unknown' || !isFarFromOpening(setting, hour)) return clearBlock();
      if (!(hour - (memory[at + place.begun] ?? Number.NaN) < blockMs)) clearBlock();
      if (memory[at + place.hours] === 0) memory[at + place.begun] = hour;
      memory[at + place.sum] = (memory[at + place.sum] || 0) + amount;
      memory[at + place.cold] = (memory[at + place.cold] || 0) + cold;
      memory[at + place.hours] = (memory[at + place.hours] || 0) + 1;
      if ((memory[at + place.hours] ?? 0) < blockHours) return;
      block(memory, at, isJudged);
      clearBlock();

      function clearBlock(): void {
        memory.fill(0, at + place.sum, at + place.hours + 1);
      }
    };
  };

  function block(memory: Float64Array, at: number, isJudged: boolean): void {
    const amount = (memory[at + place.sum] ?? 0) / blockHours;
    const cold = (memory[at + place.cold] ?? 0) / blockHours;
    const [known, open] = [memory[at + place.closed + 2] || 0, memory[at + place.open + 2] || 0];
    const usual = lineAt(memory, at + place.closed, cold);
    const whenOpen = lineAt(memory, at + place.open, cold);
    const sigma = Math.max((memory[at + place.spread] || 0) * sigmas, least / deviations);
    const margin = Math.max(share * (whenOpen - usual), deviations * sigma, least);
    if (isJudged) {
      const isSeen = cold <= (memory[at + place.coldest] || 0) + unseenCold;
      const isKnown = known >= leastBlocks && open >= leastOpenHours && isSeen;
      const isHigh = cold >= leastCold && amount > usual + margin;
      const isLow = cold < leastCold || amount <= usual + margin / 2;
      const finding = !isKnown ? between : isHigh ? 1 : isLow ? clear : between;
      if (finding === 1 && memory[at + place.finding] !== 1) memory[at + place.since] = memory[at + place.begun] ?? 0;
      memory[at + place.finding] = finding;
      memory[at + place.low] = counts ? Math.max(0, usual - margin) : usual - margin;
      memory[at + place.high] = usual + margin;
      memory[at + place.value] = amount;
    }
    const edge = known < leastBlocks ? Number.POSITIVE_INFINITY : clip * sigma;
    const apart = Math.abs(amount - usual);
    const isOdd = (memory[at + place.finding] ?? 0) > 0;
    learnLine(memory, at + place.closed, { cold, amount, edge, memoryOf: memoryOf.closed });
    if (known > 1 && !isOdd) {
      const spread = memory[at + place.spread] || apart;
      memory[at + place.spread] =
        spread + Math.max(1 / known, 1 / memoryOf.open) * (Math.min(apart, 4 * spread) - spread);
    }
    memory[at + place.coldest] = Math.max(memory[at + place.coldest] || 0, cold);
  }

  const judged = cutIntoHours(counts ?? false, hourOf(true));
  const learnt = cutIntoHours(counts ?? false, hourOf(false));
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

function isFarFromOpening(setting: SiteSetting, hour: number): boolean {
  return [-hoursAfterClosing, 0, hoursBeforeOpening].every(
    (away) => setting.at(hour + away * hourMs).openness === 'closed',
  );
}

/** A line's height at a cold: base, slope, and how many points made it. */
function lineAt(memory: Float64Array, from: number, cold: number): number {
  return (memory[from] || 0) + (memory[from + 1] || 0) * cold;
}

/** Normalised least mean squares (Widrow and Hoff 1960) with the error drawn to the edge (Huber). */
function learnLine(
  memory: Float64Array,
  from: number,
  of: { cold: number; amount: number; edge: number; memoryOf: number },
): void {
  const count = memory[from + 2] || 0;
  const off = of.amount - lineAt(memory, from, of.cold);
  const step = Math.max(-of.edge, Math.min(of.edge, off)) * Math.max(1 / (count + 1), 1 / of.memoryOf);
  const norm = 1 + of.cold * of.cold;
  memory[from] = (memory[from] || 0) + step / norm;
  memory[from + 1] = (memory[from + 1] || 0) + (step * of.cold) / norm;
  memory[from + 2] = count + 1;
}
