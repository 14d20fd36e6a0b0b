import { z } from 'zod';
import { Id, Instant } from './shared.ts';

export const Refused = z.object({
  id: z.number().int(),
  time: Instant,
  client: z.string(),
  topic: z.string(),
  reason: z.string(),
  /** as text where it is UTF-8, else base64 */
  payload: z.string(),
  encoding: z.enum(['utf8', 'base64']),
});
export type Refused = z.infer<typeof Refused>;

export const Discovered = z.object({
  id: z.number().int(),
  address: z.string(),
  client: z.string(),
  firstSeen: Instant,
  lastSeen: Instant,
  messages: z.number().int(),
  topic: z.string(),
  /** the newest payload, at most 2 kB of it */
  sample: z.string(),
  encoding: z.enum(['utf8', 'base64']),
  /** what it seems to measure */
  metrics: z.array(z.string()),
  /** what it announced of itself */
  described: z
    .object({
      name: z.string().optional(),
      model: z.string().optional(),
      manufacturer: z.string().optional(),
      units: z.record(z.string(), z.string()),
      mistakes: z.array(z.string()),
    })
    .optional(),
  ignored: z.boolean(),
  /** what the territory suggests */
  proposal: z.object({
    type: Id.optional(),
    site: Id.optional(),
    name: z.string().optional(),
    /** of what Vigie goes and asks */
    credentials: Id.optional(),
  }),
});
export type Discovered = z.infer<typeof Discovered>;

/** The message again, or with what was corrected in it. */
export const ReplayRefused = z.strictObject({
  topic: z.string().min(1).max(1024).optional(),
  payload: z.string().max(65_536).optional(),
  encoding: z.enum(['utf8', 'base64']).default('utf8'),
});
export type ReplayRefused = z.input<typeof ReplayRefused>;

/** Taken now, or the reason why it is not. */
export const Replayed = z.object({ taken: z.boolean(), reason: z.string().optional() });
export type Replayed = z.infer<typeof Replayed>;

/** To an existing device, or as a new one. */
export const Attach = z.union([
  z.strictObject({ device: Id }),
  z.strictObject({
    id: Id.optional(),
    type: Id,
    site: Id,
    name: z.string().min(1).max(120),
    /** what lets Vigie ask it, of the setting collector.credentials */
    credentials: Id.optional(),
  }),
]);
export type Attach = z.infer<typeof Attach>;

/** The device that now owns what was discovered. */
export const Attached = z.object({ device: Id });
export type Attached = z.infer<typeof Attached>;

/** Which addresses are to be asked over SNMP: `10.1.2.0/24`, `10.1.2.10-10.1.2.40`, `fd00:1::/112`, one, or several with commas between. */
export const ScanOrder = z.strictObject({
  range: z.string().min(1).max(1_000),
  credentials: Id,
  port: z.number().int().min(1).max(65_535).optional(),
});
export type ScanOrder = z.infer<typeof ScanOrder>;

/** The scan that runs or the last one, and what the next one may be. */
export const Scan = z.object({
  credentials: z.array(z.string()),
  ranges: z.array(z.string()),
  scan: z
    .object({
      range: z.string(),
      credentials: z.string(),
      startedAt: Instant,
      is: z.enum(['running', 'done', 'stopped', 'failed']),
      reason: z.string().optional(),
      done: z.number().int(),
      total: z.number().int(),
      found: z.number().int(),
      /** addresses of devices that the territory has */
      known: z.number().int(),
      /** answer, and do not take the credentials */
      refused: z.number().int(),
    })
    .nullable(),
});
export type Scan = z.infer<typeof Scan>;
