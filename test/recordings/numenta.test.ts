import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCorpus } from '../../bench/numenta/corpus.ts';
import { profiles, scoreCorpus } from '../../bench/numenta/scorer.ts';
import { streaming } from '../../bench/numenta/streaming.ts';
import { windowedGaussian } from '../../bench/numenta/windowed-gaussian.ts';

const recordings = process.env.VIGIE_RECORDINGS ?? join(import.meta.dirname, '../../../shared/data');
const corpus = readCorpus(join(recordings, 'nab-dev'));
const rounded = (scores: Float64Array) => scores.map((score) => Number(score.toPrecision(12)));

test('the scorer finds what the benchmark published for the windowed Gaussian', () => {
  expect(corpus).toHaveLength(35);
  const scored = corpus.map(({ windows, values }) => ({ windows, scores: windowedGaussian(values) }));
  const found = profiles.map((profile) => scoreCorpus(scored, profile).normalised);
  expect(found.map((score) => Number(score.toFixed(4)))).toEqual([37.0913, 18.8386, 45.3942]);
});

test('the general detector stands above every published one on these series', () => {
  const scored = corpus.map(({ windows, times, values }) => ({ windows, scores: rounded(streaming(times, values)) }));
  const [standard = 0] = profiles.map((profile) => scoreCorpus(scored, profile).normalised);
  expect(standard).toBeGreaterThan(77);
});
