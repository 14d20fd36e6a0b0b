import { z } from 'zod';
import { MailProgress } from './mail.ts';
import { Id, Instant, Password, Role } from './shared.ts';

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

export const PasswordChange = z.strictObject({ password: Password });
export type PasswordChange = z.infer<typeof PasswordChange>;
