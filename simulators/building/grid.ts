/** Models step through ten-minute slots of UTC days; a day has 144 slots and 145 nodes, the last being the next day's first. */
export const DAY_MS = 86_400_000;
export const SLOT_MS = 600_000;
export const SLOTS = 144;
export const SLOT_HOURS = 1 / 6;

/** The number of the UTC day that holds a time. */
export function dayOf(time: number): number {
  return Math.floor(time / DAY_MS);
}

/** An empty curve over the nodes of a day. */
export function nodes(): Float64Array {
  return new Float64Array(SLOTS + 1);
}

/** The value between the two nodes around a time of the day that `curve` describes. */
export function between(curve: Float64Array, time: number, dayStart: number): number {
  const x = (time - dayStart) / SLOT_MS;
  const k = Math.floor(x);
  const left = curve[k] ?? 0;
  const f = x - k;
  return f === 0 ? left : left + ((curve[k + 1] ?? left) - left) * f;
}
