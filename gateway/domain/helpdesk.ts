import type { Ticket, TicketState } from './tickets.ts';

/** Something that another helpdesk has still to be told of a ticket. */
export interface HelpdeskItem {
  readonly id: number;
  readonly ticket: Ticket;
  readonly does: 'open' | 'follow-up' | 'solution' | 'state';
  readonly text: string;
  readonly attempts: number;
}

/** What waits for another helpdesk, one ticket's in its order: what cannot be told yet holds back what comes behind it. */
export interface HelpdeskOutbox {
  due(now: number, limit: number): Promise<readonly HelpdeskItem[]>;
  done(id: number): Promise<void>;
  postpone(id: number, at: number, reason: string): Promise<void>;
  /** The number under which the other one keeps a ticket. */
  linked(ticket: number, remote: number): Promise<void>;
  /** Tickets not closed here that the other one has too. */
  mirrored(): Promise<readonly Ticket[]>;
  /** how many wait, of all tickets or of one */
  waiting(ticket?: number): Promise<number>;
}

/** Another helpdesk. Every call throws `DeliveryError`. */
export interface Helpdesk {
  /** The ticket that already bears our key, so that one that was opened as the line broke is not opened twice. */
  find(key: string): Promise<number | undefined>;
  open(ticket: Ticket, key: string, text: string): Promise<number>;
  followUp(remote: number, text: string): Promise<void>;
  solve(remote: number, text: string): Promise<void>;
  setState(remote: number, state: TicketState): Promise<void>;
  /** undefined where it is gone there */
  read(remote: number): Promise<{ readonly state: TicketState } | undefined>;
}
