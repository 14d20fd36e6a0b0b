import { z } from 'zod';
import { anyRule } from '../../devices/rules/written-rule.ts';
import { Id, Instant } from './shared.ts';

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
