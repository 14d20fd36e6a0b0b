import { z } from 'zod';
import { anyRule } from '../../devices/rules/written-rule.ts';
import { Id, Instant } from './shared.ts';
import { Severity } from './territory.ts';

/** A rule as it is written in territory files; without `kind`, what is different from the known rule of its id. Checked by `ruleSchemaOf` once it is here. */
export const RuleBody = z.unknown().meta(z.toJSONSchema(anyRule, { io: 'input', unrepresentable: 'any' }));

/**
 * One rule: `id` names its alerts, `key` names it among all (its id and whom it names, as `disk-used@site=dax-mairie`).
 * `origin`: it comes with the device type, stands in the territory's files, or a technician made it.
 */
export const Rule = z.looseObject({
  id: Id,
  key: z.string(),
  origin: z.enum(['type', 'territory', 'made']),
  by: z.string().optional(),
  changedAt: Instant.optional(),
});
export type Rule = z.infer<typeof Rule>;

/** An alert that rules would have raised, and why. `alone`: the other side of the comparison did not raise it. */
export const BackTestAlert = z.object({
  id: z.string(),
  rule: Id,
  device: Id,
  site: Id,
  organisation: Id,
  instance: z.string().optional(),
  severity: Severity,
  since: Instant,
  raisedAt: Instant,
  until: Instant.optional(),
  value: z.number().nullable(),
  cause: Id.optional(),
  title: z.object({ fr: z.string(), en: z.string() }),
  reason: z.object({ fr: z.string(), en: z.string() }),
  alone: z.boolean(),
});
export type BackTestAlert = z.infer<typeof BackTestAlert>;

/** What rules would have told over stored history, beside what today's rules of the same ids would have. */
export const BackTest = z.object({
  from: Instant,
  to: Instant,
  series: z.number().int(),
  readings: z.number().int(),
  alerts: z.array(BackTestAlert),
  today: z.array(BackTestAlert),
  /** alerts that only the given rules raise, and that only today's do */
  appear: z.number().int(),
  vanish: z.number().int(),
  /** alerts that there were beyond those told */
  left: z.number().int(),
});
export type BackTest = z.infer<typeof BackTest>;

/** A quieter setting of a rule that cried for nothing: `rule` is what to write in its place, `change` what is different in it. */
export const Proposal = z.object({
  /** the key of the rule */
  rule: z.string(),
  from: Instant,
  to: Instant,
  /** that it raised since then, and how many of them a person called false */
  alerts: z.number().int(),
  falseAlarms: z.number().int(),
  /** null where none would be quieter without losing an alert that was right */
  proposal: z
    .object({
      change: z.record(z.string(), z.unknown()),
      rule: RuleBody,
      /** of so many false alarms that today's setting raises again, how many it would not have raised */
      avoided: z.number().int(),
      of: z.number().int(),
      /** alerts that were right, all of which it keeps */
      kept: z.number().int(),
    })
    .nullable(),
});
export type Proposal = z.infer<typeof Proposal>;

const When = z.union([Instant, z.number()]);

/** Rules as they are written in territory files; the last 30 days unless said, 400 days at most. */
export const BackTestOrder = z.strictObject({
  rules: z.array(RuleBody).min(1, 'names no rule').max(50, 'names more than 50 rules'),
  from: When.optional(),
  to: When.optional(),
});
