import { z } from 'zod';
import { Instant } from './shared.ts';

/** The domain's, for whoever reads the audit; the server does not compile with one that is missing here. */
export const AuditAction = z.enum([
  'session.open',
  'readings.fine',
  'readings.erase',
  'readings.import',
  'territory.apply',
  'maintenance.add',
  'maintenance.remove',
  'alert.acknowledge',
  'alert.assign',
  'alert.comment',
  'alert.shelve',
  'alert.unshelve',
  'alert.resolve',
  'rule.add',
  'rule.change',
  'rule.remove',
  'client.add',
  'client.revoke',
  'correction.add',
  'member.add',
  'discovery.attach',
  'discovery.ignore',
  'discovery.scan',
  'discovery.stop',
  'refused.replay',
  'user.add',
  'user.change',
  'user.remove',
  'user.password',
  'token.add',
  'token.remove',
  'account.password',
  'account.lost',
  'account.activate',
  'account.reset',
  'account.sessions',
  'key.add',
  'key.remove',
  'codes.make',
  'user.link',
  'user.keys',
  'wishes.change',
  'push.add',
  'push.remove',
  'duty.change',
  'duty.feed',
  'ticket.add',
  'ticket.change',
  'ticket.action',
  'ticket.import',
  'entry.add',
  'entry.change',
  'entry.confirm',
  'entry.remove',
  'entry.import',
]);
export type AuditAction = z.infer<typeof AuditAction>;

export const AuditLine = z.object({
  id: z.number().int(),
  time: Instant,
  who: z.string(),
  action: AuditAction,
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
  judgement: z.object({ ok: z.boolean(), message: z.string().optional(), behind: z.number() }),
});
export type Readiness = z.infer<typeof Readiness>;
