import { addDays, type LocalDate, weekday } from './local-date.ts';
import { type HolidayRegion, isPublicHoliday } from './public-holidays.ts';

/** Whether offices work: Monday to Friday, public holidays excepted ("jour ouvré"). */
export function isWorkingDay(date: LocalDate, region: HolidayRegion = 'metropole'): boolean {
  return weekday(date) < 5 && !isPublicHoliday(date, region);
}

/** How many working days lie from `from` to `to`, the first included, the last not. */
export function workingDaysBetween(from: LocalDate, to: LocalDate, region: HolidayRegion = 'metropole'): number {
  let days = 0;
  for (let date = from; date < to; date = addDays(date, 1)) if (isWorkingDay(date, region)) days++;
  return days;
}

/** The working day that comes so many working days after `date` (0: `date` itself or the next one), at most 10,000. */
export function addWorkingDays(date: LocalDate, days: number, region: HolidayRegion = 'metropole'): LocalDate {
  if (!(days >= 0 && days <= 10_000)) throw new RangeError(`${days} is not a number of working days from 0 to 10,000`);
  let reached = date;
  for (let left = days; ; reached = addDays(reached, 1)) {
    if (isWorkingDay(reached, region) && left-- <= 0) return reached;
  }
}
