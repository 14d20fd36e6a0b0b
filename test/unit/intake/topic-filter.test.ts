import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, isWithin } from '../../../gateway/intake/topic-filter.ts';

const level = fc.constantFrom('a', 'b', '', '$sys');
const topic = fc.array(level, { minLength: 1, maxLength: 5 });
const filter = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([levels, open]) => (open ? [...levels, '#'] : levels));

test('a filter covers exactly the topics that MQTT says it covers', () => {
  let covered = 0;
  fc.assert(
    fc.property(filter, topic, (wanted, levels) => {
      const answer = covers(wanted.join('/'), levels.join('/'));
      if (answer) covered++;
      expect(answer).toBe(
        (!levels.join('/').startsWith('$') || wanted.join('/').startsWith('$')) && naive(wanted, levels),
      );
    }),
    { numRuns: 2_000 },
  );
  expect(covered).toBeGreaterThan(20);
});

/** MQTT 4.7.1, level by level: # stands for its parent and everything below it. */
function naive([want, ...wanted]: string[], levels: string[]): boolean {
  if (want === '#') return true;
  if (want === undefined) return levels.length === 0;
  const [level, ...rest] = levels;
  return level !== undefined && (want === '+' || want === level) && naive(wanted, rest);
}

test('a subscription within a filter hears no topic that the filter does not cover', () => {
  let heard = 0;
  fc.assert(
    fc.property(filter, filter, topic, (wanted, allowed, levels) => {
      const [asked, open, on] = [wanted.join('/'), allowed.join('/'), levels.join('/')];
      if (!isWithin(asked, open) || !covers(asked, on)) return;
      heard++;
      expect(covers(open, on), `${asked} within ${open}, on ${on}`).toBe(true);
    }),
    { seed: 20_261_122, numRuns: 20_000 },
  );
  expect(heard).toBeGreaterThan(100);
  expect([isWithin('a/#', 'a/#'), isWithin('a/+/b', 'a/+/+'), isWithin('a/b/#', 'a/#')]).toEqual([true, true, true]);
  expect([isWithin('a/#', 'a/+/#'), isWithin('a/+', 'a/b'), isWithin('#', 'a/#')]).toEqual([false, false, false]);
});
