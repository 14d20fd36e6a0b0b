import { expect, test } from 'vitest';
import { weatherOf } from '../../../simulators/building/weather.ts';
import type { Column } from '../../../simulators/history.ts';
import { curve, territoryOf } from './village.ts';

const since = Date.UTC(2025, 5, 10);
const year = { from: Date.UTC(2025, 6, 1), to: Date.UTC(2026, 6, 1), everyMs: 600_000, since };
const territory = territoryOf(['ecole', 'gymnase', 'mairie']);
const seeds = [1, 42, 20_260_301];

test('the weather is that of the Landes: mild winters, warm summers, colder at night, pressure around 1017 hPa', () => {
  for (const seed of seeds) {
    const weather = weatherOf(seed, [43.83, -0.81]);
    const mean = (month: number) => average(hoursOf(month).map((t) => weather(t).temperature));
    within(mean(0), 2.5, 11);
    within(mean(6), 18, 25);
    const all = hoursOf(0, 365).map((t) => weather(t));
    within(Math.min(...all.map((w) => w.temperature)), -12, 2);
    within(Math.max(...all.map((w) => w.temperature)), 28, 42);
    expect(all.every((w) => w.humidity > 20 && w.humidity <= 100)).toBe(true);
    expect(all.every((w) => w.pressure > 975 && w.pressure < 1055)).toBe(true);
    expect(all.filter((_, h) => h % 24 === 0).every((w) => w.sun === 0)).toBe(true);
  }
});

test('gas of a month follows its degree-days, and stops in summer but for hot water', () => {
  for (const seed of seeds) {
    const gas = monthly(curve(territory, 'mairie-gas-meter', 'gas.volume', { ...year, seed }));
    const outdoor = curve(territory, 'mairie-weather-station', 'outdoor.temperature', { ...year, seed });
    const degreeDays = months(outdoor).map((rows) => sum(rows.map((i) => Math.max(0, 18 - outdoor.values[i]!))) / 144);
    expect(gas).toHaveLength(12);
    expect(correlation(gas, degreeDays)).toBeGreaterThan(0.97);
    expect(Math.min(...gas)).toBeLessThan(0.06 * Math.max(...gas));
  }
});

test('a closed school draws no water at night, at week-ends and in August', () => {
  for (const seed of seeds) {
    const water = curve(territory, 'ecole-water-meter', 'water.volume', { ...year, seed });
    let nights = 0;
    let days = 0;
    for (let i = 0; i + 30 < water.times.length; i++) {
      const at = new Date(water.times[i]!);
      const drawn = water.values[i + 30]! - water.values[i]!;
      const week = at.getUTCDay() >= 1 && at.getUTCDay() <= 5 && at.getUTCDay() !== 3;
      if (at.getUTCHours() === 22 && at.getUTCMinutes() === 0) {
        expect(drawn).toBe(0);
        nights++;
      } else if (week && at.getUTCMonth() === 2 && at.getUTCHours() === 8 && at.getUTCMinutes() === 0) {
        expect(drawn).toBeGreaterThan(100);
        days++;
      }
    }
    expect(nights).toBeGreaterThan(360);
    expect(days).toBeGreaterThan(15);
    const august = months(water)[1]!;
    expect(water.values[august.at(-1)!]! - water.values[august[0]!]!).toBe(0);
  }
});

test('CO2 rises with people and is back at the open air’s before dawn', () => {
  for (const seed of seeds) {
    const co2 = curve(territory, 'ecole-air-quality', 'air.co2', { ...year, seed });
    const dawn = co2.values.filter((_, i) => i % 144 === 24);
    expect(dawn).toHaveLength(365);
    expect(Math.min(...dawn)).toBeGreaterThanOrEqual(398);
    expect(Math.max(...dawn)).toBeLessThanOrEqual(450);
    within(Math.max(...co2.values), 1000, 3000);
  }
});

