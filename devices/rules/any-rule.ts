import type { RuleDifference, WrittenRule, WrittenScope } from './written-rule.ts';

/** A rule as it may stand in a territory file or come from a technician. */
export type AnyRule = WrittenRule | RuleDifference;

const scopeKeys = ['type', 'organisation', 'site', 'device', 'instance'] as const;

/** Whom a written rule names. */
export function scopeOf(rule: WrittenScope): WrittenScope {
  return Object.fromEntries(scopeKeys.flatMap((key) => (rule[key] === undefined ? [] : [[key, rule[key]]])));
}

/** What names a rule among all that are written: its id and whom it names, as `disk-used@site=dax-mairie`. */
export function ruleKey(rule: WrittenScope & { readonly id: string }): string {
  const words = Object.entries(scopeOf(rule)).map(([key, name]) => `${key}=${encodeURIComponent(name)}`);
  return words.length === 0 ? rule.id : `${rule.id}@${words.join(',')}`;
}
