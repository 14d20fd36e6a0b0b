import type { CodecName } from './codecs/codecs.ts';
import type { Text } from './metric.ts';

/**
 * What an SNMP notification (a trap or an inform) of a device says, by data. Places are columns of its variables: numeric
 * OIDs without an index. Whatever it says, the device is asked again at once, since a trap may be lost and its poll is not.
 */
export interface Trap {
  readonly label: Text;
  /** by metric id: what its coming, or something in it, means; of several the first that says something counts */
  readonly metrics?: Readonly<Record<string, TrapValue | readonly TrapValue[]>>;
  /** the readings are not of the sender but of the device below it that this place and this name lead to (Avamar: a member) */
  readonly below?: { readonly domain: string; readonly name: string };
}

/** A value that a notification brings, or that its mere coming means. */
export interface TrapValue {
  /** what its coming means; else `from` says */
  readonly value?: number;
  readonly from?: string;
  /** what a code or a word at `from` means; null and anything else are no value */
  readonly states?: Readonly<Record<string, number | null>>;
  /** what is not in `states` means this */
  readonly otherwise?: number;
  /** how what stands at `from` becomes the metric's unit; a number as it is unless said */
  readonly decode?: CodecName;
  /** it says so only where these places, if it brings them, hold one of these */
  readonly only?: Readonly<Record<string, readonly (number | string)[]>>;
  /** it says so only where the texts of these places hold these words */
  readonly holds?: Readonly<Record<string, string>>;
  /** the column whose index names the instance: a row of the table in which the metric is asked */
  readonly row?: string;
  /** the column whose text names the instance */
  readonly instance?: string;
}

const ifIndex = '1.3.6.1.2.1.2.2.1.1';
/** an interface that somebody switched off is no fault */
const switchedOn = { '1.3.6.1.2.1.2.2.1.7': [1] };

/**
 * Notifications of every agent: SNMPv2-MIB and IF-MIB (RFC 3418, RFC 2863) and those of net-snmp's own. Their metrics count
 * for the types that have them.
 */
export const commonTraps: Readonly<Record<string, Trap>> = {
  '1.3.6.1.6.3.1.1.5.1': { label: { fr: 'Démarrage à froid', en: 'Cold start' } },
  '1.3.6.1.6.3.1.1.5.2': { label: { fr: 'Redémarrage', en: 'Warm start' } },
  '1.3.6.1.6.3.1.1.5.3': {
    label: { fr: 'Liaison coupée', en: 'Link down' },
    metrics: { 'interface.up': { value: 0, row: ifIndex, only: switchedOn } },
  },
  '1.3.6.1.6.3.1.1.5.4': {
    label: { fr: 'Liaison rétablie', en: 'Link up' },
    metrics: { 'interface.up': { value: 1, row: ifIndex, only: switchedOn } },
  },
  '1.3.6.1.6.3.1.1.5.5': { label: { fr: 'Accès SNMP refusé', en: 'SNMP access refused' } },
  '1.3.6.1.4.1.8072.4.0.2': { label: { fr: 'Agent arrêté', en: 'Agent stopped' } },
  '1.3.6.1.4.1.8072.4.0.3': { label: { fr: 'Agent redémarré', en: 'Agent restarted' } },
};

/** What a notification means on a device whose type describes `traps`; undefined for one that nobody described. */
export function trapOf(traps: Readonly<Record<string, Trap>> | undefined, oid: string): Trap | undefined {
  for (const spelled of spellingsOf(oid)) {
    const found = traps?.[spelled] ?? commonTraps[spelled];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The metrics that notifications speak of by the index of a row. */
export function rowMetrics(traps: Readonly<Record<string, Trap>> = {}): string[] {
  return [commonTraps, traps]
    .flatMap((some) => Object.values(some))
    .flatMap(({ metrics }) => Object.entries(metrics ?? {}))
    .filter(([, described]) => ('length' in described ? described : [described]).some(({ row }) => row !== undefined))
    .map(([metric]) => metric);
}

/** RFC 3584, 3.1: a notification that came as SNMPv1 has a zero before its last number, which its MIB may not have. */
function spellingsOf(oid: string): string[] {
  const last = oid.lastIndexOf('.');
  const [enterprise, number] = [oid.slice(0, last), oid.slice(last + 1)];
  return [oid, enterprise.endsWith('.0') ? `${enterprise.slice(0, -2)}.${number}` : `${enterprise}.0.${number}`];
}
