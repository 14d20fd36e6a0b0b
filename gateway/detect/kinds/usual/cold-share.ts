/** Numbers that a cold share takes: the share, the day that is open (which, its sum, its cold, its hours), and six weighted sums over days. */
export const coldShareMemory = 11;

const place = { share: 0, day: 1, sum: 2, cold: 3, hours: 4, n: 5, c: 6, cc: 7, y: 8, yy: 9, cy: 10 };
/** days that the line remembers: more than a summer of working days */
const memoryDays = 100;
const leastDays = 8;
const leastHours = 20;
/** a line is believed from this t on, squared, and where the cold differed by a degree */
const leastT2 = 9;
const leastVariance = 0.01;

/**
 * How much of what a series shows goes with the cold: w in `(1 − w) + w · cold`, the shape of a line through the days'
 * means (energy signature, Fels 1986), with forgetting. 0 until the line is sure. `from` is where its memory begins.
 */
export function coldShare(memory: Float64Array, from: number): number {
  return memory[from + place.share] || 0;
}

/** What the cold makes of the usual: 1 where it is ten degrees below 17 °C, or has nothing to do with it. */
export function coldFactor(share: number, cold: number): number {
  return 1 - share + share * cold;
}

/** Whether days about as cold have been seen: beyond, the line would be a guess. */
export function isColdKnown(memory: Float64Array, from: number, cold: number): boolean {
  const n = memory[from + place.n] || 0;
  if (n === 0) return cold === 0;
  const mean = (memory[from + place.c] || 0) / n;
  const spread = Math.sqrt(Math.max(0, (memory[from + place.cc] || 0) / n - mean * mean));
  return cold <= mean + 0.1 + 2 * spread;
}

/** Adds an hour of a local day; a day counts once it is over and nearly whole. `most` (per hour) bounds what one day may teach. */
export function learnCold(
  memory: Float64Array,
  from: number,
  { day, amount, cold, most }: { day: number; amount: number; cold: number; most: number },
): void {
  const get = (at: number) => memory[from + at] || 0;
  if (memory[from + place.day] !== day) {
    if (get(place.hours) >= leastHours) {
      addDay(memory, from, get(place.sum) / get(place.hours), get(place.cold) / get(place.hours));
    }
    memory[from + place.day] = day;
    memory.fill(0, from + place.sum, from + place.hours + 1);
  }
  memory[from + place.sum] = get(place.sum) + Math.min(amount, most);
  memory[from + place.cold] = get(place.cold) + cold;
  memory[from + place.hours] = get(place.hours) + 1;
}

function addDay(memory: Float64Array, from: number, y: number, c: number): void {
  for (const [at, one] of [1, c, c * c, y, y * y, c * y].entries()) {
    const sum = from + place.n + at;
    memory[sum] = (memory[sum] || 0) * (1 - 1 / memoryDays) + one;
  }
  const [n = 0, sc = 0, scc = 0, sy = 0, syy = 0, scy = 0] = memory.subarray(from + place.n, from + place.n + 6);
  const [vc, vy, both] = [scc / n - (sc / n) ** 2, syy / n - (sy / n) ** 2, scy / n - (sc / n) * (sy / n)];
  const r2 = vc > 0 && vy > 0 ? (both * both) / (vc * vy) : 0;
  const isSure = n >= leastDays && vc > leastVariance && both > 0 && r2 * (n - 2) > leastT2 * (1 - r2);
  if (!isSure) return;
  const slope = both / vc;
  const base = Math.max(0, sy / n - slope * (sc / n));
  memory[from + place.share] = slope / (slope + base);
}
