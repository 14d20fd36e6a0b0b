import { expect, test } from 'vitest';
import { waterLoss } from '../../../gateway/calculate/water-loss.ts';

test('0.3 L/min is 18 L/h, 0.43 m³ a day, and at 4 € a m³ 12 € a week', () => {
  const loss = waterLoss({ flow: 20, usual: 2 }, 4);
  expect([loss.litresPerHour, loss.m3PerDay.toFixed(2), loss.perWeek.toFixed(1)]).toEqual([18, '0.43', '12.1']);
  expect(loss.isAssumed).toBe(false);
});

test('a price that nobody gave is said to be assumed, and less than usual is no loss', () => {
  expect(waterLoss({ flow: 100, usual: 0 }, undefined)).toMatchObject({ pricePerM3: 4.52, isAssumed: true });
  expect(waterLoss({ flow: 1, usual: 2 }, undefined)).toMatchObject({ litresPerHour: 0, perWeek: 0 });
});
