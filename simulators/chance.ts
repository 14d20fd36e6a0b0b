/**
 * Chance without state: every draw is a hash of a key and a counter, so a value depends neither on what was drawn
 * before nor on where a simulation began. Keys are 32-bit integers.
 */
export function keyOf(seed: number, name: string): number {
  let h = mix(seed | 0);
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return mix(h);
}

/** A whole number 0 … 2³²−1 for draw `n` of `key`; `n` may be as large as a time in ms. */
export function draw(key: number, n: number): number {
  return mix(mix((n ^ key) | 0) ^ Math.imul(key, 0x9e3779b1) ^ Math.floor(n / 0x100000000)) >>> 0;
}

/** A number 0 ≤ u < 1. */
export function uniform(key: number, n: number): number {
  return draw(key, n) / 0x100000000;
}

/** A bell-shaped number of mean 0 and deviation 1, never beyond ±3.47 (the sum of four bytes). */
export function bell(key: number, n: number): number {
  const bits = draw(key, n);
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return (sum - 510) * BELL;
}

/** A smooth wandering of mean 0 with about one turn per unit of x; the same `key` and `x` give the same value. */
export function wander(key: number, x: number): number {
  const left = Math.floor(x);
  const f = x - left;
  const weight = f * f * (3 - 2 * f);
  return bell(key, left) * (1 - weight) + bell(key, left + 1) * weight;
}

/** How many of a rare event happen where `mean` are expected (Poisson by inversion, mean ≤ 20). */
export function countOf(mean: number, u: number): number {
  let p = Math.exp(-mean);
  let sum = p;
  let count = 0;
  while (u > sum && count < 100) {
    count++;
    p *= mean / count;
    sum += p;
  }
  return count;
}

const BELL = Math.sqrt(3) / 255.5;

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
