import type { Role } from './account.ts';
import type { Severity } from './rule.ts';

export type Language = 'fr' | 'en';

/** How a person can be told. */
export const personalChannels = ['mail', 'sms', 'push', 'ntfy'] as const;
export type PersonalChannel = (typeof personalChannels)[number];

/** What an alert is about, for people who want to hear of some things only. */
export const topics = ['water', 'energy', 'air', 'backups', 'security', 'machines'] as const;
export type Topic = (typeof topics)[number];

/** Minutes of the local day; an end before the beginning is on the next day. */
export interface Quiet {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** What one person wants to be told of, and how. */
export interface Wishes {
  readonly language: Language;
  /** by which channel which severities are told */
  readonly channels: Readonly<Partial<Record<PersonalChannel, readonly Severity[]>>>;
  readonly topics: readonly Topic[];
  /** these are told also while the agency is closed; the others wait for its next opening */
  readonly outsideHours: readonly Severity[];
  /** a time of every day in which nothing is told, whatever it is */
  readonly quiet?: Quiet;
  /** one mail a day of these severities, which are told by mail in no other way */
  readonly digest?: { readonly severities: readonly Severity[]; readonly minute: number };
  /** also while somebody else is on duty */
  readonly offDuty: boolean;
  /** also that an alert is over */
  readonly ends: boolean;
  /** E.164, for SMS */
  readonly phone?: string;
  /** of the ntfy server that the operator named */
  readonly ntfyTopic?: string;
}

/** All who may wish: those who look after something and sign in with a password. */
export const wishers: readonly Role[] = ['administrator', 'technician', 'responsable'];

/** What counts until a person chose otherwise. */
export function usualWishes(role: Role): Wishes {
  const usual = { language: 'fr', topics, outsideHours: [], offDuty: false, ends: true } as const;
  if (role === 'responsable') {
    return { ...usual, topics: ['water', 'energy', 'air', 'backups'], channels: { mail: ['warning', 'critical'] } };
  }
  return { ...usual, channels: { mail: ['warning', 'critical'], push: ['critical'], sms: ['critical'] } };
}

const topicOfDomain: Readonly<Record<string, Topic>> = {
  water: 'water',
  gas: 'energy',
  electricity: 'energy',
  heat: 'energy',
  air: 'air',
  backup: 'backups',
  antivirus: 'security',
  firewall: 'security',
  vpn: 'security',
};

/** What a metric is about; whatever is not of a building or of its protection is of the machines. */
export function topicOf(metric: string): Topic {
  return topicOfDomain[metric.slice(0, metric.indexOf('.'))] ?? 'machines';
}

/** Kept wishes of people; who chose none has the usual ones of their role. */
export interface WishKeeper {
  /** undefined where the person never chose */
  of(user: string): Promise<Wishes | undefined>;
  put(user: string, wishes: Wishes): Promise<void>;
}
