import { z } from 'zod';

const Ratio = z.number().min(0).max(1);

/** One local day, or the part of it that was asked for. `maintenance` is its part of the whole day, the others as below. */
export const AvailabilityDay = z.object({
  /** epoch ms of its beginning */
  time: z.number(),
  total: Ratio.nullable(),
  unknown: Ratio,
  maintenance: Ratio,
  isWorkingDay: z.boolean(),
});
export type AvailabilityDay = z.infer<typeof AvailabilityDay>;

/**
 * `total` and `workingDays` are parts of the time that something is known of, maintenance left out; null where nothing is.
 * `unknown` is the part of the time, maintenance left out, that nothing is known of.
 */
export const Availability = z.object({
  total: Ratio.nullable(),
  workingDays: Ratio.nullable(),
  unknown: Ratio,
  /** the part of the whole time in which work was announced */
  maintenance: Ratio,
  /** how many devices say whether they work */
  devices: z.number().int(),
  /** with `step=1d` */
  days: z.array(AvailabilityDay).optional(),
});
export type Availability = z.infer<typeof Availability>;
