import type { SiteDay } from './site-day.ts';

/**
 * What one device lives through: `next` takes the building's next day, `at` then gives what a metric would read at a
 * time of that day, before the meter rounds it.
 */
export interface Track {
  next(day: SiteDay): void;
  readonly at: Readonly<Record<string, (time: number) => number>>;
}
