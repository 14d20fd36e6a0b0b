import { expect, test } from 'vitest';
import { carbonFactors, carbonOf, costOf, priceAt, tariffsOf } from '../../../gateway/calculate/cost.ts';

const tariffs = {
  electricity: [
    { from: '2026-01-01', price: 0.2, subscription: 365.25 },
    { from: '2026-08-01', price: 0.25, subscription: 365.25 },
  ],
};

test('each day costs what its own tariff says, with a day of every meter’s subscription', () => {
  const days = [
    { date: '2026-07-31', amount: 100 },
    { date: '2026-08-01', amount: 100 },
  ];
  expect(costOf({ supply: 'electricity', days, meters: 2 }, tariffs)).toBeCloseTo(20 + 25 + 4, 9);
});

test('before the first tariff that one counts; water without a price has the mean of France, said as assumed; gas has none', () => {
  expect(priceAt(tariffs, 'electricity', '2020-05-05')).toMatchObject({ price: 0.2, isAssumed: false });
  expect(priceAt(tariffs, 'water', '2026-05-05')).toMatchObject({ price: 4.52, isAssumed: true, from: null });
  expect(costOf({ supply: 'gas', days: [{ date: '2026-05-05', amount: 1 }], meters: 1 }, tariffs)).toBeUndefined();
});

test('a member’s own tariff of a supply comes before everybody’s', () => {
  const own = tariffsOf({ water: [{ from: '2026-01-01', price: 3.9 }] }, tariffs);
  expect(priceAt(own, 'water', '2026-05-05')).toMatchObject({ price: 3.9, isAssumed: false });
  expect(priceAt(own, 'electricity', '2026-09-01')).toMatchObject({ price: 0.25 });
});

test('kWh become kg CO₂e by factors that name their source; a network of heat without its factor and water have none', () => {
  expect(carbonOf('electricity', 1_000, carbonFactors)).toBeCloseTo(64);
  expect(carbonOf('gas', 1_000, carbonFactors)).toBeCloseTo(204.5);
  expect(carbonOf('heat', 1_000, carbonFactors)).toBeUndefined();
  expect(carbonOf('water', 1_000, carbonFactors)).toBeUndefined();
  expect(carbonFactors.source).toContain('31 mars 2021');
});
