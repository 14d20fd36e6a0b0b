import { expect, test } from 'vitest';
import { createRetained } from '../../../gateway/intake/retained.ts';

test('of each connection the first retained message of a topic may be old, those after it are said now', () => {
  const retained = createRetained(() => {});
  const [first, again] = [{}, {}];
  expect(retained.isRepeated(first, 'a')).toBe(true);
  expect(retained.isRepeated(first, 'a')).toBe(false);
  expect(retained.isRepeated(first, 'b')).toBe(true);
  expect(retained.isRepeated(again, 'a')).toBe(true);
});

test('what is remembered is bounded: beyond it a topic may always be old, and that is told', () => {
  let told = 0;
  const retained = createRetained(() => told++, 2);
  const connection = {};
  for (const topic of ['a', 'b', 'c', 'c']) expect(retained.isRepeated(connection, topic)).toBe(true);
  expect(retained.isRepeated(connection, 'b')).toBe(false);
  expect(told).toBe(2);
});
