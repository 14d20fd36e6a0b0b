/** Readings in columns: row i is `values[i]` of series `series[i]` at `times[i]` (epoch ms). All three have the same length. */
export interface Readings {
  readonly series: Int32Array;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** The readings of one series in the order of time, each instant once. */
export interface Curve {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Nothing that Vigie knows was measured before 2000: such a time is an epoch in seconds, or a clock never set. */
export const earliestTime = Date.UTC(2000, 0, 1);
/** A time this far ahead of ours (ms) is a clock set wrong. */
export const aheadMs = 5 * 60_000;
