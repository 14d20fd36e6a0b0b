import type { DeviceType, Metric } from '../../contract/territory.ts';
import type { Format } from '../texts/format.ts';
import { type RuleEditorWords, wordIn } from '../texts/rule-editor.ts';
import { say, type Words } from '../texts/words.ts';
import { conditionIn, grades, same, valuesOf, type Written } from './draft.ts';
import { type Field, fieldsOfKind, type Unit } from './fields.ts';
import { partsOf } from './numbers.ts';

/** What putting a rule into words takes. */
export interface Telling {
  readonly own: RuleEditorWords;
  readonly words: Words;
  readonly format: Format;
  /** of the metric that the rule watches; `''` where nobody describes it */
  readonly unit: string;
}

/** The metric of a rule as a device type describes it, the first that has it. */
export function metricOf(types: ReadonlyMap<string, DeviceType>, id: unknown): Metric | undefined {
  for (const type of types.values()) {
    const found = type.metrics.find((one) => one.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The unit that stands beside a field's number. */
export function unitText(unit: Unit, rule: Written, { own, format, unit: of }: Telling): string {
  const plain = format.unit(of.replace('m3', 'm³'));
  if (unit === 'metric') return plain;
  if (unit === 'flow') return (rule.counts === true || rule.kind === 'rate') && plain !== '' ? `${plain}/h` : plain;
  return wordIn(own.units2, unit);
}

export function labelOf(kind: unknown, key: string, own: RuleEditorWords): string {
  const special = wordIn(own.special, `${String(kind)}.${key}`);
  return special.includes('.') ? wordIn(own.labels, key) : special;
}

/** `90 % (attention), 95 % (critique)`: what a rule says under a field; undefined where it says nothing. */
export function fieldText(field: Field, rule: Written, telling: Telling): string | undefined {
  const { own, words, format } = telling;
  const key = field.keys.find((one) => rule[one] !== undefined);
  if (key === undefined) return undefined;
  const value = conditionIn(String(rule.kind), valuesOf(rule)).condition[key];
  const number = (one: unknown): string => {
    if (Array.isArray(one)) return one.map(number).join(', ');
    return typeof one !== 'number' ? String(one) : format.number(one, decimalsOf(one));
  };
  const withUnit = (one: unknown, unit: Unit) => {
    const text = unitText(unit, rule, telling);
    return text === '' ? number(one) : `${number(one)}\u00a0${text}`;
  };
  const stateText = (one: unknown): string =>
    Array.isArray(one) ? one.map(stateText).join(', ') : (own.states[String(one)] ?? number(one));
  switch (field.is) {
    case 'levels':
    case 'states': {
      const levels = new Map(Object.entries(value ?? {}));
      return grades
        .filter((grade) => levels.has(grade))
        .map((grade) => {
          const level = levels.get(grade);
          const text = field.is === 'levels' ? withUnit(level, field.unit) : stateText(level);
          return `${text} (${words[grade].toLowerCase()})`;
        })
        .join(', ');
    }
    case 'amount':
      return withUnit(field.share === true ? Number(value) * 100 : value, field.unit);
    case 'duration':
      return durationText(value, own);
    case 'choice':
      return wordIn(own.choices, String(value));
    case 'flag':
      return own.yes;
    case 'range':
      return Array.isArray(value) ? `${number(value[0])} – ${withUnit(value[1], field.unit)}` : undefined;
    case 'limits':
      return Array.isArray(value)
        ? value.map(({ afterHours, limit }) => `${number(limit)}\u00a0°C (${number(afterHours)}\u00a0h)`).join(', ')
        : undefined;
  }
}

/** `15 minutes`, as a rule's `15m`. */
export function durationText(written: unknown, own: RuleEditorWords): string | undefined {
  if (typeof written !== 'string') return undefined;
  const { amount, unit } = partsOf(written);
  if (amount === '') return undefined;
  const word = own.units[unit];
  return `${amount}\u00a0${amount === '1' ? word.replace(/s$/, '') : word}`;
}

/** What a rule minds, in one line; of a difference, which names no kind, give the rule that it makes. */
export function conditionText(rule: Written, telling: Telling): string {
  const { own } = telling;
  const parts = fieldsOfKind(rule.kind).flatMap((field) => {
    const text = fieldText(field, rule, telling);
    if (text === undefined) return [];
    const key = field.keys.find((one) => rule[one] !== undefined) ?? field.keys[0];
    const label = labelOf(rule.kind, key, own);
    return [field.is === 'flag' ? label : `${label} ${text}`];
  });
  const lasting = durationText(rule.for, own);
  if (lasting !== undefined) parts.push(say(own.lasting, { time: lasting }));
  const text = parts.map((part, index) => (index === 0 ? part : part.charAt(0).toLowerCase() + part.slice(1)));
  return text.join(', ');
}

/** The fields in which two rules of a kind differ, by name: what a difference changes. */
export function changedFields(rule: Written, base: Written): ReadonlySet<string> {
  const [ours, theirs] = [rule, base].map((one) =>
    conditionIn(String(base.kind), valuesOf({ ...one, kind: base.kind })),
  );
  const changed = new Set<string>();
  for (const { keys } of fieldsOfKind(base.kind))
    if (keys.some((key) => !same(ours?.condition[key], theirs?.condition[key]))) changed.add(keys[0]);
  for (const key of ['for', 'clearFor', 'severity'])
    if (!same(ours?.condition[key], theirs?.condition[key])) changed.add(key);
  return changed;
}

function decimalsOf(value: number): number {
  return Math.min(3, String(Number(value.toPrecision(9))).split('.')[1]?.length ?? 0);
}
