import { z } from 'zod';
import { SecurityKey } from './security-key.ts';
import { Id, Instant, Password, Role, Secret } from './shared.ts';

/** Whether security keys can be used here, and if not, why: they need a name and https, or this very machine. */
export const KeysOffered = z.union([
  /** `origin`: the one address at which they work */
  z.object({ offered: z.literal(true), origin: z.string() }),
  z.object({ offered: z.literal(false), reason: z.enum(['insecure', 'number']) }),
]);
export type KeysOffered = z.infer<typeof KeysOffered>;

/** One's own account. */
export const Account = z.object({
  email: z.string(),
  name: z.string(),
  role: Role,
  /** absent: every organisation */
  organisations: z.array(z.object({ id: Id, name: z.string() })).optional(),
  createdAt: Instant,
  keyRequired: z.boolean(),
  keys: z.array(SecurityKey),
  codesLeft: z.number().int(),
  keysOffered: KeysOffered,
});
export type Account = z.infer<typeof Account>;

/** One's own new password, with the one it replaces. */
export const OwnPassword = z.strictObject({ current: Password, password: Password });
export type OwnPassword = z.infer<typeof OwnPassword>;

/** What somebody may make a token of for themselves: their own role, or a screen's, which only looks. */
export const NewOwnToken = z.strictObject({
  name: z.string().min(1).max(120),
  role: Role,
  organisation: Id.optional(),
});
export type NewOwnToken = z.infer<typeof NewOwnToken>;

/** Another open session of one's own. */
export const OtherSession = z.object({ createdAt: Instant, seenAt: Instant });
export type OtherSession = z.infer<typeof OtherSession>;

/** How one gets a new password here: by mail, or from whom. */
export const LostHelp = z.object({ by: z.enum(['mail', 'hand']), contact: z.string().optional() });
export type LostHelp = z.infer<typeof LostHelp>;
export const Lost = z.strictObject({ email: z.string().min(1).max(254) });
export type Lost = z.infer<typeof Lost>;

export const LinkShown = z.strictObject({ link: Secret });
export type LinkShown = z.infer<typeof LinkShown>;
export const LinkUse = z.strictObject({ link: Secret, password: Password });
export type LinkUse = z.infer<typeof LinkUse>;
/** Whom a link is for. */
export const LinkHolder = z.object({
  purpose: z.enum(['invitation', 'reset']),
  email: z.string(),
  name: z.string(),
  expiresAt: Instant,
});
export type LinkHolder = z.infer<typeof LinkHolder>;
