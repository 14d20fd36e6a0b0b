import { z } from 'zod';
import { MailProgress } from './mail.ts';
import { KeyName, KeyRegistration, KeySignature, SecondFactorAsked } from './security-key.ts';
import { Id, Instant, Password, Role, Secret } from './shared.ts';

/** Shapes of the HTTP API: the server validates with them, the web takes their types, OpenAPI is made from them. */

export const Severity = z.enum(['critical', 'warning', 'information']);
export type Severity = z.infer<typeof Severity>;

/**
 * RFC 9457; `demo` tells who is not signed in that this is the demonstration, `secondFactor` whose password was right
 * what else is asked for.
 */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  demo: z.boolean().optional(),
  secondFactor: SecondFactorAsked.optional(),
});
export type Problem = z.infer<typeof Problem>;

export const SignIn = z.union([
  z.strictObject({ email: z.string().min(1).max(254), password: Password }),
  z.strictObject({ token: z.string().min(1).max(256) }),
  z.strictObject({ ticket: Secret, key: KeySignature }),
  z.strictObject({ ticket: Secret, newKey: KeyRegistration, name: KeyName }),
  z.strictObject({ ticket: Secret, code: z.string().min(1).max(64) }),
]);
export type SignIn = z.infer<typeof SignIn>;

export const Session = z.object({
  role: Role,
  name: z.string(),
  email: z.string().optional(),
  /** absent: every organisation */
  organisations: z.array(Id).optional(),
  demo: z.boolean(),
  version: z.string(),
});
export type Session = z.infer<typeof Session>;

export const Organisation = z.object({
  id: Id,
  name: z.string(),
  insee: z.string().optional(),
  population: z.number().optional(),
  worst: Severity.nullable(),
});
export type Organisation = z.infer<typeof Organisation>;

export const Site = z.object({
  id: Id,
  name: z.string(),
  organisation: Id,
  position: z.tuple([z.number(), z.number()]).optional(),
  area: z.number().optional(),
  timeZone: z.string(),
  fewStaff: z.boolean(),
  worst: Severity.nullable(),
});
export type Site = z.infer<typeof Site>;

/** Nothing came back · an answer that says no, or not everything · the device it is reached through does not answer. */
export const Trouble = z.object({
  is: z.enum(['unreachable', 'answers', 'behind']),
  reason: z.string(),
  since: Instant,
});
export type Trouble = z.infer<typeof Trouble>;

export const Device = z.object({
  id: Id,
  name: z.string(),
  site: Id,
  organisation: Id,
  type: Id,
  parent: Id.optional(),
  worst: Severity.nullable(),
  lastSeen: Instant.nullable(),
  /** present and true while the device sends times from the future, which are refused */
  clockWrong: z.literal(true).optional(),
  /** present while a device that Vigie goes and asks gives nothing, or not everything */
  trouble: Trouble.optional(),
});
export type Device = z.infer<typeof Device>;

const Text = z.object({ fr: z.string(), en: z.string() });
export const Metric = z.object({
  id: z.string(),
  unit: z.string(),
  kind: z.enum(['gauge', 'counter', 'state']),
  resolution: z.number(),
  label: Text,
  range: z.tuple([z.number(), z.number()]).readonly().optional(),
});
export type Metric = z.infer<typeof Metric>;

export const DeviceType = z.object({
  id: Id,
  label: Text,
  /** expected interval and silence limit, ms */
  everyMs: z.number(),
  silentAfterMs: z.number(),
  metrics: z.array(Metric),
});
export type DeviceType = z.infer<typeof DeviceType>;

export const Step = z.enum(['5m', '15m', '1h', '1d', '1w', '1mo', '1y']);
export type Step = z.infer<typeof Step>;
export const Aggregate = z.enum(['mean', 'min', 'max', 'last', 'sum', 'delta', 'count']);
export type Aggregate = z.infer<typeof Aggregate>;

/** `times[i]` (epoch ms; the bucket's start with a step) holds `values[i]`; an empty bucket is null. */
export const Readings = z.object({
  unit: z.string(),
  times: z.array(z.number()),
  values: z.array(z.number().nullable()),
});
export type Readings = z.infer<typeof Readings>;

