import { z } from 'zod';
import { supplies } from '../../devices/tariff.ts';
import { Id, Instant } from './shared.ts';

const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is not a day such as 2026-03-16');
const amount = z.number().nonnegative('must not be below zero').max(1e10, 'is too large');
export const EntryUnit = z.enum(['kWh', 'm3']);
export type EntryUnit = z.infer<typeof EntryUnit>;
const whose = {
  supply: z.enum(supplies),
  /** which of several meters of this supply; empty for the only one */
  meter: z.string().trim().max(60).default(''),
  /** unless said kWh, m3 for water and for an index of gas */
  unit: EntryUnit.optional(),
  note: z.string().trim().max(500).default(''),
};

/** An index read on a meter, or an invoice; `from` and `to` are its first and last day, euros with taxes. */
export const NewMeterEntry = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('index'), ...whose, date: Day, index: amount }),
  z.strictObject({
    ...{ is: z.literal('invoice'), ...whose, from: Day, to: Day, amount },
    euros: amount.max(1e8, 'is too large').nullable().default(null),
  }),
]);
export type NewMeterEntry = z.input<typeof NewMeterEntry>;

/** Why an entry looks like a slip. `gap` is only told; the others keep it out of the figures until it is confirmed. */
export const EntryDoubt = z.object({
  kind: z.enum([
    'backwards',
    'above the next',
    'same day',
    'ten times',
    'a tenth',
    'far above',
    'far below',
    'overlap',
    'gap',
    'price',
    'unit',
  ]),
  /** what it is held against: an index, a use a day, a price; and what was found in the same terms */
  against: z.number().optional(),
  found: z.number().optional(),
  /** of the entry that it is held against, or where a gap begins */
  date: Day.optional(),
  /** what was perhaps meant */
  instead: z.number().optional(),
});
export type EntryDoubt = z.infer<typeof EntryDoubt>;

const kept = {
  id: z.number().int(),
  site: Id,
  supply: z.enum(supplies),
  meter: z.string(),
  unit: EntryUnit,
  note: z.string(),
  by: z.string(),
  at: Instant,
  doubts: z.array(EntryDoubt),
  confirmed: z.object({ note: z.string(), by: z.string(), at: Instant }).optional(),
  /** whether it enters the figures */
  counts: z.boolean(),
};
export const MeterEntry = z.discriminatedUnion('is', [
  z.object({ is: z.literal('index'), ...kept, date: Day, index: z.number() }),
  z.object({ is: z.literal('invoice'), ...kept, from: Day, to: Day, amount: z.number(), euros: z.number().nullable() }),
]);
export type MeterEntry = z.infer<typeof MeterEntry>;

export const ConfirmEntry = z.strictObject({
  note: z.string().trim().min(1, 'says nothing: say why it is so').max(500),
});
export type ConfirmEntry = z.infer<typeof ConfirmEntry>;

/** A CSV as its owner wrote it; lines that name no site are of `site`. */
export const EntryFile = z.strictObject({ csv: z.string().min(1, 'is empty').max(240_000), site: Id.optional() });
export type EntryFile = z.infer<typeof EntryFile>;

/** What became of a file: every line is taken, known already, or told with its reason. */
export const TakenEntries = z.object({
  taken: z.number().int(),
  known: z.number().int(),
  /** of those taken, how many look like a slip and wait for a person */
  doubtful: z.number().int(),
  bad: z.array(z.object({ line: z.number().int(), reason: z.string() })),
});
export type TakenEntries = z.infer<typeof TakenEntries>;
