import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createZone } from '../../../devices/calendar/local-time.ts';
import { consumption } from '../../../gateway/calculate/counter.ts';
import { gasCuts, gasEnergy } from '../../../gateway/calculate/gas-energy.ts';
import type { Curve } from '../../../gateway/domain/reading.ts';

const zone = createZone('Europe/Paris');
const day = 86_400_000;
const first = zone.toInstant('2026-02-01');
const march = zone.toInstant('2026-03-01');
const april = zone.toInstant('2026-04-01');
/** A reading every 24 hours, 2 m³ a day. */
const times = Float64Array.from({ length: 60 }, (_, at) => first + at * day);
const curve = { times, values: times.map((time) => (2 * (time - first)) / day) };

function energyOf(of: Curve, edges: number[], coefficients: Record<string, number>) {
  return gasEnergy(consumption(of, gasCuts(edges, zone)), edges, zone, coefficients);
}

test('each month’s gas counts with that month’s coefficient', () => {
  const coefficients = { '2026-02': 11, '2026-03': 10 };
  const energy = energyOf(curve, [first, march, april], coefficients);
  expect(energy[0]).toBe(28 * 2 * 11);
  // summer time: the reading of the last day stands at one o'clock of the first of April
  expect(energy[1]).toBeCloseTo(30 * 2 * 10, 6);
  // one bucket over both months is the sum of the two
  expect(energyOf(curve, [first, april], coefficients)[0]).toBeCloseTo(616 + 600, 6);
});

test('a month that was measured and has no coefficient leaves the energy unknown, never zero', () => {
  expect(energyOf(curve, [first, march, april], { '2026-02': 11 })).toEqual([616, null]);
  expect(energyOf(curve, [first, april], { '2026-02': 11 })).toEqual([null]);
});

test('the time before the meter and after its last word is no gap', () => {
  const year = [zone.toInstant('2026-01-01'), zone.toInstant('2027-01-01')];
  const coefficients = { '2026-02': 10, '2026-03': 10, '2026-04': 10 };
  const known = { times: times.slice(), values: curve.values.slice() };
  expect(energyOf(known, year, coefficients)[0]).toBeCloseTo(59 * 2 * 10, 6);
});

test('with one coefficient for all months it is the consumption times it, however the time is cut', () => {
  const months = Object.fromEntries(['01', '02', '03', '04'].map((month) => [`2026-${month}`, 10]));
  const cuts = fc
    .uniqueArray(fc.integer({ min: first, max: first + 59 * day }), { minLength: 2, maxLength: 12 })
    .map((edges) => edges.sort((a, b) => a - b));
  fc.assert(
    fc.property(cuts, (edges) => {
      const energy = energyOf(curve, edges, months);
      const volumes = consumption(curve, edges);
      expect(energy.length).toBe(volumes.length);
      const sum = (values: readonly (number | null)[]) =>
        values.reduce<number>((total, value) => total + (value ?? 0), 0);
      expect(sum(energy)).toBeCloseTo(10 * sum(volumes), 4);
    }),
    { seed: 44 },
  );
});
