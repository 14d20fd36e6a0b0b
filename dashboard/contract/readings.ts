import { z } from 'zod';
import { Id, Instant } from './shared.ts';

export const Step = z.enum(['5m', '15m', '1h', '1d', '1w', '1mo', '1y']);
export type Step = z.infer<typeof Step>;

export const Aggregate = z.enum(['mean', 'min', 'max', 'last', 'sum', 'delta', 'count']);
export type Aggregate = z.infer<typeof Aggregate>;

/** `times[i]` (epoch ms; the bucket's start with a step) holds `values[i]`; an empty bucket is null. */
export const Readings = z.object({
  unit: z.string(),
  times: z.array(z.number()),
  values: z.array(z.number().nullable()),
});
export type Readings = z.infer<typeof Readings>;

export const LatestReading = z.object({
  device: Id,
  metric: z.string(),
  instance: z.string().optional(),
  time: Instant,
  value: z.number(),
  unit: z.string(),
});
export type LatestReading = z.infer<typeof LatestReading>;

/** A number, or a number for each instance. */
export const MetricValues = z.record(z.string(), z.union([z.number(), z.record(z.string(), z.number())]));

export const WrittenReading = z.object({
  device: Id,
  time: z.union([z.string(), z.number()]).optional(),
  metrics: MetricValues,
});

export const WrittenReadings = z.union([WrittenReading, z.array(WrittenReading).max(10_000)]);
export type WrittenReadings = z.infer<typeof WrittenReadings>;

/** A meter that was replaced: the old one's last index, the new one's first, in the metric's unit. */
export const Correction = z.strictObject({
  metric: z.string(),
  time: z.union([Instant, z.number()]),
  last: z.number(),
  first: z.number(),
  comment: z.string().max(500).default(''),
});
export type Correction = z.infer<typeof Correction>;
