import { dayOf } from '../../devices/calendar/local-date.ts';
import type { SiteSetting } from './setting.ts';

const dayMs = 86_400_000;
/** °C outside, in the mean of a day, from which on nobody heats */
const mildFrom = 15;

/** Whether a building may be heated: the conventional period 1 October to 20 May (COSTIC), and not on a mild day where the weather is known. */
export function isHeatingSeason(setting: SiteSetting, time: number): boolean {
  const monthDay = dayOf(setting.at(time).day).slice(5);
  if (monthDay > '05-20' && monthDay < '10-01') return false;
  return !((setting.outdoor?.mean(time - dayMs, time) ?? Number.NaN) >= mildFrom);
}
