import type { ProfileDay } from '../../gateway/detect/streaming/usual-day.ts';

/** The kind of day that a clock shows (ms since 1970, without a zone); holidays are nobody's here. */
export function clockDay(clock: number): ProfileDay {
  // 1970-01-01 was a Thursday
  const weekday = (((Math.floor(clock / 86_400_000) + 3) % 7) + 7) % 7;
  if (weekday === 5) return 'saturday';
  return weekday === 6 ? 'sunday' : 'working';
}
