import fc from 'fast-check';
import { expect, test } from 'vitest';
import { airBand, icone } from '../../../gateway/calculate/icone.ts';

/** Of a hundred readings so many parts are middle, and high. */
const shares = (f1: number, f2: number) => icone({ low: 1e4 * (1 - f1 - f2), middle: 1e4 * f1, high: 1e4 * f2 });

test.each([
  [0, 0, 0, 0],
  [0.1, 0, 0.3438, 0],
  [0.15, 0.02, 0.6875, 1],
  [0.5, 0, 1.4624, 1],
  [1, 0, 2.5, 3],
  [0.2, 0.05, 1.0824, 1],
  [0.3, 0.1, 1.6952, 2],
  [0.4, 0.4, 3.4463, 3],
  [0.25, 0.6, 4.022, 4],
  [0, 1, 5, 5],
])('ICONE of the published table: f1 %f and f2 %f are %f, class %i', (f1, f2, index, of) => {
  const found = shares(f1, f2);
  expect(found?.index).toBeCloseTo(index, 4);
  expect(found?.class).toBe(of);
});

test('without a reading there is no index; 1000 is low and 1700 middle', () => {
  expect(icone({ low: 0, middle: 0, high: 0 })).toBeUndefined();
  expect([400, 1000, 1000.5, 1700, 1700.5].map(airBand)).toEqual([0, 0, 1, 1, 2]);
});

test('the index lies from 0 to 5, grows with each worse reading, and does not know how many there were', () => {
  const count = fc.integer({ min: 0, max: 2_000 });
  fc.assert(
    fc.property(count, count, count, fc.integer({ min: 2, max: 9 }), (low, middle, high, times) => {
      const air = { low: low + 1, middle, high };
      const [found, worse, worst] = [
        icone(air),
        icone({ ...air, low, middle: middle + 1 }),
        icone({ ...air, low, high: high + 1 }),
      ].map((one) => one?.index ?? Number.NaN);
      expect(found).toBeGreaterThanOrEqual(0);
      expect(worst).toBeLessThanOrEqual(5);
      expect(worse).toBeGreaterThan(found ?? 9);
      expect(worst).toBeGreaterThan(worse ?? 9);
      const more = icone({ low: air.low * times, middle: middle * times, high: high * times });
      expect(more?.index).toBeCloseTo(found ?? Number.NaN, 8);
    }),
    { numRuns: 60 },
  );
});