export const LatestReading = z.object({
  device: Id,
  metric: z.string(),
  instance: z.string().optional(),
  time: Instant,
  value: z.number(),
  unit: z.string(),
});
export type LatestReading = z.infer<typeof LatestReading>;

/** A number, or a number for each instance. */
export const MetricValues = z.record(z.string(), z.union([z.number(), z.record(z.string(), z.number())]));
export const WrittenReading = z.object({
  device: Id,
  time: z.union([z.string(), z.number()]).optional(),
  metrics: MetricValues,
});
export const WrittenReadings = z.union([WrittenReading, z.array(WrittenReading).max(10_000)]);
export type WrittenReadings = z.infer<typeof WrittenReadings>;

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
  proposal: z.object({ type: Id.optional(), site: Id.optional(), name: z.string().optional() }),
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
  z.strictObject({ id: Id.optional(), type: Id, site: Id, name: z.string().min(1).max(120) }),
]);
export type Attach = z.infer<typeof Attach>;

/** The device that now owns what was discovered. */
export const Attached = z.object({ device: Id });
export type Attached = z.infer<typeof Attached>;

export const User = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: Role,
  organisations: z.array(Id),
  disabled: z.boolean(),
  /** invited, and no password chosen yet */
  pending: z.boolean(),
  /** no session without a security key */
  keyRequired: z.boolean(),
  /** how many security keys they have */
  keys: z.number().int(),
  /** the newest mail with a link for them */
  mail: MailProgress.optional(),
  createdAt: Instant,
});
export type User = z.infer<typeof User>;
export const NewUser = z.strictObject({
  email: z.email().max(254),
  name: z.string().min(1).max(120),
  role: z.enum(['administrator', 'technician', 'responsable', 'agent']),
  organisations: z.array(Id).max(600).default([]),
  /** absent: they are invited to choose one by a link */
  password: Password.optional(),
});
export type NewUser = z.infer<typeof NewUser>;
/** How a person gets the link: by mail, or by the administrator, who is shown it this once. */
export const LinkOrder = z.strictObject({ by: z.enum(['mail', 'hand']) });
export type LinkOrder = z.infer<typeof LinkOrder>;
/** `link` only where it goes by hand: it is shown this once. */
export const LinkIssued = z.object({ by: z.enum(['mail', 'hand']), link: z.string().optional() });
export type LinkIssued = z.infer<typeof LinkIssued>;
export const AddedUser = User.extend({ invitation: LinkIssued.optional() });
export type AddedUser = z.infer<typeof AddedUser>;
export const UserChange = z.strictObject({
  role: z.enum(['administrator', 'technician', 'responsable', 'agent']).optional(),
  organisations: z.array(Id).max(600).optional(),
  disabled: z.boolean().optional(),
  keyRequired: z.boolean().optional(),
});
export type UserChange = z.infer<typeof UserChange>;

export const Token = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  organisation: Id.optional(),
  /** the mail address of who made it for themselves */
  owner: z.string().optional(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type Token = z.infer<typeof Token>;
export const NewToken = z.strictObject({ name: z.string().min(1).max(120), role: Role, organisation: Id.optional() });
export type NewToken = z.infer<typeof NewToken>;
export const IssuedToken = z.object({ id: z.string(), token: z.string() });
export type IssuedToken = z.infer<typeof IssuedToken>;

export const AuditLine = z.object({
  id: z.number().int(),
  time: Instant,
  who: z.string(),
  action: z.string(),
  subject: z.string(),
  details: z.string(),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** A meter that was replaced: the old one's last index, the new one's first, in the metric's unit. */
export const Correction = z.strictObject({
  metric: z.string(),
  time: z.union([Instant, z.number()]),
  last: z.number(),
  first: z.number(),
  comment: z.string().max(500).default(''),
});
export type Correction = z.infer<typeof Correction>;

export const PasswordChange = z.strictObject({ password: Password });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** `/readyz`: whether intake accepts and history is filled in; the store is said, and does not count. */
export const Readiness = z.object({
  ready: z.boolean(),
  backfill: z.number(),
  intakeAccepts: z.boolean(),
  store: z.object({ ok: z.boolean(), message: z.string().optional(), behind: z.number() }),
});
export type Readiness = z.infer<typeof Readiness>;

/** A page of a list; ask again with `?cursor=next` until it is null. */
export interface List<T> {
  items: T[];
  next: string | null;
}
