import { expect, test } from 'vitest';
import { probation, profiles, scoreCorpus } from '../../../bench/numenta/scorer.ts';
import { windowedGaussian } from '../../../bench/numenta/windowed-gaussian.ts';

const windows = [[40, 59] as const, [80, 89] as const];
const length = 100;
const [standard, lowFalsePositives, lowFalseNegatives] = profiles;
const scoresAt = (rows: readonly number[], score = 1) => {
  const scores = new Float64Array(length);
  for (const row of rows) scores[row] = score;
  return scores;
};
const score = (rows: readonly number[], profile = standard!) =>
  scoreCorpus([{ scores: scoresAt(rows), windows }], profile);

test('who fires at the first row of each window and nowhere else has 100, who never fires 0', () => {
  let seen = 0;
  for (const profile of profiles) {
    expect(score([40, 80], profile).normalised).toBeCloseTo(100, 10);
    const silent = { scores: new Float64Array(5_000), windows: [[1_000, 1_009] as const] };
    expect(scoreCorpus([silent], profile)).toMatchObject({ normalised: 0, threshold: 1.1, detected: 0 });
    seen++;
  }
  expect(seen).toBe(3);
});

test('a later row of a window earns less, and only the best of a window counts', () => {
  const first = score([40]).normalised;
  const last = score([59]).normalised;
  expect(first).toBeCloseTo(50, 10);
  expect(last).toBeGreaterThan(25);
  expect(last).toBeLessThan(first);
  expect(score([40, 45, 50, 59]).normalised).toBeCloseTo(first, 10);
});

test('a false row costs more the farther it is behind a window, and by the profile', () => {
  // before any window it costs all; just behind one nearly nothing
  expect(score([40, 80, 20]).normalised).toBeCloseTo(100 - (100 * 0.11) / 4, 10);
  expect(score([40, 80, 20], lowFalsePositives!).normalised).toBeCloseTo(100 - (100 * 0.22) / 4, 10);
  expect(score([40, 80, 20], lowFalseNegatives!).normalised).toBeCloseTo(100 - (100 * 0.11) / 6, 10);
  expect(score([40, 80, 60]).normalised).toBeGreaterThan(score([40, 80, 70]).normalised);
});

test('the beginning of a series does not count', () => {
  expect(probation(length)).toBe(15);
  expect(probation(10_000)).toBe(750);
  expect(score([3, 14, 40, 80]).normalised).toBeCloseTo(100, 10);
  const early = scoreCorpus(
    [
      {
        scores: scoresAt([40]),
        windows: [
          [2, 9],
          [40, 59],
        ],
      },
    ],
    standard!,
  );
  expect(early).toMatchObject({ windows: 1, detected: 1 });
  expect(early.normalised).toBeCloseTo(100, 10);
});

test('one threshold serves all series, the one that earns most', () => {
  const quiet = { scores: scoresAt([40], 0.3), windows: [[40, 59] as const] };
  const noisy = { scores: scoresAt([20, 22, 24, 26, 28, 30], 0.3), windows: [] };
  expect(scoreCorpus([quiet, noisy], standard!)).toMatchObject({ threshold: 0.3, detected: 1, falsePositives: 6 });
  const worse = { scores: new Float64Array(length).fill(0.3), windows: [] };
  expect(scoreCorpus([quiet, worse], standard!)).toMatchObject({ threshold: 1.1, detected: 0, falsePositives: 0 });
});

test('the windowed Gaussian scores a low value as a high one, to twelve digits', () => {
  const values = Float64Array.from([10, 12, 10, 12, 11, 18, 4]);
  const scores = windowedGaussian(values);
  expect(scores[0]).toBe(0);
  expect(scores[4]).toBe(0.5);
  expect(scores[5]).toBe(1);
  // the mean is 12.17 and the deviation 2.73 then
  expect(scores[6]).toBeCloseTo(0.99862, 4);
});
