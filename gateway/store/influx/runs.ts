/** Neighbouring buckets that one `GROUP BY time(width, offset)` gives for `from` ≤ time < `to`; ms. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly offset: number;
}

/** More statements than that cost more than the rows. */
export const mostRuns = 200;
/** A run goes on for about so long: several work at once. */
const longestMs = 100 * 86_400_000;

/**
 * Divides rising edges (whole ms, each once) into runs. Buckets of a run are equally wide, but for its first and its last,
 * which the bounds of its time cut short: days until the clocks change, the months of 31 days with the 30 behind them.
 */
export function runsOf(edges: readonly number[]): Run[] {
  const runs: Run[] = [];
  const edge = (at: number): number => edges[at] ?? Number.NaN;
  for (let at = 0; at + 1 < edges.length; ) {
    const [from, first, second] = [edge(at), edge(at + 1) - edge(at), edge(at + 2) - edge(at + 1)];
    // a first one that is shorter than the next is the end of a window
    const [width, anchor] = first < second ? [second, edge(at + 1)] : [first, from];
    let last = at + 1;
    while (edge(last + 1) - edge(last) === width && edge(last) - from < longestMs) last++;
    if (edge(last + 1) - edge(last) < width) last++;
    runs.push({ from, to: edge(last), width, offset: ((anchor % width) + width) % width });
    at = last;
  }
  return runs;
}
