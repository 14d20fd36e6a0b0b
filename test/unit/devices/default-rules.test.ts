import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { ownMetrics } from '../../../devices/metric.ts';
import { ruleSchemaOf } from '../../../devices/rules/written-rule.ts';
import { ruleMistakes } from '../../../gateway/domain/rule-mistakes.ts';
import { defaultRules, writtenDefaults } from '../../../gateway/domain/written-rule.ts';

const rules = defaultRules(catalogue);

test('every rule that a device type brings can be judged, and is about a metric that the type has', () => {
  for (const rule of rules) {
    expect(ruleMistakes(rule)).toEqual([]);
    const metric = catalogue.get(rule.scope.type ?? '')?.metrics[rule.metric] ?? ownMetrics[rule.metric];
    expect(metric, `${rule.scope.type} ${rule.id}`).toBeDefined();
  }
  expect(rules.length).toBeGreaterThan(200);
});

test('every rule of a device type is written as people write theirs', () => {
  const written = writtenDefaults(catalogue);
  const refused = written.filter((rule) => !ruleSchemaOf(rule).safeParse(rule).success);
  expect(written.length).toBe(rules.length);
  expect(refused).toEqual([]);
});

test('no device type goes unwatched: what is asked can be lost or out of service, what speaks by itself can fall silent', () => {
  const watched = new Set(
    rules.filter(({ lostContact, id }) => lostContact || /-down$|-lost$/.test(id)).map(({ scope }) => scope.type),
  );
  const unwatched = [...catalogue.keys()].filter((type) => !watched.has(type));
  // its clients are watched by the state of their backups, and its parent is asked
  expect(unwatched).toEqual(['avamar-member']);
});

test('one id is one kind of rule on one metric of one name, whatever the device type', () => {
  const seen = new Map<string, string>();
  const different: string[] = [];
  for (const { id, metric, condition, say } of rules) {
    const meaning = JSON.stringify([condition.kind, id === 'silent' ? '' : metric, say]);
    if ((seen.get(id) ?? meaning) !== meaning) different.push(`${id} ${meaning}`);
    seen.set(id, meaning);
  }
  expect(seen.size).toBeGreaterThan(50);
  expect(different).toEqual([]);
});
