import type { Rule } from '../../contract/rules.ts';

const about = new Set(['id', 'key', 'origin', 'by', 'changedAt', 'metric', 'kind', 'say', 'off', 'for', 'clearFor']);
const scope = ['type', 'organisation', 'site', 'device', 'instance'] as const;

/** Whom a rule names, the most particular last; empty is everybody. */
export function placeOf(rule: Rule): string {
  return scope.flatMap((key) => (rule[key] === undefined ? [] : [String(rule[key])])).join(' · ');
}

/** What it minds, in the words that the file would use: `above 90 / 95`. */
export function conditionOf(rule: Rule): string {
  const kept = Object.entries(rule).filter(([key]) => !about.has(key) && !scope.some((one) => one === key));
  return kept.map(([key, value]) => `${key} ${valueText(value)}`).join(', ');
}

/** What its alerts are called in a language; its id where it only says what is different. */
export function nameOf({ say, id }: Rule, language: 'fr' | 'en'): string {
  if (typeof say !== 'object' || say === null || !(language in say)) return id;
  return String(Object.entries(say).find(([key]) => key === language)?.[1] ?? id);
}

export function valueText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value).map(valueText).join(' / ');
}
