import { z } from 'zod';
import { durationSpelling } from '../../devices/duration.ts';
import { severities } from '../domain/rule.ts';

const id = z.string().regex(/^[a-z0-9-]{1,64}$/, 'is not an id: 1 to 64 small letters, digits and hyphens');
const file = z.string().min(1);
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Where a program listens. Only this file names it: nothing that comes from outside decides whom Vigie asks. */
const Url = z.url({ protocol: /^https?$/, error: 'must be an address, as https://n8n.example.fr/webhook/vigie' });

const Every = z.string().regex(durationSpelling, 'must be a duration, as 30m');
const Severities = z
  .array(z.enum(severities, `must be one of ${severities.join(', ')}`))
  .min(1, 'must name a severity, else nothing is ever told')
  .default(['warning', 'critical']);

/** A secret goes over an encrypted line, or stays on this machine. */
const keepsSecrets = (one: { url: string; tokenFile?: string | undefined; passwordFile?: string | undefined }) =>
  (one.tokenFile === undefined && one.passwordFile === undefined) ||
  one.url.startsWith('https:') ||
  loopback.has(new URL(one.url).hostname);
const secretWords = { message: 'must begin with https://, since a secret goes with it', path: ['url'] };

const common = {
  severities: Severities,
  organisations: z.array(id).optional(),
  language: z.enum(['fr', 'en']).default('fr'),
};

const Webhook = z
  .strictObject({
    url: Url,
    secretFile: file.optional(),
    tokenFile: file.optional(),
    caFile: file.optional(),
    ...common,
  })
  .refine(keepsSecrets, secretWords);

const Alertmanager = z
  .strictObject({
    url: Url,
    user: z.string().min(1).optional(),
    passwordFile: file.optional(),
    tokenFile: file.optional(),
    caFile: file.optional(),
    ...common,
  })
  .refine((one) => (one.user === undefined) === (one.passwordFile === undefined), {
    message: 'needs user and passwordFile together',
  })
  .refine(keepsSecrets, secretWords);

const Ntfy = z
  .strictObject({
    url: Url,
    tokenFile: file.optional(),
    caFile: file.optional(),
    topics: z
      .record(
        id,
        z.strictObject({
          topic: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/, 'must be a topic: letters, digits, _ and -'),
          hours: z.enum(['opening', 'always'], 'must be opening or always').default('opening'),
          ...common,
        }),
      )
      .default({}),
  })
  .refine(keepsSecrets, secretWords);

const Sms = z
  .strictObject({
    url: Url,
    /** `{to}` and `{text}` are filled in, as the content type wants them written */
    body: z.string().refine((body) => body.includes('{to}') && body.includes('{text}'), 'must hold {to} and {text}'),
    contentType: z
      .enum(['application/json', 'application/x-www-form-urlencoded'], 'must be JSON or a form')
      .default('application/json'),
    /** what stands before the token in the header `Authorization`, as `Bearer` */
    scheme: z
      .string()
      .regex(/^[\w-]{1,40}$/)
      .default('Bearer'),
    tokenFile: file.optional(),
    caFile: file.optional(),
  })
  .refine(keepsSecrets, secretWords);

/** The ways out of a notice and its hours, as the configuration names them under `notify`. */
export const noticeSettings = {
  /** a calendar of the territory: the hours in which people are told; without it the usual ones of an office */
  calendar: id.optional(),
  timeZone: z
    .string()
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'must be a time zone, as Europe/Paris')
    .default('Europe/Paris'),
  escalation: z.strictObject({ staff: Every.default('30m'), administrators: Every.default('2h') }).prefault({}),
  webhooks: z.record(id, Webhook).default({}),
  alertmanagers: z.record(id, Alertmanager).default({}),
  ntfy: Ntfy.optional(),
  sms: Sms.optional(),
  push: z
    .strictObject({
      /** whom a push service may write to about these messages */
      contact: z
        .string()
        .regex(/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'must be mailto:… or https://…')
        .optional(),
      /** push services beside those of the browsers that everybody has */
      services: z
        .array(z.string().regex(/^[a-z0-9.-]+(?::\d{1,5})?$/i, 'must be a host, as push.example.fr'))
        .default([]),
    })
    .prefault({}),
};

const NoticeSettings = z.object(noticeSettings);
export type NoticeSettings = z.infer<typeof NoticeSettings>;
