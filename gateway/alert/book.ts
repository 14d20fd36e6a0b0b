import { type Alert, type AlertCommand, alertId, type Happened } from '../domain/alert.ts';
import type { AlertBookState, BookChanges, Slot } from '../domain/alert-book.ts';
import type { Breach, Decision } from '../domain/decision.ts';
import type { AlertWorld } from './alert-world.ts';
import { obey, unshelve } from './command.ts';
import { explain } from './explain.ts';
import { type Maintenance, maintenanceAt } from './maintenance.ts';
import { again, hasAlert, isGraver, maintain, type Open, type Raised, unacknowledge, worsen } from './open-alert.ts';
import { isOpen, longestReminderMs, note, remind, remindFrom } from './slot.ts';

/** raised so often within so long is flapping; it ends after so long without a change */
const flap = { times: 4, withinMs: 3_600_000, settleMs: 1_800_000 };
/** a closed alert is remembered so long, far longer than readings may be judged again */
const forgetMs = 7 * 86_400_000;
const everyCause = Number.POSITIVE_INFINITY;
/** what time alone changes at one tick; the rest at the next ones */
const changesATick = 100;

/**
 * The alerts as they stand: one at a time for each rule, device and instance. Decisions, people's commands and passing time
 * go in, transitions with their reasons come out. A decision heard before changes nothing and tells nothing, so that the
 * journal may be judged again from any checkpoint older than the book.
 */
