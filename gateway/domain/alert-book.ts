import type { Alert } from './alert.ts';
import type { Decision } from './decision.ts';

/** All that is known of one rule on one instance of one device, in plain JSON: its newest alert, and what no alert shows. */
export interface Slot {
  /** the newest breach that was heard of: what begins no later was heard before */
  lastSince: number;
  /** whether that breach lasts, and since when it is as it is */
  broken: boolean;
  changedAt: number;
  /** when it was raised lately, epoch ms */
  raises: number[];
  /** quiet until then, by whom; holds for the next alert too */
  shelf?: { readonly until: number; readonly by: string };
  /** raised during a maintenance that opens no alert */
  skipped?: Extract<Decision, { is: 'raised' }>;
  /** how often it was reminded of, and when the next time is */
  reminded: number;
  remindAt: number;
  alert?: Alert;
}

/** Everything the book remembers, in plain JSON. */
export interface AlertBookState {
  readonly now: number | null;
  readonly slots: readonly (readonly [string, Slot])[];
}

/** What of the book is other than when it was last asked: slots by key, and keys that are forgotten. */
export interface BookChanges {
  readonly now: number | null;
  readonly kept: readonly (readonly [string, Slot])[];
  readonly gone: readonly string[];
}
