import type { Alert, AlertCommand, Happened, Reason } from '../domain/alert.ts';
import type { Slot } from '../domain/alert-book.ts';
import { isOpen, note, remindFrom, without } from './slot.ts';

const dayMs = 86_400_000;
const usualEndMs = 7 * dayMs;
const longestMs = 90 * dayMs;
const longestComment = 2_000;

/** Does it to the slot's alert; the answer is why it cannot be done, or undefined. */
export function obey(
  slot: Slot & { alert: Alert },
  command: AlertCommand,
  now: number,
  out: Happened[],
): string | undefined {
  const { alert } = slot;
  const { by, comment } = command;
  if ((comment?.length ?? 0) > longestComment) return `a comment has at most ${longestComment} characters`;
  const said = { because: 'person', who: by, ...(comment !== undefined && { comment }) } as const satisfies Reason;
  switch (command.does) {
    case 'comment':
      if (command.comment.trim() === '') return 'an empty comment says nothing';
      note(slot, { alert, at: now, is: 'commented', reason: said }, out);
      return undefined;
    case 'assign':
      note(
        slot,
        { alert: { ...alert, assignee: command.to }, at: now, is: 'assigned', reason: { ...said, to: command.to } },
        out,
      );
      return undefined;
    case 'acknowledge': {
      const until = command.until ?? now + usualEndMs;
      const reason =
        endMistake('an acknowledgement', until, now) ?? (alert.resolved && 'the alert is resolved already');
      if (reason !== undefined) return reason;
      const acknowledgement = { by, at: now, mode: command.mode, until };
      note(
        slot,
        { alert: { ...alert, acknowledgement }, at: now, is: 'acknowledged', reason: { ...said, until } },
        out,
      );
      return undefined;
    }
    case 'shelve': {
      const reason = endMistake('a shelf', command.until, now);
      if (reason !== undefined) return reason;
      slot.shelf = { until: command.until, by };
      const shelved = { ...alert, shelvedUntil: command.until };
      note(slot, { alert: shelved, at: now, is: 'shelved', reason: { ...said, until: command.until } }, out);
      return undefined;
    }
    case 'unshelve':
      if (slot.shelf === undefined) return 'the alert is not shelved';
      unshelve(slot, now, said, out);
      return undefined;
    case 'resolve': {
      if (alert.resolved !== undefined) return 'the alert is resolved already';
      const falseAlarm = command.falseAlarm ?? false;
      const closed = {
        ...alert,
        ...(isOpen(slot) && { until: now }),
        active: false,
        flapping: false,
        resolved: { by, falseAlarm },
      };
      slot.raises = [];
      note(
        slot,
        { alert: closed, at: now, is: 'resolved', reason: { ...said, ...(falseAlarm && { falseAlarm }) } },
        out,
      );
      return undefined;
    }
  }
}

/** Takes the alert from its shelf. */
export function unshelve(slot: Slot & { alert: Alert }, now: number, reason: Reason, out: Happened[]): void {
  delete slot.shelf;
  remindFrom(slot, now);
  note(slot, { alert: without(slot.alert, 'shelvedUntil'), at: now, is: 'shelf ended', reason }, out);
}

function endMistake(what: string, until: number, now: number): string | undefined {
  if (!(until > now)) return `${what} ends in the future, not at ${shown(until)}`;
  return until - now > longestMs ? `${what} lasts at most 90 days, not until ${shown(until)}` : undefined;
}

function shown(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}
