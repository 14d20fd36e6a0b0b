import { z } from 'zod';
import { gradedNumber, number } from './graded.ts';

/** The keys of the kinds of one trade each: machines that fill, backups, water, air, heating. */
export const tradeKinds = {
  /** ends within so many days: a percentage that `rises` or `falls` to this end, else a metric that counts its days itself; clear from `clear` days on */
  forecast: {
    days: gradedNumber,
    clear: number,
    rises: number.exactOptional(),
    falls: number.exactOptional(),
  },
  /** an age so many hours beyond the usual one after that night of the week; at most `atMost` hours whatever is usual */
  late: { hours: gradedNumber, atMost: number },
  /** less than `least` times the usual amount or more than `most` times, by `floor` beside all others */
  size: { least: number, most: number, floor: number },
  /** of an index in litres: water that does not stop, so many L/h beyond the usual least */
  leak: { litresPerHour: gradedNumber },
  /** of CO2: a week whose class of confinement (ICONE, 1 to 5) is this or worse */
  icone: { index: gradedNumber },
  /** of a room in the heating season: over `limit` °C in the mean of its open hours, or kept over that of `limits` at night when closed so long */
  heated: {
    while: z.enum(['open', 'closed'], 'must be open or closed'),
    limit: number.exactOptional(),
    limits: z
      .array(z.strictObject({ afterHours: number, limit: number }).readonly())
      .readonly()
      .exactOptional(),
    tolerance: number,
  },
} as const satisfies Record<string, z.core.$ZodShape>;
