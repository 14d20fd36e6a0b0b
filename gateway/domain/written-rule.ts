import type { DeviceType } from '../../devices/device-type.ts';
import { durationMs } from '../../devices/duration.ts';
import { scopeOf } from '../../devices/rules/any-rule.ts';
import type { WrittenRule } from '../../devices/rules/written-rule.ts';
import type { Rule } from './rule.ts';
import { conditionOf } from './written-conditions.ts';

/** The rule that a whole written one is. What its numbers lack, `ruleMistakes` tells. */
export function ruleFrom(written: WrittenRule): Rule {
  const { id, metric, say, severity = 'warning', for: hold = '0s', clearFor = '0s', lostContact } = written;
  return {
    ...{ id, metric, scope: scopeOf(written), say },
    ...conditionOf(written, severity),
    ...{ holdMs: durationMs(hold), clearHoldMs: durationMs(clearFor) },
    ...(lostContact && { lostContact }),
  };
}

/** What device types bring, written for their devices alone. */
export function writtenDefaults(catalogue: ReadonlyMap<string, DeviceType>): WrittenRule[] {
  return [...catalogue.values()].flatMap(({ id: type, rules }) => rules.map((rule) => ({ ...rule, type })));
}

/** The rules that every territory begins with: those of its device types. */
export function defaultRules(catalogue: ReadonlyMap<string, DeviceType>): Rule[] {
  return writtenDefaults(catalogue).map(ruleFrom);
}
