import type { LinkPurpose } from './link.ts';

/** One message to one person, ready to leave; `html` says the same as `text`. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** keeps it together with what was said before of the same alert */
  readonly thread?: MailThread;
}

/** RFC 5322, 3.6.4; ids without angle brackets. */
export interface MailThread {
  readonly messageId: string;
  /** of the mails before, oldest first; the first began the thread */
  readonly references: readonly string[];
  /** for filters */
  readonly alert?: string;
}

/** Hands a mail to the mail server. Resolves with what that server answered, throws `DeliveryError`. */
export interface MailSender {
  send(mail: Mail): Promise<{ readonly answer: string }>;
  /** Cuts off what is under way. */
  close(): void;
}

/** Stands in a waiting mail's text and html where its link will be. */
export const linkPlace = '{link}';

/**
 * A mail that is to leave. With `link`, its secret is made only at the moment of sending: what waits, and every backup
 * of it, holds none.
 */
export interface NewMail extends Mail {
  readonly link?: { readonly user: string; readonly purpose: LinkPurpose };
  /** no use in sending it later than this, epoch ms */
  readonly expiresAt: number;
  /** a name under which it is put once only, and leaves once at most: a kill in between loses it rather than send it twice */
  readonly once?: string;
}

export type MailState =
  | { readonly is: 'waiting'; readonly nextAt: number }
  | { readonly is: 'sent'; readonly at: number }
  | { readonly is: 'failed'; readonly at: number };

/** A mail as administrators see it; its text is forgotten once it was sent or given up. */
export interface KeptMail {
  readonly id: number;
  readonly to: string;
  readonly subject: string;
  readonly user?: string;
  readonly createdAt: number;
  readonly attempts: number;
  readonly state: MailState;
  /** what the mail server said last, or why it was given up */
  readonly reason?: string;
}

/** Mails that wait until a mail server takes them; they survive a restart. Every `now` is epoch ms. */
export interface Outbox {
  /** Throws `VigieError` `unavailable` when more than 5,000 wait. Of what was put under its `once` before, that one's id. */
  put(mail: NewMail, now: number): Promise<number>;
  /** Notes, durable, that a mail which may leave once only is about to; false where it was noted before and nothing came of it. */
  reserve(id: number): Promise<boolean>;
  /** Those whose turn has come, the longest waiting first. */
  due(now: number, limit: number): Promise<(NewMail & { readonly id: number; readonly attempts: number })[]>;
  /** When the next one's turn comes; undefined when none waits. */
  nextAt(): Promise<number | undefined>;
  /** What became of a try. */
  settle(id: number, state: MailState, reason?: string): Promise<void>;
  list(page: { limit: number; before?: number }): Promise<{ items: KeptMail[]; next: number | null }>;
  /** The newest mail with a link for each of these people. */
  newestOf(users: readonly string[]): Promise<ReadonlyMap<string, KeptMail>>;
  /** Forgets the sent and the given up that are older; how many. */
  purge(before: number): Promise<number>;
}
