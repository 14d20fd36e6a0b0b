import { expect, test } from 'vitest';
import { heatingDegreeDays } from '../../../gateway/calculate/degree-days.ts';

test('degree-days are those of the published table, by both methods', () => {
  const table = [
    [2, 10, 12, 12],
    [10, 18, 4, 4],
    [14, 22, 0, 1.16],
    [16, 26, 0, 0.328],
    [5, 25, 3, 4.589],
    [17, 19, 0, 0.29],
    [18, 30, 0, 0],
    [18, 18, 0, 0],
  ] as const;
  for (const [low, high, meteo, professionals] of table) {
    expect(heatingDegreeDays({ low, high }, 'météo')).toBeCloseTo(meteo, 3);
    expect(heatingDegreeDays({ low, high }, 'professionals')).toBeCloseTo(professionals, 3);
  }
  expect(table).toHaveLength(8);
  expect(heatingDegreeDays({ low: 2, high: 10 }, 'professionals', 15)).toBe(9);
});
