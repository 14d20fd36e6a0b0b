import { type Field, fieldsOfKind, isGraded } from './fields.ts';
import { durationText, numberIn, partsOf, plainNumber } from './numbers.ts';

/** A rule as it is written in territory files, read without its schema: the server checks it. */
export type Written = Readonly<Record<string, unknown>>;
/** What stands in the form: a text for each input, by its name (`above.warning`, `for`, `for.unit`). */
export type Values = Readonly<Record<string, string>>;
/** What is wrong, by field; `''` of the rule as a whole. */
export type Wrong = ReadonlyMap<string, 'number' | 'missing'>;

export const grades = ['information', 'warning', 'critical'] as const;
export const places = ['type', 'organisation', 'site', 'device', 'instance'] as const;
/** so many rows of the legal limits */
export const limitRows = [0, 1, 2] as const;
/** What a rule says beside its condition and whom it names. */
const manner = ['lostContact'] as const;

/** The texts that a form begins with. */
export function valuesOf(rule: Written): Values {
  const values: Record<string, string> = {};
  for (const key of ['id', 'metric', 'kind', ...places]) if (rule[key] !== undefined) values[key] = String(rule[key]);
  for (const language of ['fr', 'en']) values[`say.${language}`] = textIn(rule.say, language);
  values.severity = typeof rule.severity === 'string' ? rule.severity : 'warning';
  if (rule.off === true) values.off = 'yes';
  for (const key of ['for', 'clearFor']) putDuration(values, key, rule[key]);
  for (const field of fieldsOfKind(rule.kind)) put(values, field, rule);
  return values;
}

/** What a rule of this kind says, as it is written in territory files; what is no number is told by its field. */
export function conditionIn(kind: string, values: Values): { condition: Record<string, unknown>; wrong: Wrong } {
  const wrong = new Map<string, 'number' | 'missing'>();
  const condition: Record<string, unknown> = {};
  for (const field of fieldsOfKind(kind)) {
    const [name] = field.keys;
    const key = field.keys.length > 1 ? (values[`${name}.way`] ?? name) : name;
    const found = taken(field, values);
    if (found === 'number' || found === 'missing') wrong.set(name, found);
    else if (found !== undefined) condition[key] = found.value;
  }
  for (const key of ['for', 'clearFor']) {
    const found = durationIn(values, key);
    if (found === 'number') wrong.set(key, found);
    else if (found !== undefined) condition[key] = found.value;
  }
  if (!isGraded(kind)) condition.severity = values.severity ?? 'warning';
  return { condition, wrong };
}

/** A whole rule of what stands in the form; `kept` is the rule that it was. */
export function wholeIn(values: Values, kept: Written = {}): { rule: Written; wrong: Wrong } {
  const kind = values.kind ?? '';
  const { condition, wrong } = conditionIn(kind, values);
  const missing = new Map(wrong);
  for (const key of ['id', 'metric', 'say.fr', 'say.en'])
    if ((values[key] ?? '').trim() === '') missing.set(key, 'missing');
  const rule = {
    ...{ id: values.id, metric: values.metric, kind, ...placesIn(values), ...condition },
    ...Object.fromEntries(manner.flatMap((key) => (kept[key] === undefined ? [] : [[key, kept[key]]]))),
    say: { fr: (values['say.fr'] ?? '').trim(), en: (values['say.en'] ?? '').trim() },
  };
  return { rule, wrong: missing };
}

/** Only what is different from the rule of the same id, `base`; `changes` says how much that is. */
export function differenceIn(values: Values, base: Written): { rule: Written; wrong: Wrong; changes: number } {
  const about = { id: base.id, ...placesIn(values) };
  if (values.off === 'yes') return { rule: { ...about, off: true }, wrong: new Map(), changes: 1 };
  const kind = String(base.kind);
  const { condition, wrong } = conditionIn(kind, values);
  const before = conditionIn(kind, valuesOf(base)).condition;
  const said = Object.fromEntries(['fr', 'en'].map((key) => [key, (values[`say.${key}`] ?? '').trim()]));
  const changed = Object.entries(condition).filter(([key, value]) => !same(value, before[key]));
  // no time is waited for where a hold was taken away
  for (const key of ['for', 'clearFor'])
    if (before[key] !== undefined && condition[key] === undefined) changed.push([key, '0s']);
  if (!same(said, base.say) && said.fr !== '' && said.en !== '') changed.push(['say', said]);
  return { rule: { ...about, ...Object.fromEntries(changed) }, wrong, changes: changed.length };
}

/** The known rule with what another says is different from it, as the server puts them together. */
export function together(base: Written, difference: Written): Written {
  const kept: Record<string, unknown> = { ...base };
  for (const pair of [
    ['above', 'below'],
    ['rises', 'falls'],
  ])
    if (pair.some((key) => key in difference)) for (const key of pair) delete kept[key];
  return { ...kept, ...difference, kind: base.kind };
}

