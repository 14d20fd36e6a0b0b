import type { Alert, Happened } from '../domain/alert.ts';
import type { Slot } from '../domain/alert-book.ts';
import type { Decision, Evidence } from '../domain/decision.ts';
import { severities } from '../domain/rule.ts';
import type { Maintenance } from './maintenance.ts';
import { note, remindFrom, without } from './slot.ts';

export type Raised = Extract<Decision, { is: 'raised' }>;
/** A slot with its newest alert. */
export type Open = Slot & { alert: Alert };
type Worse = Pick<Raised, 'severity' | 'value' | 'at' | 'expected' | 'facts'>;

/** It came again while it flaps: the same alert goes on. */
export function again(slot: Open, decision: Raised, out: Happened[]): void {
  if (isGraver(decision.severity, slot.alert.severity)) worsen(slot, decision, out);
  else slot.alert = { ...slot.alert, value: decision.value, ...evidenceOf(decision) };
}

/** A graver level: also who had taken it until then is told. */
export function worsen(slot: Open, found: Worse, out: Happened[]): void {
  const { severity, value, at } = found;
  const alert = { ...slot.alert, severity, value, ...evidenceOf(found) };
  note(slot, { alert, at, is: 'worsened', reason: { because: 'condition', value } }, out);
  if (slot.alert.acknowledgement?.mode === 'until-worse') unacknowledge(slot, at, 'worse', out);
}

/** Nobody looks after it any more, from then on reminders count. */
export function unacknowledge(slot: Open, at: number, because: 'worse' | 'time over', out: Happened[]): void {
  remindFrom(slot, at);
  note(
    slot,
    { alert: without(slot.alert, 'acknowledgement'), at, is: 'acknowledgement ended', reason: { because } },
    out,
  );
}

/** Begins or ends the quiet of a maintenance, also of one that was noted after the alert had been opened. */
export function maintain(slot: Open, found: Maintenance | undefined, at: number, out: Happened[]): void {
  const quiet = found === undefined || found.mode === 'run' ? undefined : found.id;
  const before = slot.alert.maintenance;
  if (quiet === before) return;
  if (quiet !== undefined) {
    const reason = { because: 'maintenance', maintenance: quiet } as const;
    note(slot, { alert: { ...slot.alert, maintenance: quiet }, at, is: 'muted', reason }, out);
  } else {
    remindFrom(slot, at);
    const reason = { because: 'maintenance', maintenance: before ?? '' } as const;
    note(slot, { alert: without(slot.alert, 'maintenance'), at, is: 'mute ended', reason }, out);
  }
}

function evidenceOf({ expected, facts }: Worse): Evidence {
  return { ...(expected !== undefined && { expected }), ...(facts !== undefined && { facts }) };
}

export function hasAlert(slot: Slot): slot is Open {
  return slot.alert !== undefined;
}

export function isGraver(one: Alert['severity'], other: Alert['severity']): boolean {
  return severities.indexOf(one) > severities.indexOf(other);
}
