import { catalogue } from '../../devices/catalogue.ts';
import type { Rule } from '../../gateway/domain/rule.ts';
import { defaultRules } from '../../gateway/domain/written-rule.ts';

type Manner = Pick<Rule, 'id' | 'metric' | 'condition' | 'severities'> & Partial<Pick<Rule, 'holdMs' | 'clearHoldMs'>>;

function rule({ id, holdMs = 0, clearHoldMs = 0, ...manner }: Manner): Rule {
  return { id, scope: {}, say: { fr: id, en: id }, holdMs, clearHoldMs, ...manner };
}

const profileOf = (metric: string, least: number, counts: boolean) =>
  rule({
    ...{ id: `${metric} profile`, metric, severities: ['warning'] },
    condition: { kind: 'profile', side: 'both', deviations: 6, least, ...(counts && { counts }) },
  });

/** Of the kinds that no device type brings yet. */
const further: readonly Rule[] = [
  rule({
    ...{ id: 'leak', metric: 'water.volume', severities: ['warning', 'critical'] },
    condition: { kind: 'leak', levels: [5, 60] },
  }),
  profileOf('air.temperature', 1, false),
  profileOf('air.co2', 200, false),
  profileOf('electricity.energy', 0.2, true),
  profileOf('gas.volume', 0.3, true),
  rule({
    ...{ id: 'battery-ends', metric: 'battery.level', severities: ['information', 'warning'] },
    condition: { kind: 'forecast', levels: [30, 7], clear: 45, toward: { side: 'falls', end: 0 } },
  }),
  rule({
    ...{ id: 'disk-ends', metric: 'disk.used', severities: ['information', 'warning'] },
    condition: { kind: 'forecast', levels: [30, 7], clear: 45, toward: { side: 'rises', end: 100 } },
  }),
  rule({
    ...{ id: 'backup-late', metric: 'backup.age', severities: ['information', 'warning'] },
    condition: { kind: 'late', levels: [12, 24], atMost: 72 },
  }),
  rule({
    ...{ id: 'backup-size', metric: 'backup.bytes', severities: ['warning'] },
    condition: { kind: 'size', least: 0.5, most: 2, floor: 1e8 },
  }),
];

/** What the catalogue's devices are judged by, and the kinds that no device type brings yet. */
export const yearRules: readonly Rule[] = [...defaultRules(catalogue), ...further];
