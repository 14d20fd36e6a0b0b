import { judgeNight, type NightWatch, nightHours, partHours, usualNights } from './night-flow.ts';

const parts = nightHours / partHours;
/** half-hours of a part of which so many must be known; in the night in which clocks go forward one has but two */
const least = 2;
/** where in its memory stand: the day, litres and known half-hours of each part, usual nights, the leak, its flow, what is usual, a night in doubt */
const [day, litres, known, nights, since, dry, found, usual, doubt] = [
  ...[0, 1, 1 + parts, 1 + 2 * parts, 1 + 2 * parts + usualNights],
  ...[
    2 + 2 * parts + usualNights,
    3 + 2 * parts + usualNights,
    4 + 2 * parts + usualNights,
    5 + 2 * parts + usualNights,
  ],
] as const;
export const nightsMemory = 6 + 2 * parts + usualNights;

/**
 * The least flow of each night, judged when the night is over; see `judgeNight`. `found` is NaN while unknown or learning, 0
 * while the building is tight.
 */
export const watchedNights = {
  /** A half-hour is over that began at `hour` of the clock; `isLast` of the night. */
  over(
    memory: Float64Array,
    at: number,
    half: { day: number; hour: number; end: number; litres: number; isLast: boolean; floor: number },
  ): void {
    const begun = memory[at + day] ?? Number.NaN;
    if (begun !== half.day) {
      memory[at + day] = half.day;
      memory.fill(0, at + litres, at + nights);
    }
    if (half.hour >= nightHours) return;
    if (!Number.isNaN(half.litres)) {
      const part = Math.floor(half.hour / partHours);
      memory[at + litres + part] = (memory[at + litres + part] ?? 0) + half.litres;
      memory[at + known + part] = (memory[at + known + part] ?? 0) + 1;
    }
    if (half.isLast) endNight(memory, at, half);
  },
  /** Days without a reading: whether it still runs the next night says. */
  gap(memory: Float64Array, at: number): void {
    memory[at + found] = Number.NaN;
  },
  flow: (memory: Float64Array, at: number) => memory[at + found] ?? Number.NaN,
  usual: (memory: Float64Array, at: number) => memory[at + usual] || 0,
  since: (memory: Float64Array, at: number) => memory[at + since] ?? Number.NaN,
};

function endNight(memory: Float64Array, at: number, { end, floor }: { end: number; floor: number }): void {
  let flow = Number.POSITIVE_INFINITY;
  for (let part = 0; part < parts; part++) {
    const halves = memory[at + known + part] ?? 0;
    if (halves < least) return;
    flow = Math.min(flow, (2 * (memory[at + litres + part] ?? 0)) / halves);
  }
  const { watch, finding } = judgeNight(read(memory, at), { flow, end }, { share: 0.1, floor });
  write(memory, at, watch);
  memory[at + usual] = finding.usual;
  // of a night that was dry for the first time the leak's own flow is still what is told
  if (finding.is !== 'leak') memory[at + found] = finding.is === 'learning' ? Number.NaN : 0;
  else if (watch.leak?.dry === 0) memory[at + found] = flow;
}

function read(memory: Float64Array, at: number): NightWatch {
  const nightly = memory.subarray(at + nights, at + nights + usualNights).filter((flow) => !Number.isNaN(flow));
  const begun = memory[at + since] ?? Number.NaN;
  const doubted = memory[at + doubt] ?? Number.NaN;
  return {
    usual: [...nightly],
    ...(!Number.isNaN(doubted) && { doubt: doubted }),
    ...(!Number.isNaN(begun) && { leak: { since: begun, dry: memory[at + dry] ?? 0 } }),
  };
}

function write(memory: Float64Array, at: number, { usual: nightly, leak, doubt: doubted }: NightWatch): void {
  memory.fill(Number.NaN, at + nights, at + nights + usualNights);
  memory.set(nightly, at + nights);
  memory[at + doubt] = doubted ?? Number.NaN;
  memory[at + since] = leak?.since ?? Number.NaN;
  memory[at + dry] = leak?.dry ?? Number.NaN;
}