function placesIn(values: Values): Record<string, string> {
  return Object.fromEntries(places.flatMap((key) => ((values[key] ?? '') === '' ? [] : [[key, values[key] ?? '']])));
}

function put(values: Record<string, string>, field: Field, rule: Written): void {
  const [name] = field.keys;
  const key = field.keys.find((one) => rule[one] !== undefined) ?? name;
  const value = rule[key];
  if (field.keys.length > 1) values[`${name}.way`] = key;
  switch (field.is) {
    case 'levels':
    case 'states': {
      const severity = typeof rule.severity === 'string' ? rule.severity : 'warning';
      const graded =
        typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { [severity]: value };
      for (const [grade, level] of Object.entries(graded)) values[`${name}.${grade}`] = listText(level);
      return;
    }
    case 'amount':
      values[name] = typeof value === 'number' ? plainNumber(field.share ? value * 100 : value) : '';
      return;
    case 'duration':
      putDuration(values, name, value);
      return;
    case 'choice':
      values[name] = typeof value === 'string' ? value : field.optional ? '' : (field.of[0] ?? '');
      return;
    case 'flag':
      values[name] = value === true ? 'yes' : '';
      return;
    case 'range':
      for (const [at, end] of (Array.isArray(value) ? value : []).entries()) values[`${name}.${at}`] = listText(end);
      return;
    case 'limits':
      for (const [at, one] of (Array.isArray(value) ? value : []).entries())
        for (const key of ['afterHours', 'limit']) values[`${name}.${at}.${key}`] = textIn(one, key);
  }
}

type Taken = { value: unknown } | 'number' | 'missing' | undefined;

function taken(field: Field, values: Values): Taken {
  const [name] = field.keys;
  const text = (values[name] ?? '').trim();
  switch (field.is) {
    case 'levels':
    case 'states': {
      const found: [string, unknown][] = [];
      for (const grade of grades) {
        const said = (values[`${name}.${grade}`] ?? '').trim();
        if (said === '') continue;
        const numbers = (field.is === 'states' ? said.split(/[;\s]+/) : [said]).map(numberIn);
        if (numbers.includes(undefined)) return 'number';
        found.push([grade, numbers.length === 1 ? numbers[0] : numbers]);
      }
      return found.length === 0 ? 'missing' : { value: Object.fromEntries(found) };
    }
    case 'amount': {
      if (text === '') return field.optional ? undefined : 'missing';
      const value = numberIn(text);
      if (value === undefined) return 'number';
      return { value: field.share ? Number((value / 100).toPrecision(12)) : value };
    }
    case 'duration':
      return durationIn(values, name) ?? (field.optional ? undefined : 'missing');
    case 'choice':
      if (text !== '') return { value: text };
      return field.optional ? undefined : { value: field.of[0] };
    case 'flag':
      return text === 'yes' ? { value: true } : undefined;
    case 'range': {
      const ends = [0, 1].map((at) => (values[`${name}.${at}`] ?? '').trim());
      if (ends.every((end) => end === '')) return undefined;
      const numbers = ends.map(numberIn);
      return numbers.includes(undefined) ? 'number' : { value: numbers };
    }
    case 'limits': {
      const rows = limitRows
        .map((at) => ['afterHours', 'limit'].map((key) => (values[`${name}.${at}.${key}`] ?? '').trim()))
        .filter((row) => row.some((said) => said !== ''));
      const numbers = rows.map((row) => row.map(numberIn));
      if (numbers.some((row) => row.includes(undefined))) return 'number';
      return rows.length === 0 ? undefined : { value: numbers.map(([afterHours, limit]) => ({ afterHours, limit })) };
    }
  }
}

function putDuration(values: Record<string, string>, name: string, value: unknown): void {
  const { amount, unit } = partsOf(typeof value === 'string' ? value : '');
  values[name] = amount;
  values[`${name}.unit`] = unit;
}

function durationIn(values: Values, name: string): { value: string } | 'number' | undefined {
  const text = (values[name] ?? '').trim();
  if (text === '') return undefined;
  const value = durationText(text, values[`${name}.unit`] ?? 'm');
  return value === undefined ? 'number' : { value };
}

function listText(value: unknown): string {
  if (Array.isArray(value)) return value.map(listText).join('; ');
  return typeof value === 'number' ? plainNumber(value) : '';
}

function textIn(value: unknown, key: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof found === 'number' ? plainNumber(found) : typeof found === 'string' ? found : '';
}

/** Whether two parts of a rule say the same, in whatever order. */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [ours, theirs] = [Object.entries(a), new Map(Object.entries(b))];
  return ours.length === theirs.size && ours.every(([key, value]) => theirs.has(key) && same(value, theirs.get(key)));
}
