import type { Availability } from '../../contract/availability.ts';
import type { Format } from '../texts/format.ts';
import { say, type Words } from '../texts/words.ts';

/** « 99,87 % »: rounded down, so that 100 % means that nothing failed. */
export function ratioText(ratio: number | null, format: Format, none: string): string {
  if (ratio === null) return none;
  // what binary fractions lose at 99.87 would be a hundredth
  const percent = Math.floor(ratio * 10_000 + 1e-6) / 100;
  return format.percentOf(percent, Number.isInteger(percent) ? 0 : 2);
}

/** How much of so many days something worked, in one to three sentences. */
export function availabilitySentence(of: Availability, days: number, words: Words, format: Format): string {
  const share = (ratio: number | null) => ratioText(ratio, format, words.none);
  const total = { days, total: share(of.total), working: share(of.workingDays) };
  const known = of.workingDays === null ? words.availabilityKnownAll : words.availabilityKnown;
  return [
    say(of.total === null ? words.availabilityNothing : known, total),
    // below a thousandth it is the seconds between two readings
    ...(of.total !== null && of.unknown >= 0.001
      ? [say(words.availabilityUnknown, { unknown: share(of.unknown) })]
      : []),
    ...(of.maintenance > 0 ? [say(words.availabilityMaintenance, { maintenance: share(of.maintenance) })] : []),
  ].join(' ');
}
