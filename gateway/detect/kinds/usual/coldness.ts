import type { SiteSetting } from '../../setting.ts';
import { dayMs, hourMs } from './hours.ts';

/** buildings of the tertiary sector heat below about this mean of a day, °C: 18 (COSTIC) less what people and lamps give */
const heatedBelow = 17;
/** what is warm inside is warm of the last day: a time lag of about a day (EN ISO 13790) */
const lagMs = dayMs;

/** How cold the day up to the end of this hour was, in tens of degrees below 17 °C; NaN where nobody knows. */
export function coldnessAt(setting: SiteSetting | undefined, hour: number): number {
  const mean = setting?.outdoor?.mean(hour + hourMs - lagMs, hour + hourMs) ?? Number.NaN;
  return Math.max(0, heatedBelow - mean) / 10;
}

/** The same of a whole UTC day (in days since 1970-01-01). */
export function coldnessOfDay(setting: SiteSetting | undefined, day: number): number {
  return Math.max(0, heatedBelow - (setting?.outdoor?.dayMean(day) ?? Number.NaN)) / 10;
}
