import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditionIn, differenceIn, same, together, valuesOf, wholeIn } from '../../../dashboard/web/rules/draft.ts';
import { fieldsOf, fieldsOfKind } from '../../../dashboard/web/rules/fields.ts';
import { changedFields, conditionText, fieldText } from '../../../dashboard/web/rules/in-words.ts';
import { baseOf, countingOf, editedOf, fieldAt, idOf } from '../../../dashboard/web/rules/known.ts';
import { durationText, numberIn, partsOf, secondsIn } from '../../../dashboard/web/rules/numbers.ts';
import { createFormat } from '../../../dashboard/web/texts/format.ts';
import { ruleEditorWordsOf } from '../../../dashboard/web/texts/rule-editor.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import { durationMs } from '../../../devices/duration.ts';
import { ruleKinds } from '../../../devices/rules/rule-kinds.ts';
import { ruleSchemaOf } from '../../../devices/rules/written-rule.ts';
import { writtenDefaults } from '../../../gateway/domain/written-rule.ts';
import { both } from '../../support/words.ts';

const defaults = writtenDefaults(catalogue).map((rule): Record<string, unknown> & { id: string } => ({ ...rule }));
const disk = {
  id: 'disk-used',
  metric: 'disk.used',
  kind: 'threshold',
  above: { warning: 90, critical: 95 },
  clear: 88,
};
const base = { ...disk, for: '15m', clearFor: '15m', say: { fr: 'Disque presque plein', en: 'Disk almost full' } };
const telling = (language: 'fr' | 'en', unit: string) => ({
  ...{ own: ruleEditorWordsOf(language), words: both[language], format: createFormat(language), unit },
});
const plain = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, ' ');

test('the form has a field for every key of every kind of rule, and none that a kind has not', () => {
  const shown = Object.entries(fieldsOf).map(([kind, fields]) => [
    kind,
    fields.flatMap(({ keys }) => [...keys]).sort(),
  ]);
  const written = Object.entries(ruleKinds).map(([kind, shape]) => [kind, Object.keys(shape).sort()]);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(written));
  expect(shown.length).toBe(20);
});

test('every rule that device types bring goes through the form and back unchanged, and is still one', () => {
  let seen = 0;
  for (const rule of defaults) {
    const { rule: back, wrong } = wholeIn(valuesOf(rule), rule);
    expect([...wrong], rule.id).toEqual([]);
    expect(ruleSchemaOf(back).safeParse(back).error?.issues, rule.id).toBeUndefined();
    // what only the spelling of a level or a duration changes is no change
    expect(differenceIn(valuesOf(rule), rule).changes, rule.id).toBe(0);
    expect([...changedFields(back, rule)], rule.id).toEqual([]);
    seen++;
  }
  expect(seen).toBeGreaterThan(100);
});

test('a rule is adapted by what is different alone, for whom it is said', () => {
  const values = { ...valuesOf(base), site: 'mairie-dax', 'above.warning': '85', clear: '80,5', for: '' };
  expect(differenceIn(values, base)).toMatchObject({
    changes: 3,
    rule: { id: 'disk-used', site: 'mairie-dax', above: { warning: 85, critical: 95 }, clear: 80.5, for: '0s' },
  });
  expect(differenceIn({ ...values, off: 'yes' }, base).rule).toEqual({
    id: 'disk-used',
    site: 'mairie-dax',
    off: true,
  });
  const below = differenceIn({ ...valuesOf(base), 'above.way': 'below', clear: '97' }, base).rule;
  expect(below).toMatchObject({ below: { warning: 90, critical: 95 }, clear: 97 });
  expect([together(base, below).above, together(base, below).kind]).toEqual([undefined, 'threshold']);
});

test('what is no number or is not there is told at its field', () => {
  const wrongOf = (more: object) => Object.fromEntries(wholeIn({ ...valuesOf(base), ...more }).wrong);
  expect(wrongOf({ 'above.warning': 'beaucoup' })).toEqual({ above: 'number' });
  expect(wrongOf({ 'above.warning': '', 'above.critical': '', 'say.en': ' ' })).toEqual({
    above: 'missing',
    'say.en': 'missing',
  });
  expect(wrongOf({ for: '-5', clear: '1.2.3' })).toEqual({ for: 'number', clear: 'number' });
});

