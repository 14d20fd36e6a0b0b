import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStreamingDetector } from '../../../gateway/detect/streaming/streaming-detector.ts';

const begin = Date.UTC(2026, 0, 5);
const stepMs = 300_000;
const dayLong = 288;
/** by then a daily rhythm is known */
const fourDays = 4 * dayLong;

/** Chances that are the same in every run. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

/** The scores of a series of five-minute readings. */
function scores(values: readonly number[]): number[] {
  const detector = createStreamingDetector();
  return values.map((value, row) => detector.read(begin + row * stepMs, 'working', value).score);
}

/** A machine that works by day: 20 at night, 80 from nine to eighteen, a little noise. */
function workdays(days: number, at = noise(1)): number[] {
  return Array.from({ length: days * dayLong }, (_, row) => {
    const hour = (row % dayLong) / 12;
    return (hour >= 9 && hour < 18 ? 80 : 20) + 4 * at();
  });
}

const told = (all: readonly number[], level = 0.1) => all.flatMap((score, row) => (score >= level ? [row] : []));

test('a spike never seen before is told at its own reading, and only once', () => {
  const values = workdays(10);
  values[2_000] = 400;
  expect(told(scores(values)).filter((row) => row > fourDays)).toEqual([2_000]);
});

test('a day’s work at night is told within the hour, although each value is usual by day', () => {
  const values = workdays(10);
  const night = 8 * dayLong + 12;
  for (let row = night; row < night + 48; row++) values[row] = 80;
  const [first = 0] = told(scores(values)).filter((row) => row > fourDays);
  expect(first).toBeGreaterThanOrEqual(night);
  expect(first).toBeLessThan(night + 12);
});

test('a series that falls silent at one value by day is told, one that always was flat is not', () => {
  const values = workdays(10);
  const stop = 8 * dayLong + 120;
  const stopped = values.map((value, row) => (row >= stop ? 20 : value));
  expect(told(scores(stopped)).some((row) => row >= stop && row < stop + dayLong)).toBe(true);
  expect(told(scores(new Array(3_000).fill(7.3)), 1e-12)).toEqual([]);
});

test('expected is where most values lie, and knows the hour', () => {
  const detector = createStreamingDetector();
  const values = workdays(10);
  let [inside, counted] = [0, 0];
  for (const [row, value] of values.entries()) {
    const { low, high } = detector.read(begin + row * stepMs, 'working', value);
    if (row === 0) expect([low, high]).toEqual([Number.NaN, Number.NaN]);
    if (row < 2 * dayLong) continue;
    counted++;
    if (low <= value && value <= high) inside++;
    if (row % dayLong === 12) expect(high).toBeLessThan(40);
  }
  expect(counted).toBe(8 * dayLong);
  expect(inside / counted).toBeGreaterThan(0.95);
});

test('after a fortnight it knows that Sundays are quiet', () => {
  const detector = createStreamingDetector();
  let high = 0;
  for (let day = 0; day < 28; day++) {
    const kind = day % 7 === 6 ? 'sunday' : day % 7 === 5 ? 'saturday' : 'working';
    for (let row = 0; row < dayLong; row++) {
      const value = kind === 'working' && row > 96 && row < 216 ? 80 : 20;
      const judged = detector.read(begin + (day * dayLong + row) * stepMs, kind, value);
      if (day === 27 && row === 150) high = judged.high;
    }
  }
  expect(high).toBeLessThan(25);
});

test('scores lie between 0 and 1, look at nothing to come, and go on from a kept state', () => {
  let seen = 0;
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 250, maxLength: 400 }),
      fc.nat(400),
      (values, cut) => {
        const whole = scores(values);
        expect(whole.every((score) => score >= 0 && score <= 1)).toBe(true);
        expect(scores(values.slice(0, cut))).toEqual(whole.slice(0, cut));
        const first = createStreamingDetector();
        for (const [row, value] of values.slice(0, cut).entries()) first.read(begin + row * stepMs, 'working', value);
        const second = createStreamingDetector(JSON.parse(JSON.stringify(first.state())));
        const rest = values
          .slice(cut)
          .map((value, row) => second.read(begin + (cut + row) * stepMs, 'working', value).score);
        expect(rest).toEqual(whole.slice(cut));
        seen += whole.filter((score) => score > 0).length;
      },
    ),
  );
  expect(seen).toBeGreaterThan(50);
});

test('a series takes less than two kilobytes', () => {
  expect(createStreamingDetector().state().length * 8).toBeLessThan(2_000);
});
