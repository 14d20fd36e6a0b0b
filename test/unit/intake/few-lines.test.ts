import { expect, test } from 'vitest';
import { createFewLines } from '../../../gateway/intake/few-lines.ts';

test('of a thousand handshakes that fail in a minute ten are logged, and the next minute tells how many were not', () => {
  let now = 0;
  const line = createFewLines(10, () => now);
  const first = Array.from({ length: 1_000 }, () => line());
  expect(first.filter((before) => before !== undefined)).toEqual(new Array(10).fill(0));
  now = 60_000;
  expect([line(), line()]).toEqual([990, 0]);
});
