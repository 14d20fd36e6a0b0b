import { z } from 'zod';
import { isLocalDate } from '../../devices/calendar/local-date.ts';

/** A query's instant as epoch ms, from ISO 8601 with an offset or from epoch ms. */
export const InstantQuery = z
  .string()
  .max(40)
  .transform((text, context) => {
    const time = instantOf(text);
    if (time === undefined) {
      context.addIssue({
        code: 'custom',
        message: 'is not an instant: write 2026-03-01T10:00:00Z, 2026-03-01T10:00:00+01:00 or epoch ms',
      });
      return z.NEVER;
    }
    return time;
  });

/** A thousand years inside what a Date can hold, so that the calendar around an instant exists too. */
const furthest = 8.6e15;
const isoWithOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** Epoch ms of an instant as people write it; undefined where it names none. */
export function instantOf(written: string | number): number | undefined {
  // An unescaped + of an offset arrives as a space.
  const text = typeof written === 'string' ? written.replace(/ (\d\d:\d\d)$/, '+$1') : String(written);
  const time = /^-?\d{1,16}$/.test(text) ? Number(text) : isIso(text) ? Date.parse(text) : Number.NaN;
  return Math.abs(time) <= furthest ? time : undefined;
}

/** `Date.parse` takes 30 February for 2 March. */
function isIso(text: string): boolean {
  return isoWithOffset.test(text) && isLocalDate(text.slice(0, 10));
}
