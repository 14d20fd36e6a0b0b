import { z } from 'zod';
import { Id, Instant } from './shared.ts';

const count = z.number().int();
const percent = z.number();
const ms = z.number();

/** What an answer rests on; see `gateway/calculate/server-finding.ts`, whose words these are. Durations in ms, times ISO 8601. */
export const Evidence = z.discriminatedUnion('is', [
  z.object({ is: z.enum(['none', 'no-backup', 'up-to-date']) }),
  z.object({ is: z.enum(['old', 'uptime']), forMs: ms }),
  z.object({ is: z.literal('pending'), value: z.number(), forMs: ms }),
  z.object({ is: z.literal('backup'), state: z.number(), ageHours: z.number().optional() }),
  z.object({ is: z.enum(['health', 'level']), value: z.number() }),
  z.object({ is: z.literal('health-all'), count }),
  z.object({ is: z.literal('days-above'), threshold: percent, days: count, of: count, last: count }),
  z.object({ is: z.literal('days-measured'), value: percent, days: count, of: count }),
  z.object({ is: z.enum(['steady', 'room-made']), value: percent, days: count }),
  z.object({ is: z.literal('slow'), value: percent, perWeek: percent }),
  z.object({
    is: z.literal('growing'),
    value: percent,
    perWeek: percent,
    fullAt: Instant,
    earliest: Instant,
    latest: Instant,
  }),
]);
export type Evidence = z.infer<typeof Evidence>;

export const Finding = z.object({
  topic: z.enum(['updates', 'backups', 'hardware', 'disk', 'memory']),
  is: z.enum(['critical', 'warning', 'information', 'well', 'unknown']),
  metric: z.string().optional(),
  /** the disk, the client of a backup, the part; '' for the server itself */
  subject: z.string(),
  evidence: z.array(Evidence),
  recommendation: z
    .enum(['add-memory', 'apply-updates', 'check-part', 'grow-disk', 'plan-restart', 'repair-backup', 'replace-part'])
    .optional(),
});
export type Finding = z.infer<typeof Finding>;

const levels = z.object({ warning: z.number(), critical: z.number() });

/** From where on an audit minds; see `AuditLimits` of `gateway/calculate/server-audit.ts`. */
export const AuditLimits = z.object({
  memory: percent,
  memoryHours: count,
  memoryDays: levels,
  memoryFullInDays: count,
  disk: levels,
  diskFullInDays: levels,
  updatesDays: levels,
  uptimeDays: count,
});
export type AuditLimits = z.infer<typeof AuditLimits>;

/** The audit of one server over the whole local days from `from` to `to`. */
export const ServerAudit = z.object({
  device: Id,
  time: Instant,
  from: Instant,
  to: Instant,
  findings: z.array(Finding),
  limits: AuditLimits,
});
export type ServerAudit = z.infer<typeof ServerAudit>;
