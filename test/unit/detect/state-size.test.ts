import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { judgeOf } from '../../../gateway/detect/kinds/judge-of.ts';
import { rulesOf } from '../../../gateway/detect/plan.ts';
import { defaultRules } from '../../../gateway/domain/written-rule.ts';

test('what is remembered of a series of the catalogue, by the rules that come with it, is at most 2,048 bytes', () => {
  const rules = defaultRules(catalogue);
  const sizes = [...catalogue.values()].flatMap(({ id: type, metrics }) =>
    Object.keys(metrics).map((metric) => {
      const series = { organisation: 'tartas', site: 'mairie', device: 'one', type, metric, instance: '' };
      const numbers = rulesOf(
        series,
        rules.filter((rule) => rule.metric === metric),
      ).map(({ condition }) => judgeOf(condition).memory);
      return { series: `${type} ${metric}`, bytes: 8 * numbers.reduce((sum, one) => sum + one, 0) };
    }),
  );
  expect(sizes.filter(({ bytes }) => bytes > 0).length).toBeGreaterThan(50);
  expect(sizes.filter(({ bytes }) => bytes > 2_048)).toEqual([]);
  expect(sizes.find(({ series }) => series === 'water-meter water.volume')?.bytes).toBe(2_016);
});
