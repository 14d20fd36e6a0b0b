import { expect, test } from 'vitest';
import { fitDegreeModel } from '../../../../gateway/calculate/savings/degree-model.ts';
import type { Period } from '../../../../gateway/calculate/savings/period.ts';

const year = Array.from({ length: 365 }, (_, day) => 12 - 11 * Math.cos((day * 2 * Math.PI) / 365));
const daily = (use: (temperature: number) => number): Period[] =>
  year.map((temperature, day) => ({
    start: day,
    end: day + 1,
    days: 1,
    use: use(temperature),
    temperatures: [temperature],
  }));

test('use that falls when it grows cold is no heating: every slope of a model is above zero', () => {
  const falling = daily((temperature) => 60 - 2 * Math.max(0, 15 - temperature));
  const model = fitDegreeModel(falling, { unit: 'C', mayCool: false, isBilling: false });
  expect(model.heating).toBeUndefined();
  expect(model.adjustedR2).toBe(0);
});

test('no model has a base below zero: another balance point is taken', () => {
  const below = daily((temperature) => 3 * Math.max(0, 15 - temperature) - 2);
  const model = fitDegreeModel(below, { unit: 'C', mayCool: false, isBilling: false });
  expect(model.base).toBeGreaterThan(0);
  expect(model.heating?.balance).toBeLessThan(15);
});

test('of two bills the longer one says more about a day', () => {
  const bills = [30, 60].map((days) => ({ start: 0, end: 1, days, use: days * days, temperatures: [15] }));
  const options = { unit: 'C', mayCool: true } as const;
  expect(fitDegreeModel(bills, { ...options, isBilling: true }).base).toBe(50);
  expect(fitDegreeModel(bills, { ...options, isBilling: false }).base).toBe(45);
});
