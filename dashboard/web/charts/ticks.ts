import { localOf } from '../calendar.ts';
import type { Format } from '../texts/format.ts';
import type { View } from './view.ts';

/** Which buckets carry a label under the axis, few and round, and what it says. */
export function ticksOf(
  starts: readonly number[],
  view: View,
  counter: boolean,
  format: Format,
  narrow: boolean,
): Map<number, string> {
  const ticks = new Map<number, string>();
  const zone = view.timeZone;
  let lastDay = -1;
  let lastMonth = -1;
  for (const [index, start] of starts.entries()) {
    const local = localOf(start, zone);
    const newDay = local.day !== lastDay;
    const newMonth = local.month !== lastMonth;
    lastDay = local.day;
    lastMonth = local.month;
    if (view.period === 'hour') {
      if (start % 900_000 === 0) ticks.set(index, format.time(start, zone));
    } else if (view.period === 'day') {
      const whole = start % 3_600_000 === 0;
      if (whole && local.hour % (narrow ? 6 : 3) === 0) ticks.set(index, hourName(local.hour, format));
    } else if (view.period === 'week') {
      if (newDay)
        ticks.set(
          index,
          format.date(start, narrow ? { weekday: 'short' } : { weekday: 'short', day: 'numeric' }, zone),
        );
    } else if (view.period === 'month') {
      if (newDay && (local.day === 1 || local.day % 5 === 0) && local.day !== 30 + (narrow ? 0 : 1))
        ticks.set(index, String(local.day));
    } else if (newMonth && (counter || local.day === 1)) {
      ticks.set(index, format.date(start, { month: narrow ? 'narrow' : 'short' }, zone));
    }
  }
  return ticks;
}

function hourName(hour: number, format: Format): string {
  return format.language === 'fr' ? `${hour}\u202fh` : `${String(hour).padStart(2, '0')}:00`;
}
