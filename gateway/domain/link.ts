import type { Throttled, User } from './account.ts';

/** What a link lets its holder do: choose the first password, or another one. */
export type LinkPurpose = 'invitation' | 'reset';

/** How long a link may be used, in ms. */
export const linkLivesMs: Readonly<Record<LinkPurpose, number>> = {
  invitation: 7 * 24 * 3_600_000,
  reset: 3_600_000,
};

/** Whose link it is; `gone` is used, replaced, expired, never made, or of a closed account: all alike. */
export type Linked =
  | { readonly ok: true; readonly user: User; readonly purpose: LinkPurpose; readonly expiresAt: number }
  | { readonly ok: false; readonly reason: 'gone' }
  | Throttled;

/** A link, and the network address of who brings it, which is slowed down when it guesses. */
export interface Brought {
  readonly secret: string;
  readonly address: string;
}

/** Links that open an account once. Only the SHA-256 of their 256 random bits is kept. Every `now` is epoch ms. */
export interface Links {
  /** Counts that somebody asks for a link for this mail address, known or not: three, then ever longer waits. */
  asked(email: string, address: string, now: number): Promise<Throttled | { readonly ok: true }>;
  /** A new secret for a person's link; undefined where the account is gone, closed, or needs no invitation any more. */
  issue(user: string, purpose: LinkPurpose, now: number): Promise<string | undefined>;
  /** Whose link this is, without using it. */
  look(link: Brought, now: number): Promise<Linked>;
  /**
   * Sets the password and ends the person's links and sessions, in one step: it succeeds once. Throws `VigieError`
   * `invalid` for a weak password, which leaves the link usable.
   */
  use(link: Brought, password: string, now: number): Promise<Linked>;
}
