import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tallies } from '../../../gateway/calculate/availability.ts';
import { presence } from '../../../gateway/calculate/presence.ts';
import type { Curve } from '../../../gateway/domain/reading.ts';

const rules = { silentAfterMs: 10, fineSince: Number.NEGATIVE_INFINITY };
const curve = (...rows: [time: number, value: number][]): Curve => ({
  times: Float64Array.from(rows, ([time]) => time),
  values: Float64Array.from(rows, ([, value]) => value),
});
const states = (signs: Partial<Parameters<typeof presence>[0]>, more: Partial<typeof rules> = {}) => {
  const { times, values } = presence({ heard: [], own: [], parents: [], ...signs }, { ...rules, ...more });
  return Array.from(times, (time, row) => [time, values[row]]);
};

test('a sensor is there from a measurement until it has been silent for too long', () => {
  expect(states({ heard: [curve([0, 5], [8, 5], [30, 5])] })).toEqual([
    [0, 1],
    [18, 0],
    [30, 1],
    [40, 0],
  ]);
  expect(states({ heard: [curve([0, 5]), curve([9, 7])] })).toEqual([
    [0, 1],
    [19, 0],
  ]);
  expect(states({})).toEqual([]);
});

test('its last will takes it away at once, and a later measurement or word brings it back', () => {
  expect(states({ heard: [curve([0, 5], [6, 5])], own: [curve([4, 0])] })).toEqual([
    [0, 1],
    [4, 0],
    [6, 1],
    [16, 0],
  ]);
  expect(states({ own: [curve([4, 0], [7, 1])] })).toEqual([
    [4, 0],
    [7, 1],
    [17, 0],
  ]);
  // both at one instant: the measurement came
  expect(states({ heard: [curve([4, 5])], own: [curve([4, 0])] })[0]).toEqual([4, 1]);
});

test('what a gateway says of itself takes away what it carries until it is back, and says nothing of what was never heard', () => {
  expect(states({ heard: [curve([0, 5])], parents: [curve([3, 0], [5, 1])] })).toEqual([
    [0, 1],
    [3, 0],
    [5, 1],
    [10, 0],
  ]);
  expect(states({ heard: [curve([0, 5], [4, 5])], parents: [curve([3, 0])] })).toEqual([
    [0, 1],
    [3, 0],
    [4, 1],
    [14, 0],
  ]);
  expect(states({ parents: [curve([3, 0], [5, 1])] })).toEqual([]);
});

test('silence among thinned readings is unknown', () => {
  expect(states({ heard: [curve([0, 5], [50, 5])] }, { fineSince: 20 })).toEqual([
    [0, 1],
    [10, Number.NaN],
    [20, 0],
    [50, 1],
    [60, 0],
  ]);
});

test('whatever is told, rows rise, every ms is of one kind, and another series heard never makes it less present', () => {
  const moment = fc.integer({ min: -20, max: 120 });
  const told = fc
    .uniqueArray(fc.tuple(moment, fc.constantFrom(0, 1)), { selector: ([time]) => time, maxLength: 8 })
    .map((rows) => curve(...rows.toSorted(([a], [b]) => a - b)));
  const span = [0, 25, 100];
  const up = (signs: Parameters<typeof presence>[0], fineSince: number) => {
    const found = presence(signs, { silentAfterMs: 10, fineSince });
    const rising = found.times.every((time, row) => row === 0 || time > found.times[row - 1]!);
    expect(rising).toBe(true);
    const parts = tallies(found, span, { silentAfterMs: Number.POSITIVE_INFINITY, maintenances: [] });
    expect(parts.map(({ up, down, unknown }) => up + down + unknown)).toEqual([25, 75]);
    return parts.reduce((sum, part) => sum + part.up, 0);
  };
  fc.assert(
    fc.property(told, told, told, told, moment, (one, other, own, parent, fineSince) => {
      const signs = { own: [own], parents: [parent] };
      expect(up({ ...signs, heard: [one, other] }, fineSince)).toBeGreaterThanOrEqual(
        up({ ...signs, heard: [one] }, fineSince),
      );
    }),
    { numRuns: 60 },
  );
});
