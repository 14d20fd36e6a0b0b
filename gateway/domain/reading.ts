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
