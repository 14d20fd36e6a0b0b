/** half-hours in a row of which each has flow */
const inARow = 6;
/** days that say how much always flows at the busiest time; fewer than a week say nothing */
const [daysKept, daysNeeded] = [14, 7] as const;
/** what must flow beyond that: a share of it, and so many L/h */
const beyond = { share: 0.5, floor: 40 } as const;
/** where in its memory stand: the day, its greatest least flow, the usual one, the flow that was found, what was usual then, since when, rings */
const [day, greatest, usual, found, base, since, flows] = [0, 1, 2, 3, 4, 5, 6] as const;
const days = flows + inARow;
export const neverZeroMemory = days + daysKept;

/**
 * Water that never stops by day either: the least flow (L/h) of six half-hours in a row, against the second greatest that
 * the last fourteen days saw. A day that ends in an alert teaches nothing, and one odd day is no habit, so that a leak is not
 * learnt while a watering in its second evening is. A dry day is one of closure where others are not, and does not make
 * the first day after the holidays odd. `found` is NaN while unknown, 0 while water stops as usual.
 */
export const neverZero = {
  /** A half-hour of a day (days since 1970-01-01, of the site's clocks) is over; `nightly` is what flows of nights, where it is one's. */
  over(
    memory: Float64Array,
    at: number,
    half: { day: number; end: number; flow: number; nightly: number | undefined },
  ): void {
    if (memory[at + day] !== half.day) {
      if (!Number.isNaN(memory[at + day] ?? Number.NaN)) turn(memory, at);
      memory[at + day] = half.day;
      memory[at + greatest] = Number.NaN;
    }
    const ring = memory.subarray(at + flows, at + flows + inARow);
    ring.copyWithin(0, 1);
    ring[inARow - 1] = half.flow;
    const least = ring.reduce((low, flow) => Math.min(low, flow), Number.POSITIVE_INFINITY);
    if (Number.isNaN(least)) return;
    memory[at + greatest] = Math.max(memory[at + greatest] || 0, least);
    const wanted = memory[at + usual] ?? Number.NaN;
    if (Number.isNaN(wanted)) return;
    const margin = Math.max(beyond.share * wanted, beyond.floor);
    const isFound = (memory[at + found] ?? 0) > 0;
    if (least > wanted + margin) {
      if (!isFound) memory[at + since] = half.end - inARow * 1_800_000;
      memory[at + found] = least;
      memory[at + base] = half.nightly ?? wanted;
    } else if (!isFound || least <= wanted + margin / 2) memory[at + found] = 0;
  },
  /** A gap: what flows must show anew that it never stops; after a long one also whether what was found still runs. */
  gap(memory: Float64Array, at: number, isLong: boolean): void {
    memory.fill(Number.NaN, at + flows, at + flows + inARow);
    if (isLong) memory[at + found] = Number.NaN;
  },
  flow: (memory: Float64Array, at: number) => memory[at + found] ?? Number.NaN,
  usual: (memory: Float64Array, at: number) => memory[at + base] || 0,
  since: (memory: Float64Array, at: number) => memory[at + since] ?? Number.NaN,
};

function turn(memory: Float64Array, at: number): void {
  const least = memory[at + greatest] ?? Number.NaN;
  if (Number.isNaN(least) || (memory[at + found] ?? 0) > 0) return;
  if (least === 0 && (memory[at + usual] ?? 0) > 0) return;
  const ring = memory.subarray(at + days, at + days + daysKept);
  ring.copyWithin(0, 1);
  ring[daysKept - 1] = least;
  const known = ring.filter((one) => !Number.isNaN(one)).sort();
  memory[at + usual] = known.length < daysNeeded ? Number.NaN : (known.at(-2) ?? Number.NaN);
}
