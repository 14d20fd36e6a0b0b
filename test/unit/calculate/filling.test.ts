import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillingOf } from '../../../gateway/calculate/filling.ts';
import { robustLine } from '../../../gateway/calculate/robust-line.ts';

const days = (value: (day: number) => number | null, count = 30) =>
  Array.from({ length: count }, (_, day) => value(day));

test('a line is the median of slopes: a fifth of wild points does not bend it', () => {
  // Sen 1968 on a plain example: slopes 1, 1.5, 2, 2, 2.5, 3 have the median 2
  const plain = robustLine([
    { x: 0, y: 0 },
    { x: 1, y: 2 },
    { x: 2, y: 3 },
    { x: 3, y: 6 },
  ]);
  expect(plain?.slope).toBe(2);
  const wild = days((day) => (day % 6 === 1 ? 95 : 40 + day / 2)).map((y, x) => ({ x, y: y ?? 0 }));
  const line = robustLine(wild);
  expect(line?.slope).toBeCloseTo(0.5, 1);
  expect(line?.last).toBeCloseTo(54.5, 0);
});

test('whatever the straight line, its slope and its last point are found, and the interval holds the slope', () => {
  const value = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(value, value, fc.integer({ min: 4, max: 40 }), (slope, start, count) => {
      const line = robustLine(Array.from({ length: count }, (_, x) => ({ x, y: start + slope * x })));
      expect(line?.slope).toBeCloseTo(slope, 6);
      expect(line?.last).toBeCloseTo(start + slope * (count - 1), 6);
      expect(line?.low).toBeLessThanOrEqual((line?.slope ?? 0) + 1e-9);
      expect(line?.high).toBeGreaterThanOrEqual((line?.slope ?? 0) - 1e-9);
    }),
  );
});

test('half a point a day from 70 % is full in two months', () => {
  const filling = fillingOf(days((day) => 55 + day / 2 + (day % 2)));
  expect(filling).toMatchObject({ is: 'growing', days: 30 });
  if (filling.is !== 'growing') return;
  expect(filling.perDay).toBeCloseTo(0.5, 2);
  expect(filling.fullIn).toBeGreaterThan(58);
  expect(filling.fullIn).toBeLessThan(61);
  expect(filling.earliest).toBeLessThanOrEqual(filling.fullIn);
  expect(filling.latest).toBeGreaterThanOrEqual(filling.fullIn);
});

test('what goes up and down without a direction, or stays, is steady', () => {
  expect(fillingOf(days((day) => 60 + 5 * Math.sin(day))).is).toBe('steady');
  // the line rises, yet no more than chance would have it
  expect(fillingOf(days((day) => 60 + day / 10 + 4 * Math.sin(day * day))).is).toBe('steady');
  expect(fillingOf(days(() => 97)).is).toBe('steady');
  expect(fillingOf(days((day) => 90 - day / 5)).is).toBe('steady');
});

test('fewer than ten days say nothing, and the days before somebody made room do not count', () => {
  expect(fillingOf(days((day) => (day < 21 ? null : day)))).toEqual({ is: 'unknown', days: 9, madeRoom: false });
  expect(fillingOf(days((day) => (day < 24 ? 90 + day / 10 : 40 + day)))).toEqual({
    is: 'unknown',
    days: 6,
    madeRoom: true,
  });
  // a memory that weekends empty has made no room
  expect(fillingOf(days((day) => (day % 7 > 4 ? 55 : 80)))).toMatchObject({ is: 'steady', days: 30 });
  const again = fillingOf(days((day) => (day < 10 ? 95 : 40 + day)));
  expect(again).toMatchObject({ is: 'growing', days: 20 });
});
