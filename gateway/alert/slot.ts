import {
  type Alert,
  type Happened,
  type Reason,
  silencedBy,
  type Transition,
  type TransitionKind,
} from '../domain/alert.ts';
import type { Slot } from '../domain/alert-book.ts';

const [firstKept, newestKept] = [20, 180];
const firstReminderMs = 3_600_000;
/** at last once a day */
export const longestReminderMs = 86_400_000;

/** Notes a transition and what it changes. A timeline of more than 200 keeps its beginning and its end. */
export function note(
  slot: Slot,
  { alert, at, is, reason }: { alert: Alert; at: number; is: TransitionKind; reason: Reason },
  out: Happened[],
): void {
  const transition: Transition = { number: alert.noted + 1, at, is, reason };
  const timeline = [...alert.timeline, transition];
  if (timeline.length > firstKept + newestKept) timeline.splice(firstKept, 1);
  slot.alert = { ...alert, timeline, noted: transition.number };
  out.push({ alert: slot.alert, transition });
}

/** Whether the alert is there and its condition, or its flapping, goes on. */
export function isOpen(slot: Slot): slot is Slot & { alert: Alert } {
  return slot.alert?.active === true;
}

/** Begins to count reminders anew: the first after an hour, then after twice as long each time, at last once a day. */
export function remindFrom(slot: Slot, at: number): void {
  slot.reminded = 0;
  slot.remindAt = at + firstReminderMs;
}

/** Reminds of an alert that nobody took, if its turn has come. */
export function remind(slot: Slot & { alert: Alert }, now: number, out: Happened[]): void {
  const { alert } = slot;
  if (alert.severity === 'information' || silencedBy(alert) !== undefined || now < slot.remindAt) return;
  slot.reminded++;
  slot.remindAt = now + Math.min(firstReminderMs * 2 ** slot.reminded, longestReminderMs);
  note(slot, { alert, at: now, is: 'reminded', reason: { because: 'not acknowledged' } }, out);
}

/** The same without some of its optional words. */
export function without<K extends 'acknowledgement' | 'shelvedUntil' | 'maintenance' | 'cause'>(
  alert: Alert,
  key: K,
): Alert {
  const { [key]: _gone, ...rest } = alert;
  // what is left out was optional
  return rest as Alert;
}
