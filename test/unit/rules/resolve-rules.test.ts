import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import type { AnyRule } from '../../../devices/rules/any-rule.ts';
import { rulesOf } from '../../../gateway/detect/plan.ts';
import { resolveRules } from '../../../gateway/domain/resolve-rules.ts';

const series = {
  organisation: 'dax',
  site: 'dax-mairie',
  device: 'srv-1',
  type: 'linux-host',
  metric: 'disk.used',
  instance: '/var',
};
const night: AnyRule = {
  id: 'night-power',
  metric: 'electricity.power',
  kind: 'threshold',
  above: 2_000,
  for: '1h',
  say: { fr: 'Puissance la nuit', en: 'Power at night' },
};

function diskUsed(...given: AnyRule[]) {
  const { rules, mistakes } = resolveRules(catalogue, given);
  expect(mistakes).toEqual([]);
  return rulesOf(series, rules).find(({ id }) => id === 'disk-used');
}

test('a rule of a device type counts until somebody says otherwise', () => {
  expect(diskUsed()).toMatchObject({ condition: { levels: [90, 95], clear: 88 }, severities: ['warning', 'critical'] });
});

test('the most particular of what was said counts, and keeps what it does not change', () => {
  const here = diskUsed(
    { id: 'disk-used', device: 'srv-1', above: { critical: 98 } },
    { id: 'disk-used', site: 'dax-mairie', off: true },
    { id: 'disk-used', for: '2h' },
  );
  expect(here).toMatchObject({
    condition: { levels: [98], clear: 88 },
    severities: ['critical'],
    holdMs: 900_000,
    metric: 'disk.used',
  });
  expect(diskUsed({ id: 'disk-used', for: '2h' })?.holdMs).toBe(7_200_000);
  expect(diskUsed({ id: 'disk-used', organisation: 'dax', off: true })).toBeUndefined();
  expect(diskUsed({ id: 'disk-used', organisation: 'tartas', off: true })).toBeDefined();
});

test('a whole rule stands by itself, and others may differ from it for fewer devices', () => {
  const { rules, mistakes } = resolveRules(catalogue, [night, { id: 'night-power', site: 'dax-ecole', above: 500 }]);
  expect(mistakes).toEqual([]);
  expect(rules.filter(({ id }) => id === 'night-power').map(({ scope, condition }) => [scope, condition])).toEqual([
    [{}, { kind: 'threshold', side: 'above', levels: [2_000], clear: 2_000 }],
    [{ site: 'dax-ecole' }, { kind: 'threshold', side: 'above', levels: [500], clear: 500 }],
  ]);
});

test.each<[AnyRule, string, string]>([
  [{ id: 'disk-usd', off: true }, 'id', 'Did you mean "disk-used"?'],
  [{ id: 'disk-used', over: '1h' }, 'over', 'is no key of a rule of the kind threshold'],
  [{ id: 'disk-used', clear: 97 }, '', 'clear: 97 is itself above the first level 90'],
  [{ ...night, metric: 'electricity.powr' }, 'metric', 'Did you mean "electricity.power"?'],
  [{ ...night, type: 'linux-hots' }, 'type', 'Did you mean "linux-host"?'],
  [{ ...night, type: 'linux-host' }, 'metric', '"electricity.power" is no metric of a linux-host'],
  [{ ...night, below: 10 }, 'below', 'needs one of above and below'],
  [{ ...night, for: 'an hour' }, 'for', 'is not a duration like 30s, 10m, 2h or 1d12h'],
  [{ ...night, above: { warning: 90, critical: 80 } }, '', 'levels: 90, 80 do not go from mild to grave'],
])('a mistake names its key and the cure, and the rule is left out (%#)', (rule, key, words) => {
  const { rules, mistakes } = resolveRules(catalogue, [rule]);
  expect(mistakes).toEqual([{ index: 0, ...(key !== '' && { key }), message: expect.stringContaining(words) }]);
  expect(rules).toEqual(resolveRules(catalogue, []).rules);
});
