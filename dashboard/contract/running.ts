import { z } from 'zod';
import { Instant } from './shared.ts';

export const AuditLine = z.object({
  id: z.number().int(),
  time: Instant,
  who: z.string(),
  action: z.string(),
  subject: z.string(),
  details: z.string(),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** `/readyz`: whether intake accepts and history is filled in; the store is said, and does not count. */
export const Readiness = z.object({
  ready: z.boolean(),
  backfill: z.number(),
  intakeAccepts: z.boolean(),
  store: z.object({ ok: z.boolean(), message: z.string().optional(), behind: z.number() }),
});
export type Readiness = z.infer<typeof Readiness>;
