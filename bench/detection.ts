import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commands/command.ts';
import { createAlertBook } from '../gateway/alert/book.ts';
import { createDetector } from '../gateway/detect/detector.ts';
import { createStreamingDetector } from '../gateway/detect/streaming/streaming-detector.ts';
import type { Condition, Rule } from '../gateway/domain/rule.ts';
import { table } from './figures.ts';
import { type LabelledSeries, readCorpus } from './numenta/corpus.ts';
import { profiles, scoreCorpus } from './numenta/scorer.ts';
import { streaming } from './numenta/streaming.ts';
import { windowedGaussian } from './numenta/windowed-gaussian.ts';
import { worldOfBench } from './year/world.ts';

const recordings = process.env.VIGIE_RECORDINGS ?? join(import.meta.dirname, '../../shared/data');
const corpusFolder = process.env.VIGIE_NAB ?? join(recordings, 'nab-dev');

/** Readings judged in a second, and the score on the Numenta Anomaly Benchmark beside the detector that proves the scorer. */
export async function benchDetection(): Promise<void> {
  process.stdout.write(
    `${table([['judgement', 'readings/s', 'µs a reading', 'bytes a series'], rulesRow(), streamingRow()])}\n\n`,
  );
  if (!existsSync(corpusFolder)) {
    throw new CommandError(1, [
      `vigie bench: ${corpusFolder} is not there: name the Numenta benchmark's folder in VIGIE_NAB`,
    ]);
  }
  const corpus = readCorpus(corpusFolder);
  const rows = [['Numenta Anomaly Benchmark', ...profiles.map(({ name }) => name), 'windows found', 'false rows']];
  rows.push(numentaRow('windowed Gaussian', corpus, ({ values }) => windowedGaussian(values)));
  rows.push(numentaRow('vigie score', corpus, ({ times, values }) => streaming(times, values)));
  const readings = corpus.reduce((sum, { values }) => sum + values.length, 0);
  process.stdout.write(`${table(rows)}\n${corpus.length} series, ${readings} readings, in ${corpusFolder}\n`);
}

function numentaRow(
  name: string,
  corpus: readonly LabelledSeries[],
  detect: (one: LabelledSeries) => Float64Array,
): string[] {
  // as the published scores are written
  const scored = corpus.map((one) => ({
    windows: one.windows,
    scores: detect(one).map((score) => Number(score.toPrecision(12))),
  }));
  const results = profiles.map((profile) => scoreCorpus(scored, profile));
  const [standard] = results;
  const found = standard === undefined ? '' : `${standard.detected} of ${standard.windows}`;
  return [name, ...results.map(({ normalised }) => normalised.toFixed(2)), found, `${standard?.falsePositives ?? ''}`];
}

/** Six kinds of rule on each of 5,000 series, their alerts in the book, entries of 1,000 readings, a tick an entry. */
function rulesRow(): string[] {
  const [series, rounds] = [5_000, 100];
  const detector = createDetector(everyKind());
  detector.follow(
    Array.from({ length: series }, (_, number) => ({
      everyMs: 60_000,
      series: {
        ...{ organisation: 'bench', site: 'bench', type: 'bench', metric: 'air.co2', instance: '' },
        device: `bench-${number}`,
      },
    })),
  );
  const book = createAlertBook(worldOfBench());
  const chance = lcg(40_313);
  const batch = 1_000;
  let raised = 0;
  let begun = process.cpuUsage();
  const warmUp = 10;
  for (let round = -warmUp; round < rounds; round++) {
    if (round === 0) begun = process.cpuUsage();
    const time = Date.UTC(2026, 0, 1) + (round + warmUp) * 60_000;
    for (let first = 0; first < series; first += batch) {
      const numbers = Int32Array.from({ length: batch }, (_, row) => first + row);
      const times = new Float64Array(batch).fill(time);
      const values = Float64Array.from(numbers, () => 600 + 300 * chance());
      raised += book.decide(detector.judge({ series: numbers, times, values }, time)).length;
    }
    raised += book.decide(detector.tick(time + 1_000)).length + book.tick(time + 1_000).length;
  }
  const us = usedUs(begun) / (series * rounds);
  if (raised === 0) throw new Error('no rule was ever broken');
  const bytes = Math.round(detector.bytes() / series);
  return ['six rules and their alerts', thousands(1e6 / us), us.toFixed(2), `${bytes}`];
}

/** The general detector on 1,000 series in turn. */
function streamingRow(): string[] {
  const detectors = Array.from({ length: 1_000 }, () => createStreamingDetector());
  const chance = lcg(40_313);
  let found = 0;
  const begun = process.cpuUsage();
  const rounds = 500;
  for (let round = 0; round < rounds; round++) {
    const clock = Date.UTC(2026, 0, 1) + round * 600_000;
    for (const detector of detectors) if (detector.read(clock, 'working', 20 + chance()).score > 0) found++;
  }
  const us = usedUs(begun) / (detectors.length * rounds);
  if (found === 0) throw new Error('nothing was ever surprising');
  const bytes = (detectors[0]?.state().length ?? 0) * 8;
  return ['general detector', thousands(1e6 / us), us.toFixed(2), `${bytes}`];
}

function everyKind(): Rule[] {
  const conditions: Condition[] = [
    { kind: 'threshold', side: 'above', levels: [898, 899], clear: 700 },
    { kind: 'state', levels: [[0]] },
    { kind: 'rate', side: 'rises', perHour: 600, overMs: 3_600_000, clear: 100 },
    { kind: 'silence', afterMs: 600_000 },
    { kind: 'stuck', within: 0 },
    { kind: 'implausible', range: [0, 10_000], leap: 5_000 },
  ];
  return conditions.map((condition) => ({
    ...{ id: condition.kind, metric: 'air.co2', scope: {}, say: { fr: 'Alerte', en: 'Alert' }, condition },
    severities: 'levels' in condition ? condition.levels.map(() => 'warning' as const) : ['warning'],
    ...{ holdMs: condition.kind === 'stuck' ? 3_600_000 : 0, clearHoldMs: 0 },
  }));
}

function usedUs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return user + system;
}

/** The same chances in every run (Numerical Recipes' constants). */
function lcg(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
}
