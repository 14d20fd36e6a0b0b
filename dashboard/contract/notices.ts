import { z } from 'zod';
import { Id, Instant } from './shared.ts';
import { Severity } from './territory.ts';

export const Topic = z.enum(['water', 'energy', 'air', 'backups', 'security', 'machines']);
export type Topic = z.infer<typeof Topic>;
export const PersonalChannel = z.enum(['mail', 'sms', 'push', 'ntfy']);
export type PersonalChannel = z.infer<typeof PersonalChannel>;

const words = {
  because: z.enum([
    'nothing new',
    'acknowledged',
    'shelved',
    'maintenance',
    'resolved',
    'not active',
    'nobody concerned',
    'told to nobody',
    'severity not wished',
    'topic not wished',
    'end not wished',
    'no channel',
    'former waits',
    'never told',
    'taken',
    'over',
    'silenced',
    'overtaken',
    'person gone',
    'too many wait',
    'consequence',
    'off duty',
  ]),
};

/** Why something was not sent; `device` is the cause's, `onDuty` who is on duty. */
export const NotTold = z.object({ ...words, device: z.string().optional(), onDuty: z.string().optional() });
export type NotTold = z.infer<typeof NotTold>;

/** One attempt to tell someone of an alert, or the decision not to. */
export const Notice = z.object({
  id: z.number().int(),
  alert: z.string(),
  /** which of the alert's transitions, and what it was */
  transition: z.number().int(),
  is: z.string(),
  organisation: z.string(),
  device: z.string(),
  /** the names of the two, while the territory knows them */
  about: z.string().optional(),
  /** absent: the decision is about everybody */
  to: z.object({ id: z.string(), name: z.string() }).optional(),
  channel: z.enum(['mail', 'sms', 'push', 'ntfy', 'webhook', 'alertmanager']).optional(),
  why: z.enum(['first', 'worse', 'again', 'reminder', 'over', 'assigned', 'nobody took it']).optional(),
  digest: z.boolean(),
  decidedAt: Instant,
  state: z.enum(['waiting', 'sent', 'failed', 'not sent']),
  /** of the next try while it waits, else of what became of it */
  at: Instant,
  attempts: z.number().int(),
  reason: NotTold.optional(),
  /** what the other side said last */
  answer: z.string().optional(),
});
export type Notice = z.infer<typeof Notice>;

const severitiesOnce = z
  .array(Severity)
  .max(3)
  .refine((all) => new Set(all).size === all.length, 'names one twice');
const minute = z.number().int().min(0).max(1439);

/** What a person wants to be told of, and how. Minutes are those of the agency's local day. */
export const Wishes = z.strictObject({
  language: z.enum(['fr', 'en']),
  channels: z.strictObject({
    mail: severitiesOnce.exactOptional(),
    sms: severitiesOnce.exactOptional(),
    push: severitiesOnce.exactOptional(),
    ntfy: severitiesOnce.exactOptional(),
  }),
  topics: z.array(Topic).max(6),
  outsideHours: severitiesOnce,
  quiet: z
    .strictObject({ fromMinute: minute, toMinute: minute })
    .refine(({ fromMinute, toMinute }) => fromMinute !== toMinute, 'lasts no time, or for ever')
    .exactOptional(),
  digest: z.strictObject({ severities: severitiesOnce, minute }).exactOptional(),
  offDuty: z.boolean(),
  ends: z.boolean(),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'is not a number with its country, as +33612345678')
    .exactOptional(),
  ntfyTopic: z
    .string()
    .regex(/^[-_A-Za-z0-9]{1,64}$/, 'is not a topic: letters, digits, _ and -')
    .exactOptional(),
});
export type Wishes = z.infer<typeof Wishes>;

/** One's own wishes and what can be wished for here. */
export const OwnWishes = z.object({
  wishes: Wishes,
  /** nothing was chosen yet */
  usual: z.boolean(),
  offered: z.array(PersonalChannel),
  push: z.object({ publicKey: z.string(), browsers: z.number().int() }),
});
export type OwnWishes = z.infer<typeof OwnWishes>;

/** A browser that takes push messages, as its Push API gave it. */
export const NewBrowser = z.strictObject({
  endpoint: z.url({ protocol: /^https$/ }).max(1_000),
  /** base64url of an uncompressed point, 65 bytes (RFC 8291, 3.1), and of 16 bytes (3.2) */
  p256dh: z.string().regex(/^B[\w-]{86}$/, 'is no key of a browser'),
  auth: z.string().regex(/^[\w-]{22}$/, 'is no secret of a browser'),
});
export type NewBrowser = z.infer<typeof NewBrowser>;
export const GoneBrowser = z.strictObject({ endpoint: z.string().max(1_000) });

const Day = z.iso.date('is not a day, as 2026-03-02');
const Days = { from: Day, to: Day };

/** The rota as it is written. */
export const NewDuty = z.strictObject({
  start: Day,
  days: z.number().int().min(1).max(92),
  people: z
    .array(Id)
    .max(100)
    .refine((all) => new Set(all).size === all.length, 'names somebody twice'),
  swaps: z
    .array(z.strictObject({ ...Days, person: Id }).refine(({ from, to }) => from <= to, 'ends before it begins'))
    .max(500),
});
export type NewDuty = z.infer<typeof NewDuty>;

const Who = z.object({ id: z.string(), name: z.string() });
export type Who = z.infer<typeof Who>;

/** Who answers, from a month ago to half a year ahead. */
export const Duty = z.object({
  start: Day,
  days: z.number().int(),
  people: z.array(Who),
  swaps: z.array(z.object({ ...Days, person: Who })),
  turns: z.array(z.object({ ...Days, person: Who, swapped: z.boolean() })),
  today: Day,
  /** who could be on duty */
  candidates: z.array(Who),
});
export type Duty = z.infer<typeof Duty>;

/** The address of the calendar feed; its secret is shown this once. */
export const DutyFeed = z.object({ address: z.string() });
export type DutyFeed = z.infer<typeof DutyFeed>;
