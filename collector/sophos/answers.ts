import { z } from 'zod';
import { amount } from '../http/lenient.ts';

/**
 * What Sophos Central answers, as far as it is read: no person, no address, no event's source is among the keys, so that none
 * of them goes any further than the parser.
 */

const text = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);
/** Booleans sometimes arrive as "True" and "False". */
const truth = z
  .union([z.boolean(), z.stringbool({ case: 'insensitive' })])
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

export const WhoAmI = z.object({
  id: z.string().min(1),
  idType: z.enum(['tenant', 'partner', 'organization']),
  apiHosts: z
    .object({ global: text, dataRegion: text })
    .nullish()
    .transform((value) => value ?? undefined),
});
export type WhoAmI = z.infer<typeof WhoAmI>;

export const Tenant = z.object({ id: z.string().min(1), name: text, showAs: text, apiHost: z.url() });
export type Tenant = z.infer<typeof Tenant>;

export const TenantPage = z.object({
  items: z.array(z.unknown()),
  pages: z
    .object({ total: amount })
    .nullish()
    .transform((value) => value ?? undefined),
});

/** A place in a list, which is kept on disk and sent back in an address. */
const place = z
  .string()
  .max(4_096)
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

export const NewsPage = z.object({
  items: z.array(z.unknown()),
  next_cursor: place,
  has_more: truth,
});

/** One piece of news of a tenant, without whose it is. */
export const News = z.object({ id: z.string().min(1), type: text });
export type News = z.infer<typeof News>;

export const KeyedPage = z.object({
  items: z.array(z.unknown()),
  pages: z
    .object({ nextKey: place })
    .nullish()
    .transform((value) => value ?? undefined),
});

export const Alert = z.object({ id: z.string().min(1), severity: text });

export const Endpoint = z.object({
  id: z.string().min(1),
  hostname: z.string().min(1).max(128),
  health: z
    .object({ overall: text })
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined),
  os: z
    .object({ name: text, platform: text, majorVersion: amount, minorVersion: amount, build: amount, isServer: truth })
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined),
  tamperProtectionEnabled: truth,
  assignedProducts: z
    .array(z.object({ code: text, status: text }))
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined),
  lastSeenAt: z
    .string()
    .nullish()
    .catch(undefined)
    .transform((value) => {
      const time = Date.parse(value ?? '');
      return Number.isFinite(time) ? time : undefined;
    }),
  encryption: z
    .object({ volumes: z.array(z.object({ status: text })) })
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined),
});
export type Endpoint = z.infer<typeof Endpoint>;
