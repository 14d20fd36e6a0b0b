import { expect, test } from 'vitest';
import { createRetained } from '../../../gateway/intake/retained.ts';

const said = (topic: string, payload = '1') => ({ topic, payload: Buffer.from(payload) });

test('of each connection the first retained message of a topic may be old, those after it are said now', () => {
  const retained = createRetained(() => {});
  const [first, again] = [{}, {}];
  expect(retained.isRepeated(first, said('a', '1'), 0)).toBe(true);
  expect(retained.isRepeated(first, said('a', '2'), 1)).toBe(false);
  expect(retained.isRepeated(first, said('b', '1'), 2)).toBe(true);
  expect(retained.isRepeated(again, said('a', '1'), 3)).toBe(true);
});

test('the same once more, a moment later, is a bridge that says everything twice; after a minute it is said now', () => {
  const retained = createRetained(() => {});
  const connection = {};
  const answers = [0, 100, 59_999, 60_000].map((now) => retained.isRepeated(connection, said('a'), now));
  expect(answers).toEqual([true, true, true, false]);
});

test('a message that comes between the two times of a bridge is heard once, and the one before it is no hindrance', () => {
  const retained = createRetained(() => {});
  const connection = {};
  const answers = ['11', '12', '12', '11', '12'].map((payload) =>
    retained.isRepeated(connection, said('a', payload), 0),
  );
  expect(answers).toEqual([true, false, true, false, false]);
});

test('what is remembered is bounded: beyond it a topic may always be old, and that is told', () => {
  let told = 0;
  const retained = createRetained(() => told++, 2);
  const connection = {};
  for (const topic of ['a', 'b', 'c', 'c']) expect(retained.isRepeated(connection, said(topic), 0)).toBe(true);
  expect(retained.isRepeated(connection, said('b', '2'), 0)).toBe(false);
  expect(told).toBe(2);
});
