import { z } from 'zod';
import type { Text } from '../metric.ts';
import {
  duration,
  ruleKinds,
  type Severity,
  severities,
  type WrittenCondition,
  type WrittenKind,
} from './rule-kinds.ts';

/** Whom a rule watches: all that is named must fit. */
export interface WrittenScope {
  readonly type?: string;
  readonly organisation?: string;
  readonly site?: string;
  readonly device?: string;
  readonly instance?: string;
}

interface Common {
  readonly id: string;
  readonly metric: string;
  /** of a rule of one severity; `warning` unless said */
  readonly severity?: Severity;
  /** the condition must hold so long before it is an alert; at once unless said */
  readonly for?: string;
  /** and be clear so long before the alert ends; at once unless said */
  readonly clearFor?: string;
  /** what its alerts are called */
  readonly say: Text;
  /** breaking it means that nobody can reach the device, nor what lies behind it */
  readonly lostContact?: true;
}

/** A rule as a device type holds it: for every device of the type. Durations read `30s`, `10m`, `2h`, `1d`. */
export type RuleDescription = Common & WrittenCondition;

/** A rule as people write it, for whom its scope names. */
export type WrittenRule = RuleDescription & WrittenScope;

/** A known rule, with differences, for whom the scope names; `off` where nobody wants it. */
export type RuleDifference = WrittenScope & {
  readonly id: string;
  readonly off?: true;
  readonly metric?: string;
  readonly severity?: Severity;
  readonly for?: string;
  readonly clearFor?: string;
  readonly say?: Text;
} & { readonly kind?: never; readonly [key: string]: unknown };

const id = z.string().regex(/^[a-z0-9-]{1,64}$/, 'is not an id: 1 to 64 small letters, digits and hyphens');
const named = z.string().min(1, 'is empty').max(200, 'is longer than 200 characters');
const words = z.string().trim().min(1, 'is empty').max(200, 'is longer than 200 characters');

const scope = {
  type: named.exactOptional(),
  organisation: named.exactOptional(),
  site: named.exactOptional(),
  device: named.exactOptional(),
  instance: named.exactOptional(),
};
const metric = z.string().regex(/^[a-z]+\.[a-zA-Z0-9]+$/, 'is not a metric such as "disk.used"');
const manner = {
  severity: z.enum(severities, `must be one of ${severities.join(', ')}`).exactOptional(),
  for: duration.exactOptional(),
  clearFor: duration.exactOptional(),
  lostContact: z.literal(true, 'is true or absent').exactOptional(),
};
const say = z.strictObject({ fr: words, en: words });

const kinds = Object.keys(ruleKinds);

/** A whole rule of a kind. */
function wholeOf<K extends WrittenKind>(kind: K) {
  return z.strictObject({ id, metric, kind: z.literal(kind), ...ruleKinds[kind], ...scope, ...manner, say });
}

const whole = Object.fromEntries(kinds.map((kind) => [kind, wholeOf(kind as WrittenKind)]));

/** Every key that a kind may have, for a rule that only says what is different. */
const difference = z.strictObject({
  id,
  ...Object.assign({}, ...Object.values(ruleKinds).map((shape) => z.object(shape).partial().shape)),
  ...scope,
  ...manner,
  metric: metric.exactOptional(),
  say: say.exactOptional(),
  off: z.literal(true, 'is true or absent').exactOptional(),
});

const unknownKind = z.object({
  kind: z.enum(kinds, `must be one of ${kinds.join(', ')}`),
});

/** What a rule must be, by the kind it says: one without a kind says what is different from the known rule of its id. */
export function ruleSchemaOf(written: unknown): z.ZodType {
  if (typeof written !== 'object' || written === null || !('kind' in written)) return difference;
  const { kind } = written;
  return (typeof kind === 'string' && Object.hasOwn(whole, kind) && whole[kind]) || unknownKind;
}

/** A rule, whole or as a difference, for JSON Schema and OpenAPI; who checks takes `ruleSchemaOf`, whose words are more precise. */
export const anyRule = z.union([...Object.values(whole), difference]);
