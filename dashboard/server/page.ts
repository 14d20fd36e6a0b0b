import { z } from 'zod';
import type { Page } from '../../gateway/domain/inbox.ts';
import type { List } from '../contract/shared.ts';

const limit = z
  .string()
  .regex(/^\d{1,4}$/, 'is not a whole number from 1 to 1000')
  .transform(Number)
  .pipe(z.number().min(1, 'is not from 1 to 1000').max(1000, 'is not from 1 to 1000'))
  .default(100);

/** Query of a list in the order of ids. */
export const IdPage = {
  limit: limit.optional(),
  cursor: z
    .string()
    .regex(/^[a-z0-9-]{1,80}(\/[\w./-]{1,200})?$/i, 'is not one that a list gave as "next"')
    .optional(),
};

/** Query of a list in the order of keys that hold names as others wrote them: a disk, a backup's client. */
export const TextPage = {
  limit: limit.optional(),
  cursor: z
    .string()
    .regex(/^\P{C}{1,400}$/u, 'is not one that a list gave as "next"')
    .optional(),
};

/** Query of a list with the newest first, by number. */
export const NumberPage = {
  limit: limit.optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'is not one that a list gave as "next"')
    .transform(Number)
    .optional(),
};

/** A query by number as its keeper takes it. */
export function before({ limit = 100, cursor }: { limit?: number | undefined; cursor?: number | undefined }) {
  return { limit, ...(cursor === undefined ? {} : { before: cursor }) };
}

/** A page of things that are all at hand, in the order of their keys. */
export function pageOf<T, U>(
  things: readonly T[],
  keyOf: (thing: T) => string,
  { limit = 100, cursor }: { limit?: number | undefined; cursor?: string | undefined },
  shape: (thing: T) => U,
): List<U> {
  const keyed = things.map((thing) => ({ key: keyOf(thing), thing }));
  const wanted = cursor === undefined ? keyed : keyed.filter(({ key }) => key > cursor);
  wanted.sort((a, b) => (a.key < b.key ? -1 : 1));
  const items = wanted.slice(0, limit);
  return {
    items: items.map(({ thing }) => shape(thing)),
    next: wanted.length > limit ? (items.at(-1)?.key ?? null) : null,
  };
}

/** A page that its keeper cut. */
export function listOf<T, U>(page: Page<T>, shape: (item: T) => U): List<U> {
  return { items: page.items.map(shape), next: page.next === null ? null : String(page.next) };
}

/** A page of things that their keeper gives in the order of their ids. */
export async function cutPage<T extends { readonly id: string }, U>(
  read: (page: { limit: number; after?: string }) => Promise<readonly T[]>,
  { limit = 100, cursor }: { limit?: number | undefined; cursor?: string | undefined },
  shape: (thing: T) => U,
): Promise<List<U>> {
  const found = await read({ limit: limit + 1, ...(cursor === undefined ? {} : { after: cursor }) });
  const items = found.slice(0, limit);
  return { items: items.map(shape), next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** The shape of a list's answer, for the description of the API. */
export function listSchema(item: z.ZodType): z.ZodType {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