test('rooms are warm in working hours of winter, cooler at night, and never freeze nor boil', () => {
  for (const seed of seeds) {
    const warmth = curve(territory, 'mairie-climate', 'air.temperature', { ...year, seed });
    const tuesdays = months(warmth)[6]!.filter((i) => new Date(warmth.times[i]!).getUTCDay() === 2);
    const at = (hour: number) =>
      average(tuesdays.filter((i) => new Date(warmth.times[i]!).getUTCHours() === hour).map((i) => warmth.values[i]!));
    within(at(14), 17.5, 22.5);
    expect(at(4)).toBeLessThan(at(14) - 1);
    expect(Math.min(...warmth.values)).toBeGreaterThan(10);
    expect(Math.max(...warmth.values)).toBeLessThan(34);
  }
});

test('energy only grows and is the integral of power', () => {
  for (const seed of seeds) {
    const day = { from: Date.UTC(2026, 0, 13), to: Date.UTC(2026, 0, 14), everyMs: 5000, seed, since };
    const energy = curve(territory, 'mairie-electricity-meter', 'electricity.energy', day).values;
    const power = curve(territory, 'mairie-electricity-meter', 'electricity.power', day).values;
    let integral = 0;
    let furthest = 0;
    for (let i = 1; i < energy.length; i++) {
      integral += (power[i - 1]! / 1000) * (5 / 3600);
      furthest = Math.max(furthest, Math.abs(energy[i]! - energy[0]! - integral));
    }
    expect(energy.every((kwh, i) => i === 0 || kwh >= energy[i - 1]!)).toBe(true);
    expect(furthest).toBeLessThan(0.002);
    within(integral, 20, 200);
  }
});

test('every counter of every building only grows, every gauge stays in its possible range', () => {
  let seen = 0;
  for (const site of ['ecole', 'gymnase', 'mairie']) {
    for (const [type, metric] of [
      ['water-meter', 'water.volume'],
      ['gas-meter', 'gas.volume'],
    ] as const) {
      const { values } = curve(territory, `${site}-${type}`, metric, { ...year, seed: 9 });
      expect(values.every((v, i) => i === 0 || v >= values[i - 1]!)).toBe(true);
      expect(values.at(-1)! - values[0]!).toBeGreaterThan(0);
      seen++;
    }
    const { values } = curve(territory, `${site}-climate`, 'air.humidity', { ...year, seed: 9 });
    expect(values.every((v) => v >= 10 && v <= 100 && v * 2 === Math.round(v * 2))).toBe(true);
  }
  expect(seen).toBe(6);
});

test('works take their share off what a building uses, from their end on', () => {
  const works = [{ site: 'mairie', from: Date.UTC(2026, 2, 1), until: Date.UTC(2026, 3, 1), saves: 0.3 }];
  const use = (from: number, to: number, w: typeof works) => {
    const span = { from, to, everyMs: 600_000, seed: 1, works: w, since };
    const { values } = curve(territory, 'mairie-gas-meter', 'gas.volume', span);
    return values.at(-1)! - values[0]!;
  };
  const before = [Date.UTC(2026, 0, 1), Date.UTC(2026, 1, 1)] as const;
  const after = [Date.UTC(2026, 3, 2), Date.UTC(2026, 4, 2)] as const;
  expect(use(...before, works)).toBe(use(...before, []));
  expect(use(...after, works) / use(...after, [])).toBeCloseTo(0.7, 2);
});

function within(value: number, low: number, high: number): void {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}

function hoursOf(month: number, days = 28): number[] {
  return Array.from({ length: days * 24 }, (_, h) => Date.UTC(2026, month, 1) + h * 3_600_000);
}

/** The rows of each month. */
function months(column: Column): number[][] {
  return [...Map.groupBy(column.times.keys(), (i) => new Date(column.times[i]!).toISOString().slice(0, 7)).values()];
}

function monthly(column: Column): number[] {
  return months(column).map((rows) => column.values[rows.at(-1)!]! - column.values[rows[0]!]!);
}

function sum(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function average(values: number[]): number {
  return sum(values) / values.length;
}

function correlation(a: number[], b: number[]): number {
  const [ma, mb] = [average(a), average(b)];
  const dot = sum(a.map((v, i) => (v - ma) * (b[i]! - mb)));
  return dot / Math.sqrt(sum(a.map((v) => (v - ma) ** 2)) * sum(b.map((v) => (v - mb) ** 2)));
}
