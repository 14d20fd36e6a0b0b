import type { WrittenKind } from '../../../devices/rules/rule-kinds.ts';

/** What the numbers of a field are in; `metric` is the unit of what the rule watches, `flow` the same in an hour. */
export type Unit = 'metric' | 'flow' | 'h' | 'd' | 'L/h' | '°C' | 'ppm' | '%' | '×' | 'σ' | 'class';

/**
 * One thing that a rule of a kind says. `keys` are what it is written under: of several, one (above or below). Its first
 * key names it on the screen.
 */
export type Field =
  /** a number for each severity, or for some */
  | { readonly is: 'levels'; readonly keys: readonly [string, ...string[]]; readonly unit: Unit }
  /** values of a state for each severity, or for some */
  | { readonly is: 'states'; readonly keys: readonly [string] }
  | {
      readonly is: 'amount';
      readonly keys: readonly [string, ...string[]];
      readonly unit: Unit;
      readonly optional?: true;
      /** written as a share of one, shown in percent */
      readonly share?: true;
    }
  | { readonly is: 'duration'; readonly keys: readonly [string]; readonly optional?: true }
  | {
      readonly is: 'choice';
      readonly keys: readonly [string];
      readonly of: readonly string[];
      readonly optional?: true;
    }
  | { readonly is: 'flag'; readonly keys: readonly [string] }
  | { readonly is: 'range'; readonly keys: readonly [string]; readonly unit: Unit }
  | { readonly is: 'limits'; readonly keys: readonly [string] };

const levels = (unit: Unit, ...keys: [string, ...string[]]): Field => ({ is: 'levels', keys, unit });
const amount = (unit: Unit, ...keys: [string, ...string[]]): Field => ({ is: 'amount', keys, unit });
const maybe = (unit: Unit, ...keys: [string, ...string[]]): Field => ({ is: 'amount', keys, unit, optional: true });
const share: Field = { is: 'amount', keys: ['share'], unit: '%', share: true };
const deviations = amount('σ', 'deviations');
const flag = (key: string): Field => ({ is: 'flag', keys: [key] });
const usual = [share, amount('flow', 'least'), flag('counts')];

/** What each kind of rule says, in the order in which people think of it. */
export const fieldsOf = {
  threshold: [
    levels('metric', 'above', 'below'),
    maybe('metric', 'clear'),
    { is: 'choice', keys: ['when'], of: ['open', 'not-closed'], optional: true },
  ],
  state: [
    { is: 'states', keys: ['is'] },
    { is: 'amount', keys: ['passing'], unit: 'class', optional: true },
  ],
  rate: [amount('flow', 'rises', 'falls'), { is: 'duration', keys: ['over'] }, maybe('flow', 'clear')],
  silence: [{ is: 'duration', keys: ['after'] }, flag('alone')],
  stuck: [maybe('metric', 'within')],
  implausible: [{ is: 'range', keys: ['range'], unit: 'metric' }, maybe('metric', 'leap'), flag('backwards')],
  profile: [
    { is: 'choice', keys: ['side'], of: ['above', 'below', 'both'], optional: true },
    deviations,
    amount('flow', 'least'),
    flag('counts'),
  ],
  'base-load': usual,
  'left-on': usual,
  budget: [share, amount('metric', 'least')],
  'change-point': [amount('flow', 'least'), flag('counts')],
  'held-warm': [amount('°C', 'least')],
  apart: [deviations, amount('metric', 'least')],
  airing: [deviations, share, amount('ppm', 'least')],
  forecast: [levels('d', 'days'), amount('d', 'clear'), maybe('%', 'rises', 'falls')],
  late: [levels('h', 'hours'), amount('h', 'atMost')],
  size: [amount('×', 'least'), amount('×', 'most'), amount('metric', 'floor')],
  leak: [levels('L/h', 'litresPerHour')],
  icone: [levels('class', 'index')],
  heated: [
    { is: 'choice', keys: ['while'], of: ['open', 'closed'] },
    maybe('°C', 'limit'),
    { is: 'limits', keys: ['limits'] },
    amount('°C', 'tolerance'),
  ],
} as const satisfies Record<WrittenKind, readonly Field[]>;

/** The fields of a kind by its name; none of a kind that these screens do not know. */
export function fieldsOfKind(kind: unknown): readonly Field[] {
  const found = Object.entries(fieldsOf).find(([name]) => name === kind);
  return found?.[1] ?? [];
}

/** Every kind, the plain ones first. */
export const kinds = Object.keys(fieldsOf);

/** Kinds whose severity stands with their numbers. */
export function isGraded(kind: unknown): boolean {
  return fieldsOfKind(kind).some(({ is }) => is === 'levels' || is === 'states');
}
