import type { Ticket, TicketState } from './tickets.ts';

/** Something that another helpdesk has still to be told of a ticket. */
export interface HelpdeskItem {
  readonly id: number;
  readonly ticket: Ticket;
  readonly does: 'open' | 'follow-up' | 'solution' | 'state';
  readonly text: string;
  readonly attempts: number;
  /** what was done here; unknown of what was noted by an older version */
  readonly action: number | undefined;
}

/** What somebody wrote in the other helpdesk. */
export interface RemoteFollowUp {
  readonly id: number;
  readonly text: string;
  /** for the agency alone */
  readonly isPrivate: boolean;
}

/** A ticket that the other helpdesk has too, and how it said it had last changed when it was looked at. */
export interface MirroredTicket {
  readonly ticket: Ticket;
  readonly seen: string | undefined;
}

/** What waits for another helpdesk, one ticket's in its order: what cannot be told yet holds back what comes behind it. */
export interface HelpdeskOutbox {
  due(now: number, limit: number): Promise<readonly HelpdeskItem[]>;
  done(id: number): Promise<void>;
  postpone(id: number, at: number, reason: string): Promise<void>;
  /** The number under which the other one keeps a ticket. */
  linked(ticket: number, remote: number): Promise<void>;
  /** The follow-up there that an action of ours has become. */
  said(action: number, followUp: number): Promise<void>;
  /** Tickets that the other one has too: those not closed, and closed ones that changed since; the last changed first. */
  mirrored(since: number, limit: number): Promise<readonly MirroredTicket[]>;
  seen(ticket: number, changed: string): Promise<void>;
  /** The follow-ups of there that this ticket has. */
  known(ticket: number): Promise<ReadonlySet<number>>;
  /** how many wait, of all tickets or of one */
  waiting(ticket?: number): Promise<number>;
}

export interface RemoteTicket {
  readonly state: TicketState;
  /** when it last changed, in its own words, to the second; undefined where it does not say */
  readonly changed: string | undefined;
}

/** Another helpdesk. Every call throws `DeliveryError`. */
export interface Helpdesk {
  /** The ticket that already bears our key, so that one that was opened as the line broke is not opened twice. */
  find(key: string): Promise<number | undefined>;
  open(ticket: Ticket, key: string, text: string): Promise<number>;
  /** Its number there. */
  followUp(remote: number, text: string): Promise<number>;
  /** The last hundred, the oldest first. */
  followUps(remote: number): Promise<readonly RemoteFollowUp[]>;
  solve(remote: number, text: string): Promise<void>;
  setState(remote: number, state: TicketState): Promise<void>;
  /** undefined where it is gone there */
  read(remote: number): Promise<RemoteTicket | undefined>;
}
