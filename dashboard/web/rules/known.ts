import type { Rule } from '../../contract/rules.ts';
import type { Device } from '../../contract/territory.ts';
import { places, together, type Values, valuesOf, type Written } from './draft.ts';
import { fieldsOfKind } from './fields.ts';

/** What a person edits: a rule of their own, one that stays as it is beside what is changed, or one that is made. */
export type Edited =
  | { readonly is: 'new' }
  /** what a technician made: `base` is the rule that it only differs from, where it does */
  | { readonly is: 'change'; readonly rule: Rule; readonly base: Rule | undefined }
  /** a rule of a device type or of the territory's files, for devices of one's choice */
  | { readonly is: 'adapt'; readonly base: Rule };

/** The rule that a key names, as it is edited; what technicians made hides what has the same key. Undefined where it is gone. */
export function editedOf(
  key: string | undefined,
  rules: readonly Rule[],
  devices: readonly Pick<Device, 'id' | 'type'>[],
): Edited | undefined {
  if (key === undefined) return { is: 'new' };
  const same = rules.filter((rule) => rule.key === key);
  const made = same.find(({ origin }) => origin === 'made');
  if (made !== undefined) {
    const base = made.kind === undefined ? baseOf(made, rules, devices) : undefined;
    return made.kind === undefined && base === undefined ? undefined : { is: 'change', rule: made, base };
  }
  const [found] = same.toSorted((a, b) => Number(b.origin === 'territory') - Number(a.origin === 'territory'));
  if (found === undefined) return undefined;
  if (found.kind !== undefined) return { is: 'adapt', base: found };
  const base = baseOf(found, rules, devices);
  return base && { is: 'adapt', base: { ...base, ...together(base, found), origin: found.origin, key: found.key } };
}

/** The whole rule that one without a kind differs from: of its type or of its device's where several have the id. */
export function baseOf(
  difference: Rule,
  rules: readonly Rule[],
  devices: readonly Pick<Device, 'id' | 'type'>[],
): Rule | undefined {
  const wholes = rules.filter(({ id, kind }) => id === difference.id && kind !== undefined);
  const type = difference.type ?? devices.find(({ id }) => id === difference.device)?.type;
  return wholes.find((one) => type !== undefined && one.type === type) ?? wholes[0];
}

/** What counts in the end: a whole rule as it is, a difference put onto the rule that it differs from. */
export function countingOf(
  rule: Rule,
  rules: readonly Rule[],
  devices: readonly Pick<Device, 'id' | 'type'>[],
): Written {
  if (rule.kind !== undefined) return rule;
  const base = baseOf(rule, rules, devices);
  return base === undefined ? rule : together(base, rule);
}

/** The field of the form that a place of the body means, as `/rules/0/above/warning`; `''` where it means all of it. */
export function fieldAt(pointer: string, kind: unknown): string {
  const parts = pointer
    .replace(/^\/rules\/\d+(?=\/|$)/, '')
    .split('/')
    .slice(1);
  const [first = '', second] = parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (first === 'say') return second === 'en' ? 'say.en' : 'say.fr';
  if (places.some((place) => place === first)) return first;
  if (['id', 'metric', 'kind', 'severity', 'for', 'clearFor'].includes(first)) return first;
  return fieldsOfKind(kind).find(({ keys }) => keys.some((key) => key === first))?.keys[0] ?? '';
}

/** An id made of a name: `Fuite d’eau, école` is `fuite-d-eau-ecole`. */
export function idOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}

/** What the form holds at first. */
export function firstValues(edited: Edited): Values {
  if (edited.is === 'new') return { kind: 'threshold', severity: 'warning', 'for.unit': 'm', 'clearFor.unit': 'm' };
  const { base } = edited;
  if (edited.is === 'adapt') return valuesOf(edited.base);
  return valuesOf(base === undefined ? edited.rule : mergedOf(edited.rule, base));
}

/** What counts of a difference, with whom the difference names alone. */
function mergedOf(rule: Written, base: Written): Written {
  const { type: _type, organisation: _organisation, site: _site, device: _device, instance: _instance, ...rest } = base;
  return together(rest, rule);
}

/** A new rule's id follows its French name until somebody writes another. */
export function withId(values: Values, before: Values, edited: Edited): Values {
  if (edited.is !== 'new') return values;
  const follows = (before.id ?? '') === idOf(before['say.fr'] ?? '');
  return follows && values.id === before.id ? { ...values, id: idOf(values['say.fr'] ?? '') } : values;
}

/** The rule that has the name: what only says a difference may have none. */
export function namedIn(edited: Exclude<Edited, { is: 'new' }>): Rule {
  if (edited.is === 'adapt') return edited.base;
  return edited.rule.say === undefined ? (edited.base ?? edited.rule) : edited.rule;
}

/** Whether a rule of the files names a place itself. */
export function isPlaced(rule: Written): boolean {
  return ['organisation', 'site', 'device', 'instance'].some((key) => rule[key] !== undefined);
}
