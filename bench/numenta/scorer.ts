/** What one kind of user pays for a false detection and for a missed window; a detected window earns 1. */
export interface Profile {
  readonly name: 'standard' | 'low false positives' | 'low false negatives';
  readonly falsePositive: number;
  readonly falseNegative: number;
}

/** The three profiles of the benchmark (Lavin and Ahmad 2015, NAB `config/profiles.json`). */
export const profiles: readonly Profile[] = [
  { name: 'standard', falsePositive: 0.11, falseNegative: 1 },
  { name: 'low false positives', falsePositive: 0.22, falseNegative: 1 },
  { name: 'low false negatives', falsePositive: 0.11, falseNegative: 2 },
];

/** One series with a detector's scores, a row each, and its windows: first and last row, both inside. */
export interface ScoredSeries {
  readonly scores: ArrayLike<number>;
  readonly windows: readonly (readonly [number, number])[];
}

/** What a detector earned at its best threshold. */
export interface Result {
  readonly profile: Profile;
  /** 100 for all windows at their first row and nothing else, 0 for silence; below 0 for noise */
  readonly normalised: number;
  readonly threshold: number;
  readonly windows: number;
  readonly detected: number;
  /** rows outside windows at or above the threshold */
  readonly falsePositives: number;
}

/**
 * The Numenta Anomaly Benchmark's score of a corpus: one threshold for all series, the one that earns most.
 * Rows of the first 15 % (at most 750) do not count, nor do windows wholly inside them.
 */
export function scoreCorpus(corpus: readonly ScoredSeries[], profile: Profile): Result {
  const rows = corpus.flatMap((series) => rowsOf(series, profile)).sort((a, b) => b.score - a.score);
  const windows = corpus.reduce((count, series) => count + countedWindows(series).length, 0);
  const nothing = -profile.falseNegative * windows;
  let earned = nothing;
  let [detected, falsePositives] = [0, 0];
  let best = { earned, threshold: 1.1, detected, falsePositives };
  for (const [at, { score, value, window }] of rows.entries()) {
    if (window === undefined) {
      earned += value;
      falsePositives++;
    } else if (window.best === undefined) {
      earned += value + profile.falseNegative;
      window.best = value;
      detected++;
    } else if (value > window.best) {
      earned += value - window.best;
      window.best = value;
    }
    const isLast = rows[at + 1]?.score !== score;
    if (isLast && earned > best.earned) best = { earned, threshold: score, detected, falsePositives };
  }
  return {
    profile,
    normalised: windows === 0 ? 0 : (100 * (best.earned - nothing)) / (windows - nothing),
    threshold: best.threshold,
    windows,
    detected: best.detected,
    falsePositives: best.falsePositives,
  };
}

/** How many rows at the beginning of a series of `length` rows are for learning only. */
export function probation(length: number): number {
  return Math.min(Math.floor(0.15 * length), 750);
}

interface Row {
  readonly score: number;
  readonly value: number;
  /** shared by the rows of one window */
  readonly window: { best: number | undefined } | undefined;
}

function rowsOf(series: ScoredSeries, { falsePositive }: Profile): Row[] {
  const rows: Row[] = [];
  const windows = countedWindows(series).map(([left, right]) => ({ left, right, found: { best: undefined } }));
  let next = 0;
  for (let row = probation(series.scores.length); row < series.scores.length; row++) {
    while (row > (windows[next]?.right ?? Number.POSITIVE_INFINITY)) next++;
    const score = series.scores[row] ?? 0;
    const inside = windows[next];
    const before = windows[next - 1];
    if (inside !== undefined && row >= inside.left) {
      const position = -(inside.right - row + 1) / (inside.right - inside.left + 1);
      rows.push({ score, value: sigmoid(position) / sigmoid(-1), window: inside.found });
    } else if (before === undefined) rows.push({ score, value: -falsePositive, window: undefined });
    else {
      const position = (row - before.right) / (before.right - before.left);
      rows.push({ score, value: sigmoid(position) * falsePositive, window: undefined });
    }
  }
  return rows;
}

function countedWindows({ scores, windows }: ScoredSeries): readonly (readonly [number, number])[] {
  return windows.filter(([, right]) => right >= probation(scores.length));
}

/** +1 well before 0, −1 well after. */
function sigmoid(position: number): number {
  return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}
