import { z } from 'zod';
import { Id, Instant } from './shared.ts';

/** Written again from the domain: what outsiders may rely on changes on purpose alone. */
export const TicketCategory = z.enum([
  'workstation',
  'printer',
  'software',
  'server',
  'network',
  'wifi',
  'security',
  'backup',
  'telephony',
  'building',
  'other',
]);
export type TicketCategory = z.infer<typeof TicketCategory>;
export const TicketPriority = z.enum(['low', 'normal', 'high', 'urgent']);
export type TicketPriority = z.infer<typeof TicketPriority>;
export const TicketState = z.enum(['new', 'progress', 'waiting', 'solved', 'closed']);
export type TicketState = z.infer<typeof TicketState>;
export const TicketKind = z.enum(['request', 'incident']);
export type TicketKind = z.infer<typeof TicketKind>;
export const TicketSource = z.enum(['call', 'alert', 'mairie']);
export type TicketSource = z.infer<typeof TicketSource>;

/** A request for help. `id` is its number. */
export const Ticket = z.object({
  id: z.number().int(),
  number: z.number().int(),
  kind: TicketKind,
  organisation: Id,
  category: TicketCategory,
  priority: TicketPriority,
  state: TicketState,
  source: TicketSource,
  title: z.string(),
  description: z.string(),
  evidence: z.array(z.string()),
  by: z.string(),
  caller: z.string().optional(),
  assignee: z.string().optional(),
  /** calls about it, the first included */
  calls: z.number().int(),
  alerts: z.array(z.string()),
  openedAt: Instant,
  changedAt: Instant,
  solvedAt: Instant.optional(),
  closedAt: Instant.optional(),
  /** since when all its alerts are over */
  closingProposedAt: Instant.optional(),
  /** its number in GLPI */
  remote: z.number().int().optional(),
  anonymised: z.boolean(),
});
export type Ticket = z.infer<typeof Ticket>;

export const TicketAction = z.object({
  id: z.number().int(),
  at: Instant,
  by: z.string(),
  is: z.enum(['opened', 'follow-up', 'note', 'call', 'changed', 'solution', 'alert linked', 'closing proposed']),
  text: z.string(),
});
export type TicketAction = z.infer<typeof TicketAction>;
/** A member does not read the agency's notes and who else called. */
export const TicketDetail = Ticket.extend({
  actions: z.array(TicketAction),
  /** to be sent back with a change, which then undoes nothing that was done meanwhile */
  version: z.number().int(),
});
export type TicketDetail = z.infer<typeof TicketDetail>;

const title = z.string().trim().min(1, 'says nothing: name what is wrong').max(200);
const text = z.string().trim().max(4_000);

/** What a member leaves out, or may not say, is filled in: `source` mairie, `priority` normal. */
export const NewTicket = z.strictObject({
  organisation: Id,
  title,
  description: text.default(''),
  category: TicketCategory.default('other'),
  priority: TicketPriority.default('normal'),
  kind: TicketKind.default('request'),
  source: TicketSource.optional(),
  caller: z.string().trim().min(1).max(200).optional(),
  /** what is attached as evidence */
  alerts: z.array(z.string().max(64)).max(50).default([]),
});
export type NewTicket = z.input<typeof NewTicket>;

/** What is not said follows from the alert. */
export const AlertTicket = z.strictObject({
  title: title.optional(),
  description: text.optional(),
  category: TicketCategory.optional(),
  priority: TicketPriority.optional(),
  /** other alerts of the same organisation that belong on the same ticket; those that have one keep theirs */
  also: z.array(z.string().max(64)).max(200).default([]),
});
export type AlertTicket = z.input<typeof AlertTicket>;

/** of `TicketDetail` as it was read: 409 where somebody did something since; without it the last word counts */
const version = z.number().int().min(0).optional();

export const TicketChange = z
  .strictObject({
    kind: TicketKind.optional(),
    category: TicketCategory.optional(),
    priority: TicketPriority.optional(),
    state: TicketState.optional(),
    title: title.optional(),
    /** empty: nobody */
    assignee: z.string().trim().max(200).optional(),
    version,
  })
  .refine((change) => Object.keys(change).some((key) => key !== 'version'), 'changes nothing');
export type TicketChange = z.infer<typeof TicketChange>;

/** `call`: somebody called about it, of the organisation that `organisation` names; `solution` solves it. */
export const NewTicketAction = z
  .strictObject({
    is: z.enum(['follow-up', 'note', 'call', 'solution']),
    text: text.default(''),
    organisation: Id.optional(),
    /** heeded by a solution */
    version,
  })
  .refine(({ is, text: said }) => is === 'call' || said !== '', 'text: says nothing');
export type NewTicketAction = z.input<typeof NewTicketAction>;

const Count = z.object({ requests: z.number(), incidents: z.number() });
/** Of one year as far as it has gone. */
export const TicketStatistics = z.object({
  year: z.number().int(),
  requests: z.number(),
  incidents: z.number(),
  calls: z.number(),
  workingDays: z.number(),
  /** null before the first working day */
  callsPerWorkingDay: z.number().nullable(),
  byCategory: z.array(Count.extend({ category: TicketCategory })),
  byMonth: z.array(Count.extend({ month: z.number().int() })),
  bySource: z.array(Count.extend({ source: TicketSource })),
  /** what each figure means, in `language` */
  definitions: z.object({
    requests: z.string(),
    incidents: z.string(),
    byCategory: z.string(),
    callsPerWorkingDay: z.string(),
  }),
});
export type TicketStatistics = z.infer<typeof TicketStatistics>;
