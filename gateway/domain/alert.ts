import type { Breach, Evidence } from './decision.ts';
import type { Rule, Severity } from './rule.ts';

/** What has been noted of one alert; `number` counts its transitions from 1, so that (alert, number) is told once. */
export interface Transition {
  readonly number: number;
  /** epoch ms: event time for what was found, the command's time for what a person did */
  readonly at: number;
  readonly is: TransitionKind;
  readonly reason: Reason;
}

export type TransitionKind =
  | 'raised'
  | 'worsened'
  | 'cleared'
  | 'acknowledged'
  | 'acknowledgement ended'
  | 'assigned'
  | 'commented'
  | 'shelved'
  | 'shelf ended'
  | 'resolved'
  | 'flapping began'
  | 'flapping ended'
  | 'cause found'
  | 'cause gone'
  | 'muted'
  | 'mute ended'
  | 'reminded';

/** Why a transition happened, as words and numbers that a sentence in any language is made from. */
export type Reason =
  | { readonly because: 'condition'; readonly value: number | null }
  | {
      readonly because:
        | 'rule changed'
        | 'device gone'
        | 'worse'
        | 'time over'
        | 'quiet long enough'
        | 'not acknowledged';
    }
  | {
      readonly because: 'person';
      readonly who: string;
      readonly comment?: string;
      readonly until?: number;
      readonly falseAlarm?: true;
      readonly to?: string;
    }
  | { readonly because: 'changes'; readonly times: number; readonly withinMs: number }
  | { readonly because: 'reached through'; readonly device: string }
  | { readonly because: 'maintenance'; readonly maintenance: string };

/** For what an acknowledgement is good; it always has an end. */
export type AcknowledgeMode = 'until-clear' | 'until-worse';

export interface Acknowledgement {
  readonly by: string;
  readonly at: number;
  readonly mode: AcknowledgeMode;
  readonly until: number;
}

/** Which link of the way died when a device is silent: itself, the radio gateway or line it is reached through, its whole site, our own gateway. */
export type DeadLink =
  | { readonly is: 'device' }
  | { readonly is: 'parent'; readonly device: string }
  | { readonly is: 'site' }
  | { readonly is: 'everything' };

/** One occurrence of a rule on a device. Active and acknowledged are independent. */
export interface Alert extends Breach, Evidence {
  readonly id: string;
  /** where the device stood when it was raised: whoever sees that organisation sees the alert */
  readonly site: string;
  readonly organisation: string;
  /** the rule as it was when it was raised; undefined where it was gone already */
  readonly by?: Rule;
  readonly severity: Severity;
  readonly value: number | null;
  readonly active: boolean;
  /** since when it is no longer active */
  readonly until?: number;
  /** nobody can reach the device */
  readonly lostContact: boolean;
  readonly acknowledgement?: Acknowledgement;
  readonly assignee?: string;
  /** quiet until then (epoch ms), although active */
  readonly shelvedUntil?: number;
  /** closed by a person; opens again only as a new alert, after the condition has cleared */
  readonly resolved?: { readonly by: string; readonly falseAlarm: boolean };
  /** it came and went so often that it stays open until it holds still */
  readonly flapping: boolean;
  /** the device whose failure explains this one */
  readonly cause?: string;
  /** the maintenance that keeps it quiet */
  readonly maintenance?: string;
  /** of a silence: which link of the way died */
  readonly link?: DeadLink;
  readonly timeline: readonly Transition[];
  /** transitions ever noted: the timeline keeps the first and the newest */
  readonly noted: number;
}

/** A transition with the alert as it is after it. */
export interface Happened {
  readonly alert: Alert;
  readonly transition: Transition;
}

/** What a person does with an alert. Times are epoch ms. */
export type AlertCommand = { readonly by: string; readonly comment?: string } & (
  | { readonly does: 'acknowledge'; readonly mode: AcknowledgeMode; readonly until?: number }
  | { readonly does: 'assign'; readonly to: string }
  | { readonly does: 'comment'; readonly comment: string }
  | { readonly does: 'shelve'; readonly until: number }
  | { readonly does: 'unshelve' }
  | { readonly does: 'resolve'; readonly falseAlarm?: boolean }
);

/** Why nobody is told of an active alert, if so. */
export type Silenced = 'not active' | 'resolved' | 'acknowledged' | 'shelved' | 'maintenance' | 'consequence';

export function silencedBy(alert: Alert): Silenced | undefined {
  if (alert.resolved !== undefined) return 'resolved';
  if (!alert.active) return 'not active';
  if (alert.maintenance !== undefined) return 'maintenance';
  if (alert.cause !== undefined) return 'consequence';
  if (alert.shelvedUntil !== undefined) return 'shelved';
  return alert.acknowledgement === undefined ? undefined : 'acknowledged';
}

/** The id that a breach has for good, from its words alone: readings that are judged again make the same. */
export function alertId({ rule, device, instance, since }: Breach): string {
  const words = JSON.stringify([rule, device, instance]);
  return `${hash(words, 0x811c9dc5)}${hash(words, 0x01000193)}-${since.toString(36)}`;
}

/** FNV-1a of 32 bits from another basis each, in base 36: with the instant, two alerts never meet by chance. */
function hash(text: string, basis: number): string {
  let sum = basis;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return (sum >>> 0).toString(36).padStart(7, '0');
}
