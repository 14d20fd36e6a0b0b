import type { Decision } from '../domain/decision.ts';
import type { Rule } from '../domain/rule.ts';

/** What a watch goes through: nothing is broken; broken, not yet for its hold; an alert; clear, not yet for its clear hold. */
export const [quiet, pending, firing, clearing] = [0, 1, 2, 3] as const;

/** One rule on one series as it stands, in plain JSON; times are epoch ms, null where there is none. */
export interface KeptWatch {
  readonly rule: string;
  readonly series: number;
  readonly device: string;
  readonly instance: string;
  /** the condition it was found by: another one begins anew */
  readonly by: string;
  readonly phase: number;
  readonly level: number;
  readonly floor: number;
  readonly since: number | null;
  readonly turn: number | null;
  readonly memory: readonly (number | null)[];
}

/** Whether an alert of a kept watch is open. */
export function isOpen({ phase }: KeptWatch): boolean {
  return phase === firing || phase === clearing;
}

/** What makes two wordings of a rule the same judgement: all but its name. */
export function fingerprint({ condition, severities, holdMs, clearHoldMs, lostContact }: Rule): string {
  return JSON.stringify([condition, severities, holdMs, clearHoldMs, lostContact ?? false]);
}

/** A number as JSON keeps it: null where there is none. */
export function written(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** The end of the open alert of a watch whose rule is another now, or gone. */
export function ended(kept: KeptWatch, now: number): Decision {
  const { rule, device, instance } = kept;
  const since = kept.since ?? now;
  return { is: 'cleared', rule, device, instance, since, at: now, until: now, value: null, because: 'rule changed' };
}