test('lists, shares, ranges and legal limits are written as rules write them', () => {
  const of = (kind: string, values: Record<string, string>) => conditionIn(kind, values).condition;
  expect(of('state', { 'is.critical': '0; 0,5', 'is.warning': '2' })).toEqual({
    is: { warning: 2, critical: [0, 0.5] },
  });
  expect(of('budget', { share: '15', least: '50', severity: 'information' })).toEqual({
    ...{ share: 0.15, least: 50, severity: 'information' },
  });
  expect(of('implausible', { 'range.0': '-40', 'range.1': '60', backwards: 'yes' })).toMatchObject({
    range: [-40, 60],
    backwards: true,
  });
  expect(
    of('heated', { while: 'closed', 'limits.0.afterHours': '24', 'limits.0.limit': '16', tolerance: '1' }),
  ).toMatchObject({
    limits: [{ afterHours: 24, limit: 16 }],
  });
});

test('numbers are read as people write them, and durations keep their length in any spelling', () => {
  expect(['1 500,5', '−120', '.5', '90 %', '', '1e3'].map(numberIn)).toEqual([
    1500.5,
    -120,
    0.5,
    undefined,
    undefined,
    undefined,
  ]);
  expect(['1d12h', '90s', '15m', '', 'soon'].map(partsOf).map(({ amount, unit }) => amount + unit)).toEqual([
    ...['36h', '90s', '15m', 'm', 'm'],
  ]);
  expect([durationText('1,5', 'h'), durationText('0', 'm'), durationText('-1', 'm')]).toEqual(['90m', '0s', undefined]);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(999), fc.constantFrom('s', 'm', 'h', 'd')), { minLength: 1, maxLength: 4 }),
      (parts) => {
        const written = parts.map(([count, unit]) => `${count}${unit}`).join('');
        const { amount, unit } = partsOf(written);
        expect((secondsIn(written) ?? -1) * 1_000).toBe(durationMs(written));
        expect(durationMs(durationText(amount === '' ? '0' : amount, unit) ?? '')).toBe(durationMs(written));
      },
    ),
    { numRuns: 200 },
  );
});

test('a rule is told in words with its units, and what an adapted one changes', () => {
  expect(plain(conditionText(base, telling('fr', '%')))).toBe(
    'Au-dessus de 90 % (attention), 95 % (critique), revient à la normale à 88 %, pendant 15 minutes',
  );
  const [above] = fieldsOfKind('threshold');
  expect(above && plain(fieldText(above, { ...base, above: 97.5 }, telling('en', '%')))).toBe('97.5 % (warning)');
  const budget = { kind: 'budget', share: 0.15, least: 1_500 };
  expect(plain(conditionText(budget, telling('en', 'kWh')))).toBe('By more than 15 %, and by at least 1,500 kWh');
  expect([...changedFields({ above: { warning: 85 }, for: '1h' }, base)]).toEqual([
    'above',
    'clear',
    'for',
    'clearFor',
  ]);
  expect([...changedFields(together(base, { for: '1h' }), base)]).toEqual(['for']);
  for (const rule of defaults.slice(0, 300)) {
    const text = conditionText(rule, telling('en', 'u'));
    expect(text, rule.id).not.toMatch(/undefined|NaN|\[object|^$/);
  }
});

test('a mistake of the server stands at the field it means', () => {
  expect(
    ['/above/warning', '/rules/0/below', '/clear', '/say/en', '/site', '/for', '/nothing', ''].map((at) =>
      fieldAt(at, 'threshold'),
    ),
  ).toEqual(['above', 'above', 'clear', 'say.en', 'site', 'for', '', '']);
  expect([idOf('Fuite d’eau, école '), idOf('??')]).toEqual(['fuite-d-eau-ecole', '']);
});

test('what one edits is the rule that counts: a difference with what it differs from, by its device’s type', () => {
  const of = (key: string, more: object) => ({ id: 'disk-used', key, origin: 'type' as const, ...more });
  const linux = of('a', { ...base, type: 'linux-host' });
  const nas = of('b', { ...base, type: 'nas', clear: 70 });
  const made = of('c', { id: 'disk-used', origin: 'made', device: 'nas-dax', clear: 60 });
  const devices = [{ id: 'nas-dax', type: 'nas' }];
  const rules = [linux, nas, made];
  expect(baseOf(made, rules, devices)).toBe(nas);
  expect(countingOf(made, rules, devices)).toMatchObject({ clear: 60, above: base.above, kind: 'threshold' });
  expect(editedOf(undefined, rules, devices)).toEqual({ is: 'new' });
  expect(editedOf('a', rules, devices)).toEqual({ is: 'adapt', base: linux });
  expect(editedOf('c', rules, devices)).toEqual({ is: 'change', rule: made, base: nas });
  expect(editedOf('z', rules, devices)).toBeUndefined();
  expect(editedOf('a', [...rules, { ...linux, origin: 'made' }], devices)).toMatchObject({ is: 'change' });
  expect([same({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), same({ a: 1 }, { a: 1, b: 2 }), same([1], [2])]).toEqual([
    ...[true, false, false],
  ]);
});
