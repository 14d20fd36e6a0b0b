import type { Page } from './inbox.ts';

export const ticketCategories = [
  'workstation',
  'printer',
  'software',
  'server',
  'network',
  'wifi',
  'security',
  'backup',
  'telephony',
  'building',
  'other',
] as const;
export type TicketCategory = (typeof ticketCategories)[number];
export const ticketPriorities = ['low', 'normal', 'high', 'urgent'] as const;
export type TicketPriority = (typeof ticketPriorities)[number];
/** `solved` awaits the asker's word, `closed` is over for good. */
export const ticketStates = ['new', 'progress', 'waiting', 'solved', 'closed'] as const;
export type TicketState = (typeof ticketStates)[number];
/** A member asks for something, or something the agency runs has failed: the agency counts them apart. */
export const ticketKinds = ['request', 'incident'] as const;
export type TicketKind = (typeof ticketKinds)[number];
/** By telephone, from an alert, or written by the member. */
export const ticketSources = ['call', 'alert', 'mairie'] as const;
export type TicketSource = (typeof ticketSources)[number];

export const actionKinds = [
  'opened',
  'follow-up',
  'note',
  'call',
  'changed',
  'solution',
  'alert linked',
  'closing proposed',
] as const;
/** `note` and `call` are for the agency's eyes alone. */
export type ActionKind = (typeof actionKinds)[number];

/** Something that was done for a ticket; `at` is epoch ms. */
export interface TicketAction {
  readonly id: number;
  readonly at: number;
  /** mail address or token's name, `vigie` for what happened by itself, `glpi` for what came from there */
  readonly by: string;
  readonly is: ActionKind;
  readonly text: string;
}

/** A request for help. Times are epoch ms. */
export interface Ticket {
  readonly number: number;
  readonly kind: TicketKind;
  readonly organisation: string;
  readonly category: TicketCategory;
  readonly priority: TicketPriority;
  readonly state: TicketState;
  readonly source: TicketSource;
  readonly title: string;
  readonly description: string;
  /** what was known when it was opened, a sentence each: alerts with their values */
  readonly evidence: readonly string[];
  /** id of the user or token that opened it; empty once anonymised or erased */
  readonly author: string;
  /** the author's mail address or token's name */
  readonly by: string;
  /** who is on the telephone */
  readonly caller?: string;
  readonly assignee?: string;
  /** calls about it, the first included */
  readonly calls: number;
  readonly alerts: readonly string[];
  readonly openedAt: number;
  readonly changedAt: number;
  readonly solvedAt?: number;
  readonly closedAt?: number;
  /** since when all its alerts are over */
  readonly closingProposedAt?: number;
  /** its number in the helpdesk it is mirrored to */
  readonly remote?: number;
  /** who asked and what was said are gone */
  readonly anonymised: boolean;
}

export type TicketDetail = Ticket & {
  readonly actions: readonly TicketAction[];
  /** grows with everything that is done; 0 where nothing was noted yet */
  readonly version: number;
};

/** Of the ticket as somebody read it: what they do counts only if nobody did anything meanwhile that they should know. */
interface AsRead {
  readonly version?: number;
}

export interface NewTicket
  extends Pick<Ticket, 'kind' | 'organisation' | 'category' | 'priority' | 'source' | 'title' | 'description'> {
  readonly evidence: readonly string[];
  readonly author: string;
  readonly by: string;
  readonly caller?: string;
  readonly alerts: readonly string[];
}

export type TicketChange = Partial<Pick<Ticket, 'kind' | 'category' | 'priority' | 'state' | 'title' | 'assignee'>>;

/** All that is given must fit. */
export interface TicketQuery {
  readonly organisations?: readonly string[];
  readonly author?: string;
  readonly states?: readonly TicketState[];
  readonly category?: TicketCategory;
  readonly priority?: TicketPriority;
  readonly kind?: TicketKind;
  readonly source?: TicketSource;
  readonly alert?: string;
  /** a word of the title, or a number */
  readonly text?: string;
  /** opened in `from` ≤ time < `to` */
  readonly from?: number;
  readonly to?: number;
}

/** What a ticket is counted by. */
export type CountedTicket = Pick<Ticket, 'kind' | 'category' | 'source' | 'organisation' | 'openedAt' | 'calls'> & {
  readonly solvedAt: number | null;
};

/** A ticket of another program's history. */
export interface PastTicket
  extends Pick<Ticket, 'kind' | 'organisation' | 'category' | 'priority' | 'state' | 'source' | 'title'> {
  /** what it is called there: taken once, however often the file is read */
  readonly reference: string;
  readonly openedAt: number;
  readonly closedAt?: number;
}

/** Every request for help, as far as it is kept. What it answers is durable. */
export interface Tickets {
  /** The last opened first; `before` is a page's `next`. */
  list(query: TicketQuery, page: { limit: number; before?: number }): Promise<Page<Ticket>>;
  get(number: number): Promise<TicketDetail | undefined>;
  /** Those neither solved nor closed, from memory; the last opened first. */
  open(): readonly Ticket[];
  /** Throws `VigieError` `conflict`, naming the ticket, where one of its alerts has one already. */
  add(ticket: NewTicket, now: number): Promise<TicketDetail>;
  /**
   * Throws `not_found`, and `conflict` with what was done since `version`. A closed ticket that goes back to work forgets when
   * it was solved and closed.
   */
  change(number: number, change: TicketChange & AsRead, by: string, now: number): Promise<TicketDetail>;
  /**
   * Throws `not_found`, `conflict` for a closed one; `solution` also solves it, and heeds `version` as `change` does. What
   * stands in another helpdesk as `remote` is taken once, also of a closed one.
   */
  act(
    number: number,
    action: Pick<TicketAction, 'is' | 'text' | 'by'> & AsRead & { readonly remote?: number },
    now: number,
  ): Promise<TicketDetail>;
  /** `text` says what the alert is. Throws `not_found`, `conflict`. */
  link(number: number, link: { alert: string; text: string; by: string }, now: number): Promise<TicketDetail>;
  /** Proposes to close what these alerts, which are over, had opened, where none of its alerts is still active. */
  cleared(alerts: readonly string[], isActive: (alert: string) => boolean, now: number): Promise<void>;
  /** Calls back with the tickets that changed, as they are now. */
  follow(changed: (tickets: readonly Ticket[]) => void): Disposable;
  /** In one transaction; how many were new. Nobody is told of them. */
  take(past: readonly PastTicket[]): Promise<number>;
  counted(query: Pick<TicketQuery, 'organisations' | 'from' | 'to'>): Promise<readonly CountedTicket[]>;
  /** Takes who asked and every word out of those closed before, and keeps what is counted; how many. */
  anonymise(before: number): Promise<number>;
  /** After somebody was erased from what is kept. */
  readAgain(): Promise<void>;
}

export function isOpen({ state }: Pick<Ticket, 'state'>): boolean {
  return state !== 'solved' && state !== 'closed';
}
