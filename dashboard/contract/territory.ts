import { z } from 'zod';
import { services } from '../../devices/territory.ts';
import { Id, Instant } from './shared.ts';

export const Severity = z.enum(['critical', 'warning', 'information']);
export type Severity = z.infer<typeof Severity>;

export const Service = z.enum(services);

export const Organisation = z.object({
  id: Id,
  name: z.string(),
  insee: z.string().optional(),
  population: z.number().optional(),
  /** of one that was asked by its id: whom to call there; wall displays are not told */
  contacts: z
    .array(
      z.object({
        name: z.string(),
        role: z.string().optional(),
        phone: z.string().optional(),
        email: z.string().optional(),
      }),
    )
    .optional(),
  /** of one that was asked by its id: what it subscribes to; absent where nobody wrote it down */
  services: z.array(Service).optional(),
  worst: Severity.nullable(),
});
export type Organisation = z.infer<typeof Organisation>;

/** A member that an administrator adds on screen, with its first place. */
export const NewMember = z.strictObject({
  name: z.string().trim().min(1, 'says nothing: give the name').max(120),
  insee: z
    .string()
    .regex(/^(\d{5}|2[AB]\d{3})$/, 'is not an INSEE code as 40313')
    .optional(),
  site: z.strictObject({ name: z.string().trim().min(1, 'says nothing: give the name').max(120) }),
});
export type NewMember = z.infer<typeof NewMember>;
export const AddedMember = z.object({ organisation: Id, site: Id });
export type AddedMember = z.infer<typeof AddedMember>;

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

/** The nearest line that a device is reached through, or is itself: whose it is and whom to call. */
export const Line = z.object({
  device: Id,
  name: z.string(),
  operator: z.string(),
  contract: z.string().optional(),
  support: z.string().optional(),
});
export type Line = z.infer<typeof Line>;

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
  line: Line.optional(),
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

/** Metrics that such a device has several times, with the same instances: a row each, a column a metric. */
export const MetricTable = z.object({ id: z.string(), label: Text, metrics: z.array(z.string()) });
export type MetricTable = z.infer<typeof MetricTable>;

export const DeviceType = z.object({
  id: Id,
  label: Text,
  /** expected interval and silence limit, ms */
  everyMs: z.number(),
  silentAfterMs: z.number(),
  /** the metric that says whether such a device works, where there is one */
  availability: z.string().optional(),
  /** how it is known whether such a device works: by that metric, by its readings coming; absent where neither tells */
  availableBy: z.enum(['state', 'readings']).optional(),
  metrics: z.array(Metric),
  /** the wall displays on which such devices appear */
  consoles: z.array(z.string()),
  tables: z.array(MetricTable),
});
export type DeviceType = z.infer<typeof DeviceType>;
