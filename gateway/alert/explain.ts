import type { Happened } from '../domain/alert.ts';
import type { Slot } from '../domain/alert-book.ts';
import { causeOf, type Reach } from './reach.ts';
import { isOpen, note, remindFrom, without } from './slot.ts';

/** Finds anew which lost devices are explained by another one: one alert for the cause, its consequences under it. */
export function explain(slots: Iterable<Slot>, reach: Reach, at: number, out: Happened[]): void {
  if (reach.size === 0) return;
  const lost = [...slots].filter(isOpen).filter(({ alert }) => alert.lostContact);
  const devices = new Set(lost.map(({ alert }) => alert.device));
  for (const slot of lost) {
    const cause = causeOf(slot.alert.device, (device) => devices.has(device), reach);
    const before = slot.alert.cause;
    if (cause === before) continue;
    if (cause !== undefined) {
      const reason = { because: 'reached through', device: cause } as const;
      note(slot, { alert: { ...slot.alert, cause }, at, is: 'cause found', reason }, out);
    } else {
      remindFrom(slot, at);
      const reason = { because: 'reached through', device: before ?? '' } as const;
      note(slot, { alert: without(slot.alert, 'cause'), at, is: 'cause gone', reason }, out);
    }
  }
}
