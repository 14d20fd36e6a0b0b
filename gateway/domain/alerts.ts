import type { Alert, AlertCommand, Happened } from './alert.ts';
import type { Page } from './inbox.ts';
import type { Severity } from './rule.ts';

/** Which alerts: all that is given must fit. */
export interface AlertQuery {
  /** not active is over; an alert that a person resolved is over too */
  readonly active?: boolean;
  readonly acknowledged?: boolean;
  readonly severity?: Severity;
  /** of one of these; undefined is of all */
  readonly organisations?: readonly string[];
  readonly site?: string;
  readonly device?: string;
  readonly instance?: string;
  readonly rule?: string;
  /** active at some moment of `from` ≤ time < `to`, epoch ms */
  readonly from?: number;
  readonly to?: number;
}

/** An alert as it is listed: its timeline stays where it is kept. */
export type ListedAlert = Omit<Alert, 'timeline'> & {
  /** how often something was noted of it: of two of one id the greater is the newer */
  readonly noted: number;
};

/**
 * Every alert that was ever raised, as far as it is kept. What it says is durable: a transition is shown once it would
 * survive a kill.
 */
export interface Alerts {
  /** The last raised first; `before` is a page's `next`. */
  list(query: AlertQuery, page: { limit: number; before?: number }): Promise<Page<ListedAlert>>;
  /** With its whole timeline. */
  get(id: string): Promise<Alert | undefined>;
  /** All that are active, from memory: what screens begin with, and `worst` is made from. */
  active(): readonly ListedAlert[];
  /**
   * Does what a person wants, durable on return, and gives the alert as it is then. Throws `VigieError`: `not_found`,
   * `conflict` where the alert is not in a state for it, `unavailable` while the disk refuses.
   */
  command(id: string, command: AlertCommand, now: number): Promise<Alert>;
  /** Calls back at most ten times a second with the alerts that changed since, each once. */
  follow(changed: (alerts: readonly ListedAlert[]) => void): Disposable;
  /** Of the alerts that began in `from` ≤ time < `to`. */
  statistics(query: StatisticsQuery): Promise<readonly AlertStatistics[]>;
  /** Forgets those that were over before; how many. */
  purge(before: number): Promise<number>;
  /** Forgets all of a device, and what people were told of them. */
  erase(device: string): Promise<void>;
}

export interface StatisticsQuery extends Pick<AlertQuery, 'organisations' | 'from' | 'to'> {
  readonly by: 'rule' | 'device' | 'organisation';
}

/** How alerts of one rule, device or organisation went; a time is null where nothing was done. */
export interface AlertStatistics {
  readonly key: string;
  readonly number: number;
  readonly active: number;
  /** ms from the raising to the first acknowledgement: the median of those that were acknowledged */
  readonly acknowledged: number;
  readonly toAcknowledgeMs: number | null;
  /** ms from the raising to the end, by itself or by a person: the median of those that are over */
  readonly over: number;
  readonly toResolveMs: number | null;
  /** marked as false by a person, and their share of all, 0…1 */
  readonly falseAlarms: number;
  readonly falseAlarmRate: number;
}

/**
 * Who tells people hears of every transition inside the transaction that makes it durable, once: what it writes with
 * `trx` (its outbox) is kept with the transition or not at all, and what it throws undoes both. It must not wait for
 * anything but that transaction.
 */
export type Tell<Trx> = (trx: Trx, happened: readonly Happened[]) => Promise<void>;
