import type { Happened } from '../domain/alert.ts';
import type { Slot } from '../domain/alert-book.ts';
import { causeOf, type Reach } from './reach.ts';
import { isOpen, note, remindFrom, without } from './slot.ts';

/**
 * Finds anew which lost devices are explained by another one: one alert for the cause, its consequences under it. Whether that is
 * all: what is beyond `atMost` is left as it was, to be looked for again.
 */
export function explain(
  slots: Iterable<Slot>,
  { reach, at, atMost }: { reach: Reach; at: number; atMost: number },
  out: Happened[],
): boolean {
  if (reach.size === 0) return true;
  let changes = 0;
  const lost = [...slots].filter(isOpen).filter(({ alert }) => alert.lostContact);
  const devices = new Set(lost.map(({ alert }) => alert.device));
  for (const slot of lost) {
    const cause = causeOf(slot.alert.device, (device) => devices.has(device), reach);
    const before = slot.alert.cause;
    if (cause === before) continue;
    if (++changes > atMost) return false;
    if (cause !== undefined) {
      const reason = { because: 'reached through', device: cause } as const;
      note(slot, { alert: { ...slot.alert, cause }, at, is: 'cause found', reason }, out);
    } else {
      remindFrom(slot, at);
      const reason = { because: 'reached through', device: before ?? '' } as const;
      note(slot, { alert: without(slot.alert, 'cause'), at, is: 'cause gone', reason }, out);
    }
  }
  return true;
}
