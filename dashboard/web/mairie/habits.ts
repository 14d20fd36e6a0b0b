import type { Readings } from '../../contract/readings.ts';
import { localOf } from '../calendar.ts';

/** The mean use of each hour of the week, Monday 0:00 first; NaN where nothing is known. Night is 22 to 6. */
export interface Habits {
  readonly hours: readonly number[];
  readonly most: number;
  /** of all that is known: share of the nights and of Saturday and Sunday */
  readonly night: number;
  readonly weekend: number;
  /** an hour of the night beside one of the day from Monday to Friday */
  readonly nightToDay: number;
}

/** From amounts by hour; undefined where less than a week of hours is known. */
export function habitsOf({ times, values }: Pick<Readings, 'times' | 'values'>, timeZone: string): Habits | undefined {
  const sums = Array.from({ length: 168 }, () => ({ sum: 0, count: 0 }));
  let known = 0;
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    const { year, month, day, hour } = localOf(times[at] ?? 0, timeZone);
    const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
    const place = sums[weekday * 24 + hour];
    if (place === undefined) continue;
    place.sum += value;
    place.count++;
    known++;
  }
  if (known < 168 || sums.filter(({ count }) => count > 0).length < 160) return undefined;
  const hours = sums.map(({ sum, count }) => (count === 0 ? Number.NaN : sum / count));
  const mean = (wanted: (weekday: number, hour: number) => boolean) => {
    const chosen = hours.filter((value, at) => wanted(Math.floor(at / 24), at % 24) && !Number.isNaN(value));
    return chosen.length === 0 ? Number.NaN : chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
  };
  const isNight = (hour: number) => hour >= 22 || hour < 6;
  const all = total(hours, () => true);
  return {
    hours,
    most: Math.max(...hours.filter((value) => !Number.isNaN(value))),
    night: all === 0 ? 0 : total(hours, (at) => isNight(at % 24)) / all,
    weekend: all === 0 ? 0 : total(hours, (at) => at >= 120) / all,
    nightToDay:
      mean((weekday, hour) => weekday < 5 && isNight(hour)) / mean((weekday, hour) => weekday < 5 && !isNight(hour)),
  };
}

function total(hours: readonly number[], wanted: (at: number) => boolean): number {
  return hours.reduce((sum, value, at) => (wanted(at) && !Number.isNaN(value) ? sum + value : sum), 0);
}
