/** The kinds of day that differ in most buildings and machines. */
export const dayKinds = ['working', 'saturday', 'sunday'] as const;
export type ProfileDay = (typeof dayKinds)[number];

const binsADay = 8;
const binMs = 86_400_000 / binsADay;
/** a mean, its mean absolute deviation and how many readings made them */
const cell = 3;
/** how many readings a cell remembers, older ones fade */
const cellMemory = 100;
/** kinds of day are told apart only where a fortnight is known: before, one odd Sunday would be the rule */
const fortnightMs = 14 * 86_400_000;

/** Numbers that a usual day takes: all days together, then each kind. */
export const usualDayNumbers = cell * binsADay * (1 + dayKinds.length);

/**
 * What is usual at an hour of a kind of day, in cells of three hours that fade with a hundred readings. `memory` holds
 * `usualDayNumbers` numbers from `at` on, 0 at first. `clock` is what the local clock shows, as ms since 1970 without a zone.
 */
export function usualDay(memory: Float64Array, at: number) {
  /** where the cell for a moment stands: that of its kind of day when enough is known, else that of all days */
  function cellAt(clock: number, day: ProfileDay, knownMs: number): number {
    const bin = Math.floor(clock / binMs) % binsADay;
    const own = at + cell * (binsADay * (1 + dayKinds.indexOf(day)) + bin);
    return knownMs >= fortnightMs && (memory[own + 2] ?? 0) > 0 ? own : at + cell * bin;
  }

  function learnInto(from: number, value: number): void {
    const count = (memory[from + 2] ?? 0) + 1;
    const gain = Math.max(1 / count, 1 / cellMemory);
    const apart = count === 1 ? 0 : value - (memory[from] ?? 0);
    memory[from] = count === 1 ? value : (memory[from] ?? 0) + gain * apart;
    memory[from + 1] = (memory[from + 1] ?? 0) + gain * (Math.abs(apart) - (memory[from + 1] ?? 0));
    memory[from + 2] = count;
  }

  return {
    /** The cell's mean and mean absolute deviation; `count` 0 when nothing is known. */
    at(clock: number, day: ProfileDay, knownMs: number): { mean: number; deviation: number; count: number } {
      const from = cellAt(clock, day, knownMs);
      return { mean: memory[from] ?? 0, deviation: memory[from + 1] ?? 0, count: memory[from + 2] ?? 0 };
    },
    learn(clock: number, day: ProfileDay, value: number): void {
      const bin = Math.floor(clock / binMs) % binsADay;
      learnInto(at + cell * bin, value);
      learnInto(at + cell * (binsADay * (1 + dayKinds.indexOf(day)) + bin), value);
    },
  };
}
