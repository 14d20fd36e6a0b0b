import type { Links } from './link.ts';
import type { SecondFactors } from './second-factor.ts';

export type Role = 'administrator' | 'technician' | 'responsable' | 'agent' | 'screen' | 'writer';

/** A person. `organisations` counts for responsable and agent: whose things they see. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly organisations: readonly string[];
  readonly disabled: boolean;
  /** invited, and no password chosen yet */
  readonly pending: boolean;
  /** no session without a security key */
  readonly keyRequired: boolean;
  /** how many security keys the person has */
  readonly keys: number;
  readonly createdAt: number;
}

/** A script's or a screen's key; the secret itself is shown once and only its SHA-256 is kept. */
export interface Token {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly organisation?: string;
  /** the person who made it for themselves: it may never do more than they, and ends with their account */
  readonly owner?: string;
  readonly createdAt: number;
  readonly lastUsedAt?: number;
}

/** Who is asking, whatever way they signed in; `session` names the open session where there is one. */
export type Identity = {
  readonly role: Role;
  /** undefined: every organisation */
  readonly organisations?: readonly string[];
} & (
  | { readonly is: 'user'; readonly user: User; readonly session: string }
  | { readonly is: 'token'; readonly token: Token; readonly session?: string }
);

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly organisations: readonly string[];
  /** absent: the person chooses one by a link */
  readonly password?: string;
}

/** A session was opened (`secret` goes into the cookie, once), or why not; `key`: the password was right, a key is missing. */
export type SignedIn =
  | { readonly ok: true; readonly secret: string; readonly identity: Identity }
  | { readonly ok: false; readonly reason: 'wrong' }
  | { readonly ok: false; readonly reason: 'key'; readonly user: User }
  | Throttled;

export type Throttled = { readonly ok: false; readonly reason: 'throttled'; readonly retryAt: number };

/** One open session of a person. */
export interface OpenSession {
  readonly createdAt: number;
  readonly seenAt: number;
}

/** People and tokens, their sessions, and who may come in. Every `now` is epoch ms. */
export interface Accounts {
  readonly links: Links;
  readonly secondFactors: SecondFactors;
  signIn(credentials: { email: string; password: string; address: string }, now: number): Promise<SignedIn>;
  /** Opens the session that `signIn` held back for want of a key; the caller has checked the key. */
  signInWithKey(user: string, address: string, now: number): Promise<SignedIn>;
  signInWithToken(credentials: { token: string; address: string }, now: number): Promise<SignedIn>;
  /** Who holds the secret of a session; keeps that session alive. */
  bySession(secret: string, now: number): Promise<Identity | undefined>;
  byToken(secret: string, now: number): Promise<Identity | undefined>;
  /** The same person or token as it is now; undefined once disabled, changed away or signed out. Keeps nothing alive. */
  again(identity: Identity, now: number): Promise<Identity | undefined>;
  signOut(session: string): Promise<void>;
  /** Whether this is the person's own password; counts like a sign-in. */
  proves(user: string, proof: { password: string; address: string }, now: number): Promise<{ ok: boolean } | Throttled>;
  /** The person's other sessions, the last used first. */
  otherSessions(user: string, session: string, now: number): Promise<OpenSession[]>;
  endOtherSessions(user: string, session: string): Promise<void>;

  user(id: string): Promise<User | undefined>;
  /** By their ids; all roles unless some are named. */
  users(page: { limit: number; after?: string; roles?: readonly Role[] }): Promise<User[]>;
  userByEmail(email: string): Promise<User | undefined>;
  /** Throws `VigieError`: `invalid` for a weak password, `conflict` for a taken address. `anyPassword` is for demonstrations. */
  addUser(user: NewUser, now: number, options?: { anyPassword?: boolean }): Promise<User>;
  /** Ends the person's sessions. Throws `conflict` when it would leave no administrator. */
  changeUser(
    id: string,
    change: { role?: Role; organisations?: readonly string[]; disabled?: boolean; keyRequired?: boolean },
  ): Promise<User | undefined>;
  /**
   * Removes a person with all that is kept of them (sessions, links, keys, tokens, mails); in the audit `erasedPerson` stands
   * for them. Who it was; throws `conflict` when it would leave no administrator.
   */
  removeUser(id: string): Promise<User | undefined>;
  /** Ends the person's links and sessions, but the one to keep. */
  setPassword(id: string, password: string, options?: { anyPassword?: boolean; keep?: string }): Promise<void>;

  /** All tokens, or those that a person made for themselves. */
  tokens(page: { limit: number; after?: string; owner?: string }): Promise<Token[]>;
  /** Throws `VigieError`: `forbidden` where an owner would give more than they have, `conflict` for too many. */
  addToken(
    token: { name: string; role: Role; organisation?: string; owner?: string },
    now: number,
  ): Promise<{ id: string; token: string }>;
  /** Ends the sessions it opened; false if there is none, or none of this owner. */
  removeToken(id: string, owner?: string): Promise<boolean>;
}

/**
 * Whether a person may hold such a token: their own role or a screen's, which only looks, never of more organisations
 * than theirs. Agents make none.
 */
export function mayHold(person: User, token: Pick<Token, 'role' | 'organisation'>): boolean {
  if (person.disabled || person.role === 'agent') return false;
  if (token.role !== person.role && token.role !== 'screen') return false;
  if (isStaff(person.role)) return true;
  return token.organisation !== undefined && person.organisations.includes(token.organisation);
}

/** Those who see every organisation, and may hold security keys. */
export function isStaff(role: Role): boolean {
  return role === 'administrator' || role === 'technician';
}
