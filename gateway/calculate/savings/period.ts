/** One day, or one bill: what was used in it and how warm each of its days was. */
export interface Period {
  /** epoch ms; `start` ≤ time < `end`, local midnights */
  readonly start: number;
  readonly end: number;
  readonly days: number;
  /** in the meter's unit, over the whole period; NaN where it is not known */
  readonly use: number;
  /** mean outdoor temperature of each day that has one; empty where too few have */
  readonly temperatures: readonly number[];
}

/** Whether a model can be fitted to it, or judged by it. */
export function isComplete({ use, temperatures }: Period): boolean {
  return Number.isFinite(use) && temperatures.length > 0;
}
