import { expect, test } from 'vitest';
import { issueErrors, ruleError } from '../../../dashboard/server/rule-errors.ts';
import { ruleSchemaOf } from '../../../devices/rules/written-rule.ts';

test('what is wrong with a rule is told at the key it was written under, in words without the machine’s', () => {
  const where = (message: string, body: object, key?: string) =>
    ruleError({ message, ...(key !== undefined && { key }) }, { body, at: '/rules/2' });
  expect([
    where('levels: 5, 2 do not go from mild to grave', { below: { warning: 5 } }),
    where('levels: 30, 60 do not go from many days to few', { days: 30 }),
    where('perHour: -1 is not more than 0', { falls: -1 }),
    where('holdMs: a value is stuck only after a time', {}),
    where('clear: 99 is itself above the first level 90', { above: 90 }),
    where('"pompe" is no metric', {}, 'metric'),
    where('there is no such thing', {}),
  ]).toEqual([
    { pointer: '/rules/2/below', detail: '5, 2 do not go from mild to grave' },
    { pointer: '/rules/2/days', detail: '30, 60 do not go from many days to few' },
    { pointer: '/rules/2/falls', detail: '-1 is not more than 0' },
    { pointer: '/rules/2/for', detail: 'a value is stuck only after a time' },
    { pointer: '/rules/2/clear', detail: '99 is itself above the first level 90' },
    { pointer: '/rules/2/metric', detail: '"pompe" is no metric' },
    { pointer: '/rules/2', detail: 'there is no such thing' },
  ]);
});

test('each thing that a rule’s schema finds has its place, and every unknown key its own', () => {
  const body = { id: 'x', metric: 'air.co2', kind: 'silence', after: 'soon', say: { fr: 'a', en: '' }, 'a/b': 1, c: 2 };
  const read = ruleSchemaOf(body).safeParse(body);
  const errors = read.error?.issues.flatMap((issue) => issueErrors(issue, '')) ?? [];
  expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/after', '/a~1b', '/c', '/say/en']);
});
