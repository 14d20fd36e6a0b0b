import { z } from 'zod';
import { Id, Instant } from './shared.ts';

const When = z.union([Instant, z.number()]);
/** What becomes of alerts meanwhile: none is opened, kept and told to nobody, as usual. */
const Mode = z.enum(['skip', 'mute', 'run']);
const scope = { organisation: Id.optional(), site: Id.optional(), device: Id.optional() };

/** Announced work on one thing. `weeklyUntil`: again every week at the same hours of the clock, until then. */
export const Maintenance = z.object({
  id: z.number().int(),
  ...scope,
  from: Instant,
  to: Instant,
  weeklyUntil: Instant.optional(),
  mode: Mode,
  reason: z.string(),
  by: z.string(),
  createdAt: Instant,
});
export type Maintenance = z.infer<typeof Maintenance>;

export const NewMaintenance = z
  .strictObject({
    ...scope,
    from: When,
    to: When,
    weeklyUntil: When.optional(),
    mode: Mode.default('mute'),
    reason: z.string().trim().min(1, 'says nothing: give the reason').max(500),
  })
  .refine(
    ({ organisation, site, device }) => [organisation, site, device].filter((id) => id !== undefined).length === 1,
    'name one of organisation, site and device',
  );
export type NewMaintenance = z.input<typeof NewMaintenance>;
