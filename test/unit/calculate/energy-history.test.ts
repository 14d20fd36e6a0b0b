import { expect, test } from 'vitest';
import { carbonFactors } from '../../../gateway/calculate/cost.ts';
import { againstLastYear, atEqualWeather } from '../../../gateway/calculate/energy-comparison.ts';
import {
  addMonths,
  aYearBefore,
  daysOfMonth,
  type SupplyHistory,
  together,
  useOf,
} from '../../../gateway/calculate/energy-history.ts';

const november = daysOfMonth('2026-11');
const since = daysOfMonth('2025-11').from;
const tariffs = { gas: [{ from: '2026-01-01', price: 0.1 }], electricity: [{ from: '2026-01-01', price: 0.2 }] };
const counting = { tariffs, factors: carbonFactors };

/** A building of 20 kWh a day and 4 a degree below 15 °C, a tenth less from the asked month on. */
function heated(saved: number): { history: SupplyHistory; warmth: Map<number, number> } {
  const warmth = new Map<number, number>();
  const amounts = Array.from({ length: november.to - since }, (_, at) => {
    const day = since + at;
    // the asked month is four degrees colder than its like of the year before
    const celsius = 12 - 9 * Math.cos(((day - 20) * 2 * Math.PI) / 365) - (day >= november.from ? 4 : 0);
    warmth.set(day, celsius);
    return (20 + 4 * Math.max(0, 15 - celsius)) * (day >= november.from ? 1 - saved : 1);
  });
  return { history: { supply: 'electricity', meters: 1, firstDay: since, amounts, kWh: amounts }, warmth };
}

test('a colder month uses more than last year and, at equal weather, the tenth less that was saved', () => {
  const { history, warmth } = heated(0.1);
  expect(againstLastYear(history, november)).toBeGreaterThan(0.15);
  expect(atEqualWeather(history, november, warmth)?.share).toBeCloseTo(-0.1, 3);
});

test('without weather, without a year before, or where weather explains nothing there is no correction', () => {
  const { history, warmth } = heated(0);
  expect(atEqualWeather(history, november, new Map())).toBeNull();
  expect(atEqualWeather({ ...history, supply: 'water' }, november, warmth)).toBeNull();
  const steady = { ...history, amounts: history.amounts.map((_, at) => 20 + (at % 7)) };
  expect(atEqualWeather(steady, november, warmth)).toBeNull();
  const young = { ...history, amounts: history.amounts.map((value, at) => (at < 200 ? null : value)) };
  expect(atEqualWeather(young, november, warmth)).toBeNull();
  expect(againstLastYear(young, november)).toBeNull();
});

test('the day on which a meter began to speak is no whole day, and no day to compare with', () => {
  // from the second of November on, of which it heard but the evening
  const began = (first: number | null): SupplyHistory => {
    const amounts = Array.from({ length: 395 }, (_, at) => (at === 0 ? null : at === 1 ? first : 20));
    return { supply: 'water', meters: 1, firstDay: since, amounts, kWh: [] };
  };
  expect(againstLastYear(began(2), november)).toBe(0);
  // whoever was there before, or typed it, knows a whole day
  expect(againstLastYear({ ...began(2), firstDay: since + 1, amounts: began(2).amounts.slice(1) }, november)).not.toBe(
    0,
  );
  expect(againstLastYear({ ...began(2), sources: began(2).amounts.map(() => 2) }, november)).not.toBe(0);
});

test('a school whose holidays fall into the month is compared with last year alone: its model knows the weather, not them', () => {
  const { history, warmth } = heated(0);
  const rests = (at: number) => at % 365 < 14 || at % 365 >= 24;
  const school = { ...history, amounts: history.amounts.map((value, at) => (at % 365 < 30 && rests(at) ? 5 : value)) };
  expect(atEqualWeather(school, november, warmth)).toBeNull();
  expect(againstLastYear(school, november)).not.toBeNull();
});

test('a day of gas without its coefficient leaves kWh and euros unknown, and its m³ known', () => {
  const days = { from: since, to: since + 2 };
  const history: SupplyHistory = { supply: 'gas', meters: 1, firstDay: since, amounts: [10, 10], kWh: [112, null] };
  expect(useOf(history, days, counting)).toMatchObject({
    amount: 20,
    kWh: null,
    euros: null,
    kgCo2e: null,
    missing: 0,
  });
  expect(useOf({ ...history, kWh: [112, 110] }, days, counting)).toMatchObject({
    kWh: 222,
    euros: expect.closeTo(22.2, 9),
    kgCo2e: expect.closeTo(222 * 0.2045, 9),
  });
  expect(useOf({ ...history, amounts: [null, null], kWh: [null, null] }, days, counting)).toEqual({
    ...{ amount: null, kWh: null, euros: null, kgCo2e: null, missing: 2, sources: [] },
  });
});

test('meters of one supply add up; a day that one of them lacks is what the other knows', () => {
  const one: SupplyHistory = { supply: 'water', meters: 1, firstDay: since, amounts: [1, null, null], kWh: [] };
  expect(together([one, { ...one, amounts: [2, 3, null] }])).toMatchObject({
    meters: 2,
    amounts: [3, 3, null],
    kWh: [],
  });
  expect(together([])).toBeUndefined();
});

test('months and years follow the calendar', () => {
  expect(addMonths('2026-01', -1)).toBe('2025-12');
  expect(november.to - november.from).toBe(30);
  expect(new Date(aYearBefore(Date.UTC(2028, 1, 29) / 86_400_000) * 86_400_000).toISOString()).toContain('2027-03-01');
});
