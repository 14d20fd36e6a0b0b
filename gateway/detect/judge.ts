import type { Expected } from '../domain/decision.ts';
import type { SiteSetting } from './setting.ts';

/** What one reading says of a condition: 0 clear, -1 neither clear nor broken, 1 and more the level that is broken. */
export type Finding = number;
export const clear: Finding = 0;
export const between: Finding = -1;

/** In the metric's unit; of a counter, what it counted in the time that the kind judges. */
export interface Judged {
  readonly value: number;
  readonly expected?: Expected;
}

/** Judges the readings of any number of series by one condition; what it remembers of a series stands in `memory` from `at` on. */
export interface Judge {
  /** numbers remembered of each series; NaN before the first reading */
  readonly memory: number;
  /** `setting` is what is known of the series' site, if anything */
  find(memory: Float64Array, at: number, time: number, value: number, setting?: SiteSetting): Finding;
  /** since when a breach found just now lasts; the reading's own time unless the kind knows better */
  since?(memory: Float64Array, at: number): number;
  /** what was judged just now, where that is not the reading itself, and what was expected of it */
  judged?(memory: Float64Array, at: number): Judged;
  /** makes a reading that is not judged (late, imported, back-filled) part of what is usual */
  learn?(memory: Float64Array, at: number, time: number, value: number, setting?: SiteSetting): void;
  /** it learns from a past only with what the site's other series of the metric showed in it */
  readonly needsFellows?: true;
  /** how far back what it learns from reaches, days */
  readonly reachDays?: number;
  /** what was said lasts until something else is said: time alone may complete a hold */
  readonly stands?: true;
}
