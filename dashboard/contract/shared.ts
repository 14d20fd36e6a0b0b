import { z } from 'zod';

export const Id = z.string().regex(/^[a-z0-9-]{1,64}$/);
export const Instant = z.iso.datetime({ offset: true });
export const Role = z.enum(['administrator', 'technician', 'responsable', 'agent', 'screen', 'writer']);
export type Role = z.infer<typeof Role>;
export const Password = z.string().min(1).max(1024);
/** 256 random bits, base64url: of a link, of a step of signing in. */
export const Secret = z.string().regex(/^[\w-]{43}$/, 'is not one that Vigie gave');

/** A page of a list; ask again with `?cursor=next` until it is null. */
export interface List<T> {
  items: T[];
  next: string | null;
}
