import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketed } from '../../../gateway/calculate/buckets.ts';
import { consumption, unbroken } from '../../../gateway/calculate/counter.ts';
import type { Curve } from '../../../gateway/domain/reading.ts';

/** Litres used between readings ten minutes apart, the meter's first index, and how the readings are cut into buckets. */
const usage = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 3, maxLength: 60 });
const firstIndex = fc.integer({ min: 0, max: 1_000_000 });
const cuts = (curve: Curve) =>
  fc
    .uniqueArray(fc.integer({ min: curve.times[0] ?? 0, max: curve.times.at(-1) ?? 0 }), { maxLength: 12 })
    .map((inner) => [...new Set([curve.times[0] ?? 0, ...inner, curve.times.at(-1) ?? 0])].sort((a, b) => a - b));

describe('consumption of a counter', () => {
  test('is the index at the end minus the index at the beginning, however the time is divided', () => {
    fc.assert(
      fc.property(
        fc
          .tuple(firstIndex, usage)
          .chain(([first, used]) => fc.tuple(fc.constant(used), cuts(meter(first, used)), fc.constant(first))),
        ([used, edges, first]) => {
          const curve = meter(first, used);
          expect(total(consumption(curve, edges))).toBeCloseTo(total(used), 6);
        },
      ),
    );
  });

  test('whatever a meter sends, parts add up to the whole and none is negative', () => {
    const anything = fc
      .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 40 })
      .map(curveOf);
    fc.assert(
      fc.property(
        anything.chain((curve) => fc.tuple(fc.constant(curve), cuts(curve))),
        fc.option(fc.integer({ min: 100, max: 1e6 }), { nil: undefined }),
        ([curve, edges], rollover) => {
          const rules = rollover === undefined ? {} : { rollover };
          const parts = consumption(curve, edges, rules);
          const [whole] = consumption(curve, [edges[0]!, edges.at(-1)!], rules);
          expect(parts.every((part) => part === null || part >= 0)).toBe(true);
          expect(total(parts)).toBeCloseTo(whole ?? 0, 3);
        },
      ),
    );
  });

  test('loses at a reset at most what was used around it, and invents nothing', () => {
    fc.assert(
      fc.property(firstIndex, usage, fc.nat(), fc.integer({ min: 0, max: 1000 }), (first, used, where, restart) => {
        const at = 1 + (where % used.length);
        const values = [...meter(first + 2000, used).values];
        const fresh = values.map((value, i) => (i < at ? value : restart + value - (values[at] ?? 0)));
        const found = total(consumption(curveOf(fresh), ends(fresh.length)));
        expect(found).toBeLessThanOrEqual(total(used));
        expect(found).toBeGreaterThanOrEqual(total(used) - (used[at - 1] ?? 0) - (used[at - 2] ?? 0));
      }),
    );
  });

  test('counts the turn-over of a register exactly, said with its last index or with its digits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(99_999, 100_000, 65_535, 65_536),
        fc.integer({ min: 1, max: 20_000 }),
        usage,
        (rollover, below, used) => {
          const modulus = rollover < 70_000 ? 65_536 : 100_000;
          const values = [...meter(modulus - below, used).values].map((value) => value % modulus);
          expect(total(consumption(curveOf(values), ends(values.length), { rollover }))).toBe(total(used));
        },
      ),
    );
  });

  test('a reset in the middle of a register is not its turn-over', () => {
    expect(total(consumption(curveOf([50_000, 50_010, 0, 20]), ends(4), { rollover: 100_000 }))).toBe(30);
  });

  test('one wrong reading among good ones changes nothing', () => {
    const steady = usage.map((used) => used.map((litres) => litres + 1));
    fc.assert(
      fc.property(
        firstIndex,
        steady,
        fc.nat(),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        (first, used, where, wrong) => {
          const values = [...meter(first, used).values];
          const at = 1 + (where % (values.length - 2));
          values[at] = wrong;
          expect(total(consumption(curveOf(values), ends(values.length)))).toBe(total(used));
        },
      ),
    );
  });

  test('a replaced meter counts to its last index, and the new one from its first', () => {
    fc.assert(
      fc.property(firstIndex, firstIndex, usage, fc.nat(), (old, fresh, used, where) => {
        const at = 1 + (where % used.length);
        const values = [...meter(old, used).values];
        const last = (values[at] ?? 0) - Math.min(3, used[at - 1] ?? 0);
        const replaced = values.map((value, i) => (i < at ? value : fresh + value - last));
        const corrections = [{ time: at * 600_000 - 1000, last, first: fresh }];
        const { times } = curveOf(replaced);
        expect(total(consumption(curveOf(replaced), [...times], { corrections }))).toBe(total(used));
      }),
    );
  });

  test('is unknown where no index came, and what was used meanwhile counts where the next one lies', () => {
    const curve: Curve = { times: Float64Array.of(0, 10, 45), values: Float64Array.of(100, 103, 110) };
    expect(consumption(curve, [0, 10, 20, 30, 40, 50])).toEqual([3, null, null, null, 7]);
  });

  test('begins at the first reading inside when there is none before', () => {
    const curve: Curve = { times: Float64Array.of(5, 15, 18), values: Float64Array.of(100, 103, 104) };
    expect(consumption(curve, [0, 10, 20, 30])).toEqual([null, 4, null]);
    expect(consumption(curve, [0, 30])).toEqual([4]);
    expect(consumption({ times: new Float64Array(0), values: new Float64Array(0) }, [0, 30])).toEqual([null]);
  });

  test('never lets the unbroken curve fall', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 50 }), (values) => {
        const { values: whole } = unbroken(curveOf(values), { rollover: 1e6 });
        expect(whole.every((value, i) => i === 0 || value >= (whole[i - 1] ?? 0) - 1e-6)).toBe(true);
      }),
    );
  });
});

describe('readings in buckets', () => {
  const curve: Curve = { times: Float64Array.of(0, 5, 10, 11, 30), values: Float64Array.of(4, 2, 7, 1, 9) };
  test.each([
    ['mean', [3, 4, null, 9]],
    ['min', [2, 1, null, 9]],
    ['max', [4, 7, null, 9]],
    ['last', [2, 1, null, 9]],
    ['sum', [6, 8, null, 9]],
    ['count', [2, 2, null, 1]],
  ] as const)('%s takes from each edge to before the next, and knows nothing of an empty bucket', (fn, expected) => {
    expect(bucketed(curve, [0, 10, 20, 30, 40], fn)).toEqual(expected);
  });
});

function meter(first: number, used: readonly number[]): Curve {
  let index = first;
  return curveOf([first, ...used.map((litres) => (index += litres))]);
}

function curveOf(values: readonly number[]): Curve {
  return { times: Float64Array.from(values, (_, i) => i * 600_000), values: Float64Array.from(values) };
}

function ends(length: number): number[] {
  return [0, (length - 1) * 600_000];
}

function total(parts: readonly (number | null)[]): number {
  return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}
