import { expect, test } from 'vitest';
import type { Injection } from '../../../bench/year/fault-kinds.ts';
import { faultKinds } from '../../../bench/year/fault-kinds.ts';
import { rehearse } from '../../../bench/year/rehearse.ts';
import { yearRules } from '../../../bench/year/rules.ts';
import { scheduleFaults } from '../../../bench/year/schedule.ts';
import { quantile } from '../../../bench/year/score.ts';

const [hourMs, dayMs] = [3_600_000, 86_400_000];
const begin = Date.UTC(2025, 9, 1);

/** Two buildings, a fortnight to learn and twelve days to watch; the first building suffers. */
function fourWeeks(faults: readonly Omit<Injection, 'site'>[]) {
  const suffering = 'batiment-01';
  return rehearse({
    ...{ rules: yearRules, buildings: 2, seed: 5, learnFrom: begin - 14 * dayMs },
    span: { from: begin, to: begin + 12 * dayMs },
    faults: (site) => (site === suffering ? faults.map((fault) => ({ ...fault, site })) : []),
  });
}

const at = (days: number, hours: number) => begin + days * dayMs + hours * hourMs;

test('a leak is told before the second morning, faults of devices at once, and nobody is paged in weeks without a fault', () => {
  const { outcomes, healthy } = fourWeeks([
    { kind: 'leak', size: 0.3, from: at(2, 10), to: at(9, 10) },
    { kind: 'silence', size: 12, from: at(3, 9), to: at(3, 21) },
    { kind: 'counter reset', size: 0, from: at(5, 10), to: at(7, 10) },
    { kind: 'backup', size: 3, from: at(6, 0), to: at(10, 0) },
    { kind: 'disk fills', size: 10, from: at(2, 0), to: at(11, 0) },
  ]);
  const toldAfter = (kind: string) =>
    (outcomes.find(({ injection }) => injection.kind === kind)?.delayMs ?? Number.NaN) / hourMs;
  expect(outcomes).toHaveLength(5);
  expect(toldAfter('leak')).toBeLessThan(44);
  expect(toldAfter('silence')).toBeLessThan(2);
  expect(toldAfter('counter reset')).toBeLessThan(1);
  expect(toldAfter('backup')).toBeLessThan(2);
  expect(toldAfter('disk fills')).toBeLessThan(6 * 24);
  expect(healthy.filter(({ severity }) => severity !== 'information')).toEqual([]);
});

test('the faults of a year are the same for a seed, of every size, apart from each other and within the year', () => {
  const span = { from: Date.UTC(2025, 9, 1), to: Date.UTC(2026, 9, 1) };
  const building = { site: 'batiment-01', isOpen: () => true };
  const faults = scheduleFaults(building, span, 1);
  expect(scheduleFaults(building, span, 1)).toEqual(faults);
  expect(scheduleFaults(building, span, 2)).not.toEqual(faults);
  for (const { id, sizes, each } of faultKinds) {
    const mine = faults.filter(({ kind }) => kind === id).sort((a, b) => a.from - b.from);
    expect(mine.map(({ size }) => size).sort(), id).toEqual(sizes.flatMap((size) => Array(each).fill(size)).sort());
    for (const [i, { from, to }] of mine.entries()) {
      expect(from).toBeGreaterThanOrEqual(mine[i - 1]?.to ?? span.from);
      expect(to).toBeLessThanOrEqual(span.to);
    }
  }
  expect(faults.length).toBeGreaterThan(90);
});

test('a quantile is one of the numbers', () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([4, 3, 1, 2], 0.9)).toBe(4);
  expect(quantile([], 0.5)).toBeUndefined();
});