export function createAlertBook(world: AlertWorld, kept?: AlertBookState, { causesAtOnce = everyCause } = {}) {
  const slots = new Map<string, Slot>(structuredClone(kept?.slots ?? []));
  const touched = new Set<string>();
  let now = kept?.now ?? Number.NEGATIVE_INFINITY;
  /** when contact was lost or found since causes were looked for; a book that is opened again may have been closed before that */
  let contactAt: number | undefined = kept?.now ?? undefined;

  function decide(decisions: readonly Decision[]): Happened[] {
    const out: Happened[] = [];
    for (const decision of decisions) {
      if (decision.is === 'raised') raised(decision, out);
      else if (decision.is === 'worsened') worsened(decision, out);
      else cleared(decision, out);
    }
    return explained(out);
  }

  /** Causes are looked for once for all that was heard together: a line that fails takes thousands along. */
  function explained(out: Happened[]): Happened[] {
    if (contactAt === undefined) return out;
    const of = { reach: world.reach(), at: contactAt, atMost: causesAtOnce };
    if (explain(slots.values(), of, out)) contactAt = undefined;
    return out;
  }

  function raised(decision: Raised, out: Happened[]): void {
    const slot = slotOf(decision);
    if (decision.since <= slot.lastSince) return;
    const { at, since } = decision;
    if (isOpen(slot) && !slot.alert.flapping) close(slot, { at, until: at, reason: { because: 'rule changed' } }, out);
    slot.lastSince = since;
    slot.broken = true;
    slot.changedAt = at;
    if (isOpen(slot)) {
      again(slot, decision, out);
      return;
    }
    slot.raises = [...slot.raises.filter((other) => other > at - flap.withinMs), at].slice(-flap.times);
    if (maintenanceOf(decision.device, at)?.mode === 'skip') slot.skipped = decision;
    else open(slot, decision, at, out);
  }

  function open(slot: Slot, { is: _, at: _at, ...found }: Raised, at: number, out: Happened[]): void {
    delete slot.skipped;
    const { site = '', organisation = '' } = world.place(found.device) ?? {};
    const by = world.rule(found);
    const link = by?.condition.kind === 'silence' ? world.link?.(found.device, at) : undefined;
    const alert: Alert = {
      ...{ id: alertId(found), ...found, site, organisation, ...(by !== undefined && { by }) },
      ...(link !== undefined && { link }),
      ...{ active: true, flapping: false, timeline: [], noted: 0 },
    };
    remindFrom(slot, at);
    note(slot, { alert, at, is: 'raised', reason: { because: 'condition', value: found.value } }, out);
    const { shelf } = slot;
    if (shelf !== undefined && shelf.until > at) {
      const shelved = { ...(slot.alert ?? alert), shelvedUntil: shelf.until };
      const reason = { because: 'person', who: shelf.by, until: shelf.until } as const;
      note(slot, { alert: shelved, at, is: 'shelved', reason }, out);
    }
    if (slot.raises.length === flap.times) {
      const reason = { because: 'changes', times: flap.times, withinMs: flap.withinMs } as const;
      note(slot, { alert: { ...(slot.alert ?? alert), flapping: true }, at, is: 'flapping began', reason }, out);
    }
    if (isOpen(slot)) maintain(slot, maintenanceOf(slot.alert.device, at), at, out);
    if (found.lostContact) contactAt = at;
  }

  function worsened(decision: Extract<Decision, { is: 'worsened' }>, out: Happened[]): void {
    const slot = known(decision);
    if (slot === undefined || !slot.broken || slot.lastSince !== decision.since) return;
    if (slot.skipped !== undefined) slot.skipped = { ...slot.skipped, severity: decision.severity };
    if (isOpen(slot) && isGraver(decision.severity, slot.alert.severity)) worsen(slot, decision, out);
  }

  function cleared(decision: Extract<Decision, { is: 'cleared' }>, out: Happened[]): void {
    const slot = known(decision);
    if (slot === undefined || !slot.broken || slot.lastSince !== decision.since) return;
    const { at, until, value, because } = decision;
    slot.broken = false;
    slot.changedAt = at;
    delete slot.skipped;
    if (!isOpen(slot) || (slot.alert.flapping && because === 'condition')) return;
    close(slot, { at, until, reason: because === 'condition' ? { because, value } : { because } }, out);
  }

  function close(
    slot: Open,
    { at, until, reason }: { at: number; until: number; reason: Happened['transition']['reason'] },
    out: Happened[],
  ): void {
    if (slot.alert.lostContact) contactAt = at;
    note(slot, { alert: { ...slot.alert, active: false, flapping: false, until }, at, is: 'cleared', reason }, out);
  }

  function maintenanceOf(device: string, at: number): Maintenance | undefined {
    const place = world.place(device);
    return place === undefined ? undefined : maintenanceAt(world.maintenances(), place, at);
  }

  /** What a person does; a time that is not newer than the last tick counts as that. */
  function command(
    id: string,
    what: AlertCommand,
    at: number,
  ): { ok: true; happened: Happened[] } | { ok: false; reason: string } {
    const slot = [...slots.values()].filter(hasAlert).find(({ alert }) => alert.id === id);
    if (slot === undefined) return { ok: false, reason: `there is no alert "${id}", or it was closed over a week ago` };
    const happened: Happened[] = [];
    const wasLost = slot.alert.active && slot.alert.lostContact;
    const reason = obey(slot, what, Math.max(at, now), happened);
    if (reason !== undefined) return { ok: false, reason };
    if (wasLost && !slot.alert.active) contactAt = Math.max(at, now);
    return { ok: true, happened: explained(happened) };
  }

  /** Time has come to `time`; one that was heard before changes nothing. */
  function tick(time: number): Happened[] {
    const out: Happened[] = [];
    if (time <= now) return out;
    now = time;
    for (const [key, slot] of slots) {
      if (out.length >= changesATick) break;
      if (slot.skipped !== undefined && maintenanceOf(slot.skipped.device, now)?.mode !== 'skip') {
        touched.add(key);
        open(slot, slot.skipped, now, out);
      }
      if (slot.shelf !== undefined && slot.shelf.until <= now) {
        touched.add(key);
        endShelf(slot, out);
      }
      if (isOpen(slot)) pass(slot, out);
      else if (!slot.broken && slot.shelf === undefined && now - slot.changedAt > forgetMs) {
        slots.delete(key);
        touched.add(key);
      }
    }
    return explained(out);
  }

  /** Our own clock was ahead and was set back to `time`: nothing that is to come may wait for what it showed before. */
  function setBack(time: number): void {
    if (time >= now) return;
    now = time;
    for (const [key, slot] of slots) {
      touched.add(key);
      slot.changedAt = Math.min(slot.changedAt, time);
      slot.raises = slot.raises.filter((at) => at <= time);
      slot.remindAt = Math.min(slot.remindAt, time + longestReminderMs);
      // an open one is known by its beginning, whenever that was
      if (!slot.broken) slot.lastSince = Math.min(slot.lastSince, time);
    }
  }

  function pass(slot: Open, out: Happened[]): void {
    if (world.place(slot.alert.device) === undefined) {
      slot.broken = false;
      slot.changedAt = now;
      close(slot, { at: now, until: now, reason: { because: 'device gone' } }, out);
      return;
    }
    if ((slot.alert.acknowledgement?.until ?? Number.POSITIVE_INFINITY) <= now)
      unacknowledge(slot, now, 'time over', out);
    maintain(slot, maintenanceOf(slot.alert.device, now), now, out);
    if (slot.alert.flapping && now - slot.changedAt >= flap.settleMs) {
      const reason = { because: 'quiet long enough' } as const;
      note(slot, { alert: { ...slot.alert, flapping: false }, at: now, is: 'flapping ended', reason }, out);
      if (!slot.broken)
        close(slot, { at: now, until: slot.changedAt, reason: { because: 'condition', value: null } }, out);
    }
    if (isOpen(slot)) remind(slot, now, out);
  }

  function endShelf(slot: Slot, out: Happened[]): void {
    if (!hasAlert(slot)) delete slot.shelf;
    else unshelve(slot, now, { because: 'time over' }, out);
  }

  function slotOf(decision: Decision): Slot {
    const key = keyOf(decision);
    const never = Number.MIN_SAFE_INTEGER;
    const slot = slots.get(key) ?? {
      lastSince: never,
      broken: false,
      changedAt: never,
      raises: [],
      reminded: 0,
      remindAt: 0,
    };
    slots.set(key, slot);
    touched.add(key);
    return slot;
  }

  function known(decision: Decision): Slot | undefined {
    const key = keyOf(decision);
    touched.add(key);
    return slots.get(key);
  }

  /** What must be kept so that the book can be opened again as it is; each change is told once. */
  function changes(happened: readonly Happened[]): BookChanges {
    for (const { alert } of happened) touched.add(keyOf(alert));
    const keys = [...touched];
    touched.clear();
    return {
      now: Number.isFinite(now) ? now : null,
      kept: keys.flatMap((key) => {
        const slot = slots.get(key);
        return slot === undefined ? [] : [[key, slot] as const];
      }),
      gone: keys.filter((key) => !slots.has(key)),
    };
  }

  return {
    decide,
    command,
    tick,
    setBack,
    changes,
    /** causes are still to be looked for: `goOn` looks for as many more */
    hasMore: () => contactAt !== undefined,
    goOn: () => explained([]),
    alerts: (): Alert[] => [...slots.values()].flatMap(({ alert }) => alert ?? []),
    state: (): AlertBookState => ({ now: Number.isFinite(now) ? now : null, slots: structuredClone([...slots]) }),
  };
}

function keyOf({ rule, device, instance }: Pick<Breach, 'rule' | 'device' | 'instance'>): string {
  return JSON.stringify([rule, device, instance]);
}
