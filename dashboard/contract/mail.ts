import { z } from 'zod';
import { Instant } from './shared.ts';

/** How far a mail has come; `reason` is the mail server's own last word. */
export const MailProgress = z.object({
  state: z.enum(['waiting', 'sent', 'failed']),
  /** of the next try while it waits, else of what became of it */
  at: Instant,
  attempts: z.number().int(),
  reason: z.string().optional(),
});
export type MailProgress = z.infer<typeof MailProgress>;

/** A mail of the outbox, without its text. */
export const MailLine = MailProgress.extend({
  id: z.number().int(),
  to: z.string(),
  subject: z.string(),
  createdAt: Instant,
});
export type MailLine = z.infer<typeof MailLine>;
