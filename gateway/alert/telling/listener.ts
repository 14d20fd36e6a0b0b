import type { Role } from '../../domain/account.ts';
import type { Alert, Transition } from '../../domain/alert.ts';
import type { AlertWords, Channel, NewNotice, TellingPlace, Withdrawal } from '../../domain/notice.ts';
import type { Severity } from '../../domain/rule.ts';
import type { Language, PersonalChannel, Topic, Wishes } from '../../domain/wish.ts';
import type { Hours } from './when.ts';

/** Somebody who may be told. */
export interface Person {
  readonly id: string;
  /** the name of their deeds, also what an alert is assigned to */
  readonly email: string;
  readonly role: Role;
  /** undefined: every organisation */
  readonly organisations?: readonly string[];
  readonly wishes: Wishes;
  /** by which an address is known and a way out is configured */
  readonly reachable: readonly PersonalChannel[];
}

/** A program that the operator named. */
export interface Receiver {
  /** `webhook/astreinte` */
  readonly id: string;
  readonly channel: Channel;
  readonly severities: readonly Severity[];
  /** undefined: every organisation */
  readonly organisations?: readonly string[];
  /** people read it: only while the agency is open */
  readonly inHours: boolean;
  readonly language: Language;
}

/** How long an alert of open hours may stay untaken before the next ones are told, ms. */
export interface Escalation {
  readonly staffMs: number;
  readonly administratorsMs: number;
}

/** What a decision must know of the world beside what happened. */
export interface TellingWorld extends Hours {
  readonly persons: readonly Person[];
  readonly receivers: readonly Receiver[];
  readonly escalation: Escalation;
  /** id of who is on duty; undefined: nobody is */
  onDuty(at: number): string | undefined;
  /** undefined for a device that is no longer there: nobody is told */
  place(device: string): TellingPlace | undefined;
  topic(alert: Alert): Topic;
  say(alert: Alert, transition: Transition, language: Language): AlertWords;
}

/** What is to be written: notices and decisions against, and which of those that wait have become pointless. */
export interface Telling {
  readonly decided: readonly NewNotice[];
  readonly withdrawals: readonly Withdrawal[];
}
