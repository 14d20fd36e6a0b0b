import type { Rule } from '../../contract/rules.ts';
import type { DeviceType } from '../../contract/territory.ts';
import { places } from './draft.ts';

const about = new Set(['id', 'key', 'origin', 'by', 'changedAt', 'metric', 'kind', 'say', 'off', 'for', 'clearFor']);

/** Whom a rule names, the most particular last; empty is everybody. */
export function placeOf(rule: Rule): string {
  return places.flatMap((key) => (rule[key] === undefined ? [] : [String(rule[key])])).join(' · ');
}

/** The same with the names that people know; an id that nobody names stays. */
export function placeText(rule: Rule, names: ReadonlyMap<string, string>): string {
  return places
    .flatMap((key) => (rule[key] === undefined ? [] : [names.get(`${key} ${rule[key]}`) ?? String(rule[key])]))
    .join(' · ');
}

/** What whom a rule names is called, by `site mairie-dax`. */
export function namesIn(
  known: Partial<Record<'organisations' | 'sites' | 'devices', readonly { id: string; name: string }[]>>,
  types: ReadonlyMap<string, DeviceType>,
  language: 'fr' | 'en',
): ReadonlyMap<string, string> {
  return new Map([
    ...[...types.values()].map(({ id, label }): [string, string] => [`type ${id}`, label[language]]),
    ...(['organisation', 'site', 'device'] as const).flatMap((key) =>
      (known[`${key}s`] ?? []).map(({ id, name }): [string, string] => [`${key} ${id}`, name]),
    ),
  ]);
}

/** What a rule says in the words that the file would use: `above 90 / 95`. Of one that nobody can put into better words. */
export function conditionOf(rule: Rule): string {
  const kept = Object.entries(rule).filter(([key]) => !about.has(key) && !places.some((one) => one === key));
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
