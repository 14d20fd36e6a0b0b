import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { backupStandings } from '../../../gateway/calculate/backup-standing.ts';
import { auditLimits } from '../../../gateway/calculate/server-audit.ts';
import type { Rule } from '../../../gateway/domain/rule.ts';
import { ruleMistakes } from '../../../gateway/domain/rule-mistakes.ts';
import { defaultRules, ruleFrom } from '../../../gateway/domain/written-rule.ts';

const rules = defaultRules(catalogue);
const conditionOf = (id: string, type: string) => {
  const found = rules.find((rule) => rule.id === id && rule.scope.type === type);
  if (found === undefined) throw new Error(`${type} has no rule ${id}`);
  return found;
};

test('water, air, heating, backups and what fills are judged by default, without a mistake', () => {
  const kinds = ['forecast', 'heated', 'icone', 'late', 'leak', 'size'];
  const seen = rules.filter(({ condition }) => kinds.includes(condition.kind));
  expect(new Set(seen.map(({ condition }) => condition.kind))).toEqual(new Set(kinds));
  expect(seen.flatMap(ruleMistakes)).toEqual([]);
  expect(seen.length).toBeGreaterThan(30);
});

test('as written they are what is judged', () => {
  expect(conditionOf('leak', 'water-meter')).toMatchObject({
    condition: { kind: 'leak', levels: [5, 60] },
    severities: ['warning', 'critical'],
  });
  expect(conditionOf('battery-ends', 'milesight-am107').condition).toEqual({
    ...{ kind: 'forecast', levels: [60], clear: 90 },
    toward: { side: 'falls', end: 10 },
  });
  expect(conditionOf('certificate-days', 'web-site').condition).toEqual({
    ...{ kind: 'forecast', levels: [20, 10, 3], clear: 21 },
  });
  expect(conditionOf('heated-closed', 'climate').condition).toMatchObject({ while: 'closed', tolerance: 1 });
  expect(conditionOf('co2', 'air-quality').condition).toMatchObject({ when: 'not-closed' });
  const say = { fr: 'x', en: 'x' };
  const heated = { id: 'x', metric: 'air.temperature', kind: 'heated', while: 'open', tolerance: 1, say } as const;
  expect(ruleMistakes(ruleFrom(heated))).toEqual(['rule "x" limit: give the °C that the law allows, as 19']);
});

test('the alerts, the audit of a server and the list of backups hold the same for bad', () => {
  const { warning, critical } = auditLimits.diskFullInDays;
  expect(conditionOf('disk-fills', 'linux-host').condition).toMatchObject({ levels: [warning, critical] });
  expect(conditionOf('disk-used', 'linux-host').condition).toMatchObject({
    levels: [auditLimits.disk.warning, auditLimits.disk.critical],
  });
  const [state, missing, age] = ['backup', 'backup-missing', 'backup-age'].map((id) =>
    conditionOf(id, 'avamar-member'),
  );
  const [now, silentAfterMs] = [Date.UTC(2026, 10, 18), 3_600_000];
  const tell = (metric: string, value: number) => ({ device: 'd', instance: 'srv', time: now, metric, value });
  for (const value of [0, 1, 2, 3, 4]) {
    const [standing] = backupStandings([tell('backup.state', value), tell('backup.age', 9)], { silentAfterMs, now });
    expect(severityAt(state, value) ?? severityAt(missing, value) ?? 'well').toBe(standing?.is);
  }
  const late = (hours: number) =>
    backupStandings([tell('backup.state', 0), tell('backup.age', hours)], { silentAfterMs, now })[0]?.isLate;
  const atMost = age?.condition.kind === 'late' ? age.condition.atMost : Number.NaN;
  expect([late(atMost), late(atMost + 0.1)]).toEqual([false, true]);
});

function severityAt(rule: Rule | undefined, value: number): string | undefined {
  if (rule?.condition.kind !== 'state') throw new Error('a state is judged');
  return rule.severities[rule.condition.levels.findIndex((values) => values.includes(value))];
}
