import { z } from 'zod';
import { supplies } from '../../devices/tariff.ts';
import { services } from '../../devices/territory.ts';
import { Id, Instant } from './shared.ts';
import { Severity } from './territory.ts';

export const Supply = z.enum(supplies);
export type Supply = z.infer<typeof Supply>;
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'is not a month such as 2026-11');

/** What was used: kWh of electricity and heat, m³ of water and gas; € with taxes; null where it cannot be known. */
const use = {
  amount: z.number().nullable(),
  kWh: z.number().nullable(),
  euros: z.number().nullable(),
  kgCo2e: z.number().nullable(),
  /** days of which nothing is known */
  missing: z.number(),
  /** by whom its days are told: a meter that speaks, an index that somebody read, an invoice */
  sources: z.array(z.enum(['sensor', 'index', 'invoice'])).readonly(),
};

export const SupplyUse = z.object({
  supply: Supply,
  unit: z.enum(['kWh', 'm3']),
  ...use,
  /** € a kWh or a m³; null where nobody gave a price */
  price: z
    .object({ price: z.number(), subscription: z.number(), from: z.string().nullable(), isAssumed: z.boolean() })
    .nullable(),
  /** more (0.08 for 8 %) or less than on the same dates of the year before */
  lastYear: z.number().nullable(),
  /** the same beside what the twelve months before would have used at this weather */
  weather: z.object({ share: z.number(), expected: z.number(), adjustedR2: z.number() }).nullable(),
  /** each day of the period */
  days: z.array(z.number().nullable()),
  /** thirteen months, the oldest first; the last one as far as it has gone */
  months: z.array(z.object({ month: Month, ...use })),
});
export type SupplyUse = z.infer<typeof SupplyUse>;

export const Building = z.object({
  site: Id,
  name: z.string(),
  fewStaff: z.boolean(),
  supplies: z.array(SupplyUse),
});
export type Building = z.infer<typeof Building>;

/** Something abnormal in words that need no training. */
export const Abnormal = z.object({
  id: z.string(),
  site: Id,
  siteName: z.string(),
  severity: Severity,
  since: Instant,
  title: z.string(),
  reason: z.string(),
  advice: z.string().optional(),
});

/** A service's plain light; `not subscribed` is no alert. */
export const Light = z.object({
  service: z.enum(services),
  is: z.enum(['well', 'information', 'warning', 'critical', 'unknown', 'not subscribed']),
  machines: z.number(),
  /** the gravest alert's title, or the newest good backup */
  title: z.string().optional(),
  lastGood: Instant.optional(),
});
export type Light = z.infer<typeof Light>;

/** The air of a room over the last seven days, while its site was open. */
export const Room = z.object({
  device: Id,
  name: z.string(),
  site: Id,
  /** ppm, and when it was read; absent where only whole days may be seen */
  latest: z.object({ value: z.number(), time: Instant }).optional(),
  /** ICONE, 0 to 5, and the hours behind it; null where nothing was measured in opening hours */
  icone: z.object({ index: z.number(), class: z.number(), hours: z.number() }).nullable(),
});
export type Room = z.infer<typeof Room>;

/** What a member's buildings use and cost in a month, whether something is abnormal, and whether its equipment is well. */
export const Energy = z.object({
  organisation: Id,
  name: z.string(),
  month: Month,
  /** local days, `to` the first after the period: today where the month is under way */
  from: z.string(),
  to: z.string(),
  /** where each supply of all its buildings stands */
  supplies: z.array(SupplyUse),
  buildings: z.array(Building),
  /** whose outdoor temperature the weather is corrected by, and the heating degree-days of the period and of the same dates before */
  weather: z
    .object({
      station: z.string().nullable(),
      method: z.enum(['météo', 'professionals']),
      base: z.number(),
      degreeDays: z.number().nullable(),
      lastYear: z.number().nullable(),
    })
    .nullable(),
  abnormal: z.array(Abnormal),
  lights: z.array(Light),
  rooms: z.array(Room),
  carbonSource: z.string(),
});
export type Energy = z.infer<typeof Energy>;

const LocalDay = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is not a day such as 2026-03-16');

/** Which works: their first and last day, and of which supply. */
export const SavingsQuery = z.strictObject({
  supply: z.enum(['electricity', 'gas', 'heat']),
  from: LocalDay,
  to: LocalDay,
  /** declared: from a day on the building would have used so many percent more, as 2026-09-01=8 */
  change: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d=[+-]?\d{1,2}(\.\d+)?$/, 'must read DAY=PERCENT, as 2026-09-01=8')
    .optional(),
});
export type SavingsQuery = z.infer<typeof SavingsQuery>;

const SpanOfSavings = z.object({
  from: z.string(),
  to: z.string(),
  days: z.number(),
  missing: z.number(),
  use: z.number(),
});

/** What works saved, how surely, in energy, euros and kg CO₂e; `found` is absent where nothing can be compared. */
export const SavingsOfWorks = z.object({
  site: Id,
  name: z.string(),
  supply: Supply,
  unit: z.enum(['kWh', 'm3']),
  works: z.object({ from: z.string(), to: z.string() }),
  change: z.object({ from: z.string(), share: z.number() }).nullable(),
  confidence: z.number(),
  /** by days of a meter that speaks, or by the bills and typed readings of at least twelve months */
  method: z.enum(['daily', 'billing']),
  /** whose outdoor temperature; null for the nearest station of somebody else */
  station: z.string().nullable(),
  baseline: SpanOfSavings,
  reporting: SpanOfSavings,
  found: z
    .object({
      base: z.number(),
      heating: z.object({ balance: z.number(), perDegreeDay: z.number() }).nullable(),
      cooling: z.object({ balance: z.number(), perDegreeDay: z.number() }).nullable(),
      adjustedR2: z.number(),
      cvRmse: z.number(),
      nmbe: z.number(),
      expected: z.number(),
      saved: z.number(),
      share: z.number(),
      uncertainty: z.number(),
    })
    .nullable(),
  /** € with taxes at the price before the works, ±, and at each day's own; null where no price is known */
  euros: z.object({ constant: z.number(), uncertainty: z.number(), price: z.number(), current: z.number() }).nullable(),
  kgCo2e: z.number().nullable(),
  carbonSource: z.string(),
  /** why no saving may be claimed; empty where it may */
  doubts: z.array(z.string()),
});
export type SavingsOfWorks = z.infer<typeof SavingsOfWorks>;
