import { expect, test } from 'vitest';
import { issueErrors, ruleError } from '../../../dashboard/server/rule-errors.ts';
import { toldMistake } from '../../../dashboard/web/texts/rule-mistakes.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import type { AnyRule } from '../../../devices/rules/any-rule.ts';
import { ruleSchemaOf } from '../../../devices/rules/written-rule.ts';
import { resolveRules } from '../../../gateway/domain/resolve-rules.ts';

const whole = { id: 'essai', metric: 'air.co2', say: { fr: 'Essai', en: 'Trial' } };
const threshold = { ...whole, kind: 'threshold', above: 900 };

/** Rules that the server refuses, one of each way to be wrong that the form lets through. */
const wrong: readonly Readonly<Record<string, unknown>>[] = [
  { ...threshold, above: { warning: 900, critical: 800 } },
  { ...threshold, above: undefined, below: { warning: 800, critical: 900 }, clear: 950 },
  { ...threshold, clear: 950 },
  { ...threshold, above: undefined, below: 800, clear: 700 },
  { ...threshold, for: '900d' },
  { ...threshold, id: 'Pas un id' },
  { ...threshold, metric: 'air.co3' },
  { ...threshold, metric: 'co2' },
  { ...threshold, say: { fr: 'x'.repeat(201), en: '' } },
  { ...threshold, below: 3 },
  { ...threshold, above: 'haut', when: 'night' },
  { ...whole, kind: 'state', is: { warning: 1, critical: 1 } },
  { ...whole, kind: 'rate', rises: -1, over: '1h' },
  { ...whole, kind: 'rate', rises: 2, over: '1h', clear: 5 },
  { ...whole, kind: 'rate', rises: 2, over: '0s' },
  { ...whole, kind: 'silence', after: 'bientôt' },
  { ...whole, kind: 'stuck' },
  { ...whole, kind: 'stuck', within: -1, for: '1h' },
  { ...whole, kind: 'implausible' },
  { ...whole, kind: 'implausible', range: [5, 1], leap: -1 },
  { ...whole, kind: 'profile', deviations: 0, least: 0 },
  { ...whole, kind: 'budget', share: 11, least: 1 },
  { ...whole, kind: 'forecast', days: { warning: 10, critical: 20 }, clear: 30, rises: 120 },
  { ...whole, kind: 'late', hours: { warning: 5, critical: 2 }, atMost: 0 },
  { ...whole, kind: 'size', least: 2, most: 0.5, floor: -1 },
  { ...whole, kind: 'leak', litresPerHour: { warning: 60, critical: 5 } },
  { ...whole, kind: 'icone', index: { warning: 7 } },
  { ...whole, kind: 'heated', while: 'open', tolerance: -1 },
  { ...whole, kind: 'heated', while: 'closed', tolerance: 1, limits: [] },
  { id: 'nulle-part', above: 3 },
];

function mistakesOf(body: Readonly<Record<string, unknown>>): { pointer: string; detail: string }[] {
  const plain = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  const read = ruleSchemaOf(plain).safeParse(plain);
  if (!read.success) return read.error.issues.flatMap((issue) => issueErrors(issue, ''));
  return resolveRules(catalogue, [read.data as AnyRule]).mistakes.map((one) => ruleError(one, { body: plain, at: '' }));
}

test('all that the server finds wrong with a rule is told in French, at a place of the form', () => {
  const told = wrong.flatMap((body) => {
    const mistakes = mistakesOf(body);
    expect(mistakes.length, JSON.stringify(body)).toBeGreaterThan(0);
    return mistakes.map(({ pointer, detail }) => ({ pointer, detail, french: toldMistake(detail, 'fr') }));
  });
  expect(told.filter(({ pointer }) => pointer === '')).toEqual([]);
  expect(told.filter(({ detail, french }) => french === detail || /\b(is|must|give|the|do)\b/.test(french))).toEqual(
    [],
  );
  expect(told.length).toBeGreaterThan(35);
  expect(toldMistake('900 is itself above the first level 860', 'en')).toBe('900 is itself above the first level 860');
});
