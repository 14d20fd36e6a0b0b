/** A span of time, epoch ms: `from` ≤ time < `to`. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The time that is in any of them: in order and apart; what has no length is left out. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const apart: Interval[] = [];
  for (const one of intervals.filter(({ from, to }) => from < to).toSorted((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last === undefined || one.from > last.to) apart.push(one);
    else apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, one.to) };
  }
  return apart;
}
