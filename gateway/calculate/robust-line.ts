/** A straight line that a few wild points do not bend. `x` and `y` in the points' own units. */
export interface RobustLine {
  readonly slope: number;
  /** where the line stands at the last x */
  readonly last: number;
  /** between these lies the slope in 95 of 100 cases */
  readonly low: number;
  readonly high: number;
}

const z95 = 1.96;

/**
 * The median of all slopes between two points (Theil 1950), its interval by Kendall's statistic (Sen 1968); undefined for
 * fewer than four points. x rise strictly.
 */
export function robustLine(points: readonly { readonly x: number; readonly y: number }[]): RobustLine | undefined {
  const n = points.length;
  const end = points.at(-1);
  if (n < 4 || end === undefined) return undefined;
  const slopes = points
    .flatMap((a, i) => points.slice(i + 1).map((b) => (b.y - a.y) / (b.x - a.x)))
    .sort((a, b) => a - b);
  const slope = medianOf(slopes);
  const heights = points.map(({ x, y }) => y + slope * (end.x - x)).sort((a, b) => a - b);
  const half = (z95 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)) / 2;
  const middle = slopes.length / 2;
  const at = (rank: number) => slopes[Math.max(0, Math.min(slopes.length - 1, rank))] ?? slope;
  return {
    slope,
    last: medianOf(heights),
    low: at(Math.floor(middle - half) - 1),
    high: at(Math.ceil(middle + half)),
  };
}

/** Of numbers in rising order. */
function medianOf(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}
