import type { DeviceTypeDescription } from '../device-type.ts';
import { clockMetric } from '../metric.ts';
import { commonRules } from './common-rules.ts';
import type { Severity } from './rule-kinds.ts';
import type { RuleDescription } from './written-rule.ts';

/** A rule of a device type: a whole one, or what is different from the common one of its id. */
export type TypeRule =
  | RuleDescription
  | {
      readonly id: string;
      readonly kind?: never;
      readonly severity?: Severity;
      readonly for?: string;
      readonly clearFor?: string;
      readonly off?: true;
    };

/**
 * The rules of a device type: the common ones of its metrics, that it is silent where it speaks by itself, and its own.
 * Throws on a difference from a rule that it has not, as a bug of the catalogue.
 */
export function rulesOfType(description: DeviceTypeDescription): RuleDescription[] {
  const speaks = description.source.kind === 'mqtt';
  const rules = new Map<string, RuleDescription>();
  for (const metric of Object.keys(description.metrics)) {
    for (const rule of commonRules[metric] ?? [])
      rules.set(rule.id, { ...rule, metric, ...(speaks && rule.lostContact && patience) });
  }
  rules.set(clock.id, clock);
  const silence = silenceOf(description);
  if (silence !== undefined) rules.set(silence.id, silence);
  for (const own of description.rules ?? []) {
    if (own.kind !== undefined) {
      rules.set(own.id, own);
      continue;
    }
    const common = rules.get(own.id);
    if (common === undefined)
      throw new Error(`devices/types/${description.id}: there is no rule "${own.id}" to differ from`);
    const { off, ...differences } = own;
    if (off) rules.delete(own.id);
    else rules.set(own.id, { ...common, ...differences });
  }
  return [...rules.values()];
}

/** of any device that brings times of its own: five minutes ahead nothing of it is taken, in the second message at the earliest it is told */
const clock: RuleDescription = {
  ...{ id: 'clock', metric: clockMetric, kind: 'threshold', above: 5, severity: 'warning', for: '10m' },
  say: { fr: 'Horloge mal réglée : relevés refusés', en: 'Clock set wrong: readings refused' },
};
/** of what speaks by itself: radio and Wi-Fi come and go */
const patience = { severity: 'warning', for: '30m' } as const;
/** said when it changes, or beside what the device is there to measure */
const aside = ['device.up', 'battery.level', 'radio.rssi'];

/**
 * What speaks by itself is silent when its first metric is, one of a single instance before others; of what Vigie asks, its
 * availability tells, and that says nothing only if Vigie itself does not ask.
 */
function silenceOf({ source, metrics }: DeviceTypeDescription): RuleDescription | undefined {
  if (source.kind !== 'mqtt') return undefined;
  const measured = Object.entries(metrics).filter(([id]) => !aside.includes(id));
  const [metric] =
    measured.find(([, { instances, table }]) => instances === undefined && table === undefined) ?? measured[0] ?? [];
  if (metric === undefined) return undefined;
  return {
    ...{ id: 'silent', metric, kind: 'silence', after: source.silentAfter, lostContact: true },
    say: { fr: 'Ne parle plus', en: 'Has fallen silent' },
  };
}
