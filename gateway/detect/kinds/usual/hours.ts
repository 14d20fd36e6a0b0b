import type { SiteSetting } from '../../setting.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** longer between two readings of a counter: nobody knows which of the hours used it */
const longestGapMs = 3 * hourMs;
/** of an hour must be known */
const leastShare = 0.5;

/** Numbers that the fold of a series into hours takes: newest time and value, the open hour, its sum and what it covers. */
export const hoursMemory = 5;

/** What is done with an hour that is complete; `amount` is the gauge's mean, or what the counter counted. */
export type CloseHour = (memory: Float64Array, at: number, hour: number, amount: number, setting?: SiteSetting) => void;

/**
 * Cuts a series into whole hours (epoch ms, multiples of an hour). A gauge has a mean; a counter's increase is spread
 * evenly over the time between two readings, and a reset counts nothing. `fold` stands at `from` in the memory, the rest
 * of the kind's memory at `at`. Readings that are not newer than the newest are passed over.
 */
export function cutIntoHours(counts: boolean, close: CloseHour) {
  return counts ? counterHours(close) : gaugeHours(close);
}

export type CutIntoHours = (
  memory: Float64Array,
  at: number,
  from: number,
  time: number,
  value: number,
  setting?: SiteSetting,
) => void;

function gaugeHours(close: CloseHour): CutIntoHours {
  return (memory, at, from, time, value, setting) => {
    if (time <= (memory[from] ?? 0)) return;
    memory[from] = time;
    const hour = memory[from + 2] ?? Number.NaN;
    if (time < hour + hourMs) {
      memory[from + 3] = (memory[from + 3] ?? 0) + value;
      memory[from + 4] = (memory[from + 4] ?? 0) + 1;
      return;
    }
    if (!Number.isNaN(hour)) close(memory, at, hour, (memory[from + 3] ?? 0) / (memory[from + 4] ?? 1), setting);
    memory[from + 2] = Math.floor(time / hourMs) * hourMs;
    memory[from + 3] = value;
    memory[from + 4] = 1;
  };
}

function counterHours(close: CloseHour): CutIntoHours {
  return (memory, at, from, time, value, setting) => {
    const before = memory[from] ?? Number.NaN;
    if (time <= before) return;
    const used = value - (memory[from + 1] ?? Number.NaN);
    memory[from] = time;
    memory[from + 1] = value;
    const hour = memory[from + 2] ?? Number.NaN;
    const isKnown = used >= 0 && time - before <= longestGapMs;
    // most readings: on in the same hour
    if (isKnown && time <= hour + hourMs) {
      memory[from + 3] = (memory[from + 3] ?? 0) + used;
      memory[from + 4] = (memory[from + 4] ?? 0) + time - before;
      return;
    }
    let open = hour;
    for (let start = before; isKnown && start < time; ) {
      const end = Math.min(time, open + hourMs);
      if (end > start) {
        memory[from + 3] = (memory[from + 3] ?? 0) + (used * (end - start)) / (time - before);
        memory[from + 4] = (memory[from + 4] ?? 0) + end - start;
        start = end;
      }
      if (start >= time) break;
      finish(memory, at, from, setting);
      open = Math.floor(start / hourMs) * hourMs;
      memory[from + 2] = open;
    }
    if (isKnown) return;
    finish(memory, at, from, setting);
    memory[from + 2] = Math.floor(time / hourMs) * hourMs;
  };

  function finish(memory: Float64Array, at: number, from: number, setting: SiteSetting | undefined): void {
    const covered = (memory[from + 4] ?? 0) / hourMs;
    const amount = (memory[from + 3] ?? 0) / covered;
    if (covered >= leastShare) close(memory, at, memory[from + 2] ?? 0, amount, setting);
    memory[from + 3] = 0;
    memory[from + 4] = 0;
  }
}
