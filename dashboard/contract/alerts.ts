import { z } from 'zod';
import { Id, Instant } from './shared.ts';
import { Severity } from './territory.ts';

/** An alert as it is listed. Of a site of few people, who sees it only by the day gets no value. */
export const Alert = z.object({
  id: z.string(),
  rule: z.string(),
  device: Id,
  site: Id,
  organisation: Id,
  instance: z.string().optional(),
  metric: z.string().optional(),
  unit: z.string().optional(),
  severity: Severity,
  active: z.boolean(),
  acknowledged: z.boolean(),
  acknowledgedBy: z.string().optional(),
  since: Instant,
  until: Instant.optional(),
  /** null where there is none */
  value: z.number().nullable(),
  expected: z.object({ low: z.number(), high: z.number() }).optional(),
  title: z.string(),
  reason: z.string(),
  assignee: z.string().optional(),
  shelvedUntil: Instant.optional(),
  resolved: z.object({ by: z.string(), falseAlarm: z.boolean() }).optional(),
  flapping: z.boolean(),
  /** the device whose failure explains this one */
  cause: z.string().optional(),
  maintenance: z.string().optional(),
});
export type Alert = z.infer<typeof Alert>;

export const AlertDetail = Alert.extend({
  explanation: z.array(z.string()),
  timeline: z.array(z.object({ at: Instant, is: z.string(), text: z.string() })),
  /** alerts of the same rule and device before, the newest first */
  before: z.array(z.object({ id: z.string(), since: Instant, until: Instant.optional() })),
  /** the alerts that follow from this one */
  consequences: z.array(z.string()),
  /** the same with their names, the gravest first, 200 at most */
  follows: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      severity: Severity,
      device: z.object({ id: Id, name: z.string() }),
      site: z.object({ id: Id, name: z.string() }),
    }),
  ),
  /** of the device that explains it; absent where the reader may not see that */
  causeName: z.string().optional(),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

const comment = z.string().trim().min(1).max(2_000);
const until = z.union([Instant, z.number()]);

export const Acknowledge = z.strictObject({
  mode: z.enum(['until-clear', 'until-worse']),
  until: until.optional(),
  comment: comment.optional(),
});
export const Assign = z.strictObject({ to: z.string().trim().min(1).max(200), comment: comment.optional() });
export const CommentOn = z.strictObject({ comment });
export const Shelve = z.strictObject({ until, comment: comment.optional() });
export const Unshelve = z.strictObject({ comment: comment.optional() });
export const Resolve = z.strictObject({ falseAlarm: z.boolean().optional(), comment: comment.optional() });

/** How alerts of one rule, device or organisation went; times are medians in ms, null where nothing was done. */
export const AlertStatistics = z.object({
  key: z.string(),
  number: z.number(),
  active: z.number(),
  acknowledged: z.number(),
  toAcknowledgeMs: z.number().nullable(),
  over: z.number(),
  toResolveMs: z.number().nullable(),
  falseAlarms: z.number(),
  falseAlarmRate: z.number(),
});
export type AlertStatistics = z.infer<typeof AlertStatistics>;
