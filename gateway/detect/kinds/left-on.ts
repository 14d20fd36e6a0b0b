import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';
import type { SiteSetting } from '../setting.ts';
import { coldnessAt } from './usual/coldness.ts';
import { type CloseHour, cutIntoHours, hourMs, hoursMemory } from './usual/hours.ts';
import { isLineKnownAt, learnLine, lineAt, lineMemory, pointsOf } from './usual/line.ts';

/** warm-up begins before the opening, and what was warm stays so for a while */
const hoursBeforeOpening = 5;
const hoursAfterClosing = 3;
/** closed hours that are judged together, within a day */
const blockHours = 5;
const blockMs = 24 * hourMs;
/** blocks and open hours that teach before any is judged */
const leastBlocks = 6;
const leastOpenHours = 40;
const memoryOf = { closed: 30, open: 100 };
const deviations = 3;
/** a building cools for a day and a half: blocks are alike that begin so many hours after the last open one, or later */
const phases = [0, 8, 14, 30].map((hours) => hours * hourMs);
/** of what open hours take in the same cold */
const nothing = 0.1;
const clip = 2.5;
const sigmas = Math.sqrt(Math.PI / 2);
/** warmer than this (tens of degrees below 17 °C) nothing need be heated */
const leastCold = 0.2;

/** Where each number stands. */
const place = {
  ...{ finding: 0, since: 1, low: 2, high: 3, value: 4, sum: 5, cold: 6, hours: 7, begun: 8, broken: 9, lastOpen: 10 },
  ...{ open: 11, fold: 11 + lineMemory },
};
/** of each phase a line and how far blocks lie from it */
const closedAt = place.fold + hoursMemory;
const closedMemory = lineMemory + 1;

/**
 * Heating left on: hours far from any opening are as open ones, beyond what the cold and the building's own closed nights
 * explain. Closed blocks, by how long it is closed, and open hours each have a line through what they show by cold, learned robustly with
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
        memory[at + place.lastOpen] = hour;
        learnLine(memory, at + place.open, { cold, amount, memoryOf: memoryOf.open });
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
    const closedMs = (memory[at + place.begun] ?? 0) - (memory[at + place.lastOpen] ?? Number.NEGATIVE_INFINITY);
    const phase = phases.findLastIndex((from) => closedMs >= from);
    if (phase < 0) return;
    const line = at + closedAt + closedMemory * phase;
    const [known, open] = [pointsOf(memory, line), pointsOf(memory, at + place.open)];
    const usual = lineAt(memory, line, cold);
    const whenOpen = lineAt(memory, at + place.open, cold);
    const spread = memory[line + lineMemory] || 0;
    const sigma = Math.max(spread * sigmas * Math.sqrt(1 + leastBlocks / (known + 1)), least / deviations);
    // what is never heated while closed, however long, shows any heating; what begins to be in the cold does so lawfully
    const part = isNeverHeated(memory, at, cold, nothing * whenOpen) ? share / 4 : share;
    const margin = Math.max(part * (whenOpen - usual), deviations * sigma, least);
    const isSeen = isLineKnownAt(memory, line, cold);
    if (isJudged && known >= leastBlocks && open >= leastOpenHours && isSeen) {
      judge(memory, at, { amount, usual, margin, isCold: cold >= leastCold });
    }
    const edge = known < leastBlocks ? Number.POSITIVE_INFINITY : clip * sigma;
    const drawn = usual + Math.max(-edge, Math.min(edge, amount - usual));
    const apart = Math.abs(amount - usual);
    learnLine(memory, line, { cold, amount: drawn, memoryOf: memoryOf.closed });
    if (known > 0 && (memory[at + place.broken] || 0) === 0) {
      const before = known < 2 ? apart : spread;
      memory[line + lineMemory] =
        before + Math.max(1 / (known + 1), 1 / memoryOf.closed) * (Math.min(apart, 4 * sigma) - before);
    }
  }

  interface Block {
    readonly amount: number;
    readonly usual: number;
    readonly margin: number;
    readonly isCold: boolean;
  }

  /** A block that is far off tells at once, one that is off after another one that was. */
  function judge(memory: Float64Array, at: number, { amount, usual, margin, isCold }: Block): void {
    const off = isCold ? (amount - usual) / margin : 0;
    const broken = off > 1 ? (memory[at + place.broken] || 0) + 1 : 0;
    if (broken === 1) memory[at + place.since] = memory[at + place.begun] ?? 0;
    memory[at + place.broken] = broken;
    memory[at + place.finding] = broken >= 2 || off > 2 ? 1 : off <= 0.5 ? clear : between;
    memory[at + place.low] = counts ? Math.max(0, usual - margin) : usual - margin;
    memory[at + place.high] = usual + margin;
    memory[at + place.value] = amount;
  }

  const judged = cutIntoHours(counts ?? false, hourOf(true));
  const learnt = cutIntoHours(counts ?? false, hourOf(false));
  return {
    memory: closedAt + closedMemory * phases.length,
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

/** Whether blocks of every phase that is known are known in such cold, and take less than that in it. */
function isNeverHeated(memory: Float64Array, at: number, cold: number, edge: number): boolean {
  return phases.every((_, phase) => {
    const line = at + closedAt + closedMemory * phase;
    if (pointsOf(memory, line) < leastBlocks) return true;
    const apart = 2 * sigmas * (memory[line + lineMemory] || 0);
    return isLineKnownAt(memory, line, cold) && lineAt(memory, line, cold) + apart < edge;
  });
}

function isFarFromOpening(setting: SiteSetting, hour: number): boolean {
  return [-hoursAfterClosing, 0, hoursBeforeOpening].every(
    (away) => setting.at(hour + away * hourMs).openness === 'closed',
  );
}
