import type { createDetector } from './detect/detector.ts';
import type { Curve } from './domain/reading.ts';
import type { Series } from './domain/series.ts';
import { pause } from './pause.ts';

/** What is kept of a series from one instant to another (epoch ms, `from` ≤ time < `to`). */
export type History = (series: Series, span: { readonly from: number; readonly to: number }) => Promise<Curve>;

type Pupil = Pick<ReturnType<typeof createDetector>, 'learn' | 'lesson' | 'unlearn' | 'retell'>;

/** readings learned in one go: a few ms, between which the thread does other things */
const slice = 8_192;
/** one batch of lessons at most; what was judged before it is not heard meanwhile */
const batch = { readings: 500_000, series: 200 };
/** series of one site and metric that are taught together at most: 60 days of them are in memory at once */
const togetherAtMost = 60;
const hourMs = 3_600_000;

interface Of {
  readonly waiting: ReadonlySet<number>;
  readonly series: readonly Series[];
  readonly history: History;
  readonly now: number;
  readonly signal: AbortSignal;
}

/**
 * Teaches what is usual from the store, the weather first, then one series after another, or those of a site together where one is judged by the
 * others; each is done whole, so that what comes between two is newer than all that was taught. Nothing is decided. Ends
 * with a batch, or where the store does not answer: `trouble` says why, and what was not done waits.
 */
export async function teach(pupil: Pupil, of: Of): Promise<{ done: number[]; trouble?: string }> {
  const { signal } = of;
  const isWeather = (number: number) => pupil.lesson(number)?.isWeather === true;
  const weather = [...of.waiting].filter(isWeather);
  const done = new Set<number>();
  let readings = 0;
  for (const number of [...weather, ...[...of.waiting].filter((one) => !weather.includes(one))]) {
    if (readings >= batch.readings || done.size >= batch.series || signal.aborted) break;
    if (done.has(number)) continue;
    const { fellows = [] } = pupil.lesson(number) ?? {};
    const together = fellows.length > togetherAtMost ? [] : fellows.filter((one) => one !== number);
    const pupils = [number, ...together.filter((one) => of.waiting.has(one))];
    const taught = await teachTogether(
      pupil,
      pupils,
      together.filter((one) => !of.waiting.has(one)),
      of,
    );
    if (typeof taught === 'string') return { done: [...done], trouble: taught };
    readings += taught;
    for (const one of pupils) done.add(one);
  }
  return { done: [...done] };
}

/** The readings of some series in the order of time, beside others that are heard and learn nothing; how many, or why there are none. */
async function teachTogether(
  pupil: Pupil,
  pupils: readonly number[],
  others: readonly number[],
  { series, history, now, signal }: Of,
): Promise<number | string> {
  const curves: { readonly number: number; readonly curve: Curve }[] = [];
  for (const number of [...pupils, ...others]) {
    const [lesson, whose] = [pupil.lesson(number), series[number]];
    if (lesson === undefined || whose === undefined) continue;
    const span = { from: now - lesson.reachMs, to: (lesson.upTo ?? now) + 1 };
    const curve = await history(whose, span).catch((error: unknown) => {
      return error instanceof Error ? error.message : String(error);
    });
    if (typeof curve === 'string') return curve;
    curves.push({ number, curve });
  }
  for (const number of pupils) if (pupil.lesson(number) !== undefined) pupil.unlearn(number);
  const retold = pupil.retell(others);
  const isPupil = new Set(pupils);
  let pending = 0;
  for (const rows of inOrder(curves)) {
    const learned = rows.filter(({ number }) => isPupil.has(number));
    // an hour is told by all before any learns the next: within one the order is of no matter
    for (const { number, time, value } of rows) if (!isPupil.has(number)) retold.hear(number, time, value);
    pupil.learn({
      series: Int32Array.from(learned, ({ number }) => number),
      times: Float64Array.from(learned, ({ time }) => time),
      values: Float64Array.from(learned, ({ value }) => value),
    });
    pending += rows.length;
    if (pending < slice) continue;
    pending = 0;
    await pause(0, signal);
  }
  retold.end();
  return curves.reduce((sum, { curve }) => sum + curve.times.length, 0);
}

interface Row {
  readonly number: number;
  readonly time: number;
  readonly value: number;
}

/** Curves hour by hour of the epoch; a single one in long pieces. */
function* inOrder(curves: readonly { readonly number: number; readonly curve: Curve }[]): Generator<Row[]> {
  const heads = curves.map(({ number, curve }) => ({ number, ...curve, at: 0 }));
  const next = ({ times, at }: (typeof heads)[number]) => times[at] ?? Number.POSITIVE_INFINITY;
  for (;;) {
    const first = Math.min(...heads.map(next));
    if (first === Number.POSITIVE_INFINITY) return;
    const end = (Math.floor(first / hourMs) + 1) * hourMs;
    const rows: Row[] = [];
    for (const head of heads) {
      const isAlone = heads.length === 1;
      while (isAlone ? rows.length < slice && head.at < head.times.length : next(head) < end) {
        rows.push({ number: head.number, time: next(head), value: head.values[head.at] ?? Number.NaN });
        head.at++;
      }
    }
    yield rows;
  }
}
