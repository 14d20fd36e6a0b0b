/** What one reading says of a condition: 0 clear, -1 neither clear nor broken, 1 and more the level that is broken. */
export type Finding = number;
export const clear: Finding = 0;
export const between: Finding = -1;

/** Judges the readings of any number of series by one condition; what it remembers of a series stands in `memory` from `at` on. */
export interface Judge {
  /** numbers remembered of each series; NaN before the first reading */
  readonly memory: number;
  find(memory: Float64Array, at: number, time: number, value: number): Finding;
  /** since when a breach found just now lasts; the reading's own time unless the kind knows better */
  since?(memory: Float64Array, at: number): number;
  /** what was said lasts until something else is said: time alone may complete a hold */
  readonly stands?: true;
}
