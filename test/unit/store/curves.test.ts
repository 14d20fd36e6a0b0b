import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ordered } from '../../../gateway/store/curves.ts';

/** Runs of instants that rise, fall or stand, as imports, parts and repeated sensors give them. */
const stretch = fc.record({
  start: fc.integer({ min: 0, max: 20 }),
  step: fc.constantFrom(-3, -1, -1, 0, 1, 2),
  length: fc.integer({ min: 1, max: 8 }),
});

test('readings accepted in any order become a curve in which the last accepted of an instant stands', () => {
  let fallen = 0;
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 5 }), (stretches) => {
      const times = stretches.flatMap(({ start, step, length }) => Array.from({ length }, (_, i) => start + i * step));
      const last = new Map(times.map((time, accepted) => [time, accepted]));
      const expected = [...last].sort(([a], [b]) => a - b);
      const accepted = { times: Float64Array.from(times), values: Float64Array.from(times.keys()) };
      const curve = ordered(accepted);
      expect([...curve.times]).toEqual(expected.map(([time]) => time));
      expect([...curve.values]).toEqual(expected.map(([, value]) => value));
      expect([...accepted.times]).toEqual(times);
      if (times.length > 1 && times.every((time, i) => i === 0 || time < (times[i - 1] ?? 0))) fallen++;
    }),
    { numRuns: 1000 },
  );
  expect(fallen).toBeGreaterThan(20);
});
