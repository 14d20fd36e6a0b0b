import { expect, test } from 'vitest';
import type { Injection } from '../../../bench/year/fault-kinds.ts';
import { faultKinds } from '../../../bench/year/fault-kinds.ts';
import { rehearse } from '../../../bench/year/rehearse.ts';
import { yearRules } from '../../../bench/year/rules.ts';
import { scheduleFaults } from '../../../bench/year/schedule.ts';
import { quantile } from '../../../bench/year/score.ts';

const [hourMs, dayMs] = [3_600_000, 86_400_000];
const begin = Date.UTC(2025, 9, 1);

/** Three buildings, three weeks to learn and three to watch; the first building suffers. */
function sixWeeks(faults: readonly Omit<Injection, 'site'>[]) {
  const suffering = 'batiment-01';
  return rehearse({
    ...{ rules: yearRules, buildings: 3, seed: 5, learnFrom: begin - 21 * dayMs },
    span: { from: begin, to: begin + 21 * dayMs },
    faults: (site) => (site === suffering ? faults.map((fault) => ({ ...fault, site })) : []),
  });
}

const at = (days: number, hours: number) => begin + days * dayMs + hours * hourMs;

test('a silent sensor, a meter put back and a disk that fills are told in time, and nobody else of anything', () => {
  const { outcomes, beside, healthy } = sixWeeks([
    { kind: 'silence', size: 12, from: at(3, 9), to: at(3, 21) },
    { kind: 'counter reset', size: 0, from: at(5, 10), to: at(7, 10) },
    { kind: 'disk fills', size: 10, from: at(8, 0), to: at(16, 0) },
  ]);
  const hours = outcomes.map(({ injection, delayMs = Number.NaN }) => [injection.kind, delayMs / hourMs] as const);
  expect(hours.map(([kind]) => kind)).toEqual(['silence', 'counter reset', 'disk fills']);
  expect(hours[0]?.[1]).toBeLessThan(4);
  expect(hours[1]?.[1]).toBeLessThan(1);
  expect(hours[2]?.[1]).toBeLessThan(6 * 24);
  expect(beside).toEqual([]);
  expect(healthy.filter(({ severity }) => severity === 'critical')).toEqual([]);
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
