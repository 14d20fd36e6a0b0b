import type { createDetector } from './detect/detector.ts';
import type { Curve } from './domain/reading.ts';
import type { Series } from './domain/series.ts';
import { pause } from './pause.ts';

/** What is kept of a series from one instant to another (epoch ms, `from` ≤ time < `to`). */
export type History = (series: Series, span: { readonly from: number; readonly to: number }) => Promise<Curve>;

type Pupil = Pick<ReturnType<typeof createDetector>, 'learn' | 'lesson' | 'unlearn'>;

/** readings learned in one go: a few ms, between which the thread does other things */
const slice = 8_192;
/** one batch of lessons at most; what was judged before it is not heard meanwhile */
const batch = { readings: 500_000, series: 200 };

/**
 * Teaches what is usual of one series after another from the store, the weather first; each is done whole, so that what
 * comes between two is newer than all that was taught. Nothing is decided. Ends with a batch, or where the store does
 * not answer: `trouble` says why, and what was not done waits.
 */
export async function teach(
  pupil: Pupil,
  of: {
    readonly waiting: ReadonlySet<number>;
    readonly series: readonly Series[];
    readonly history: History;
    readonly now: number;
    readonly signal: AbortSignal;
  },
): Promise<{ done: number[]; trouble?: string }> {
  const { series, history, now, signal } = of;
  const isWeather = (number: number) => pupil.lesson(number)?.isWeather === true;
  const weather = [...of.waiting].filter(isWeather);
  const done: number[] = [];
  let readings = 0;
  for (const number of [...weather, ...[...of.waiting].filter((one) => !weather.includes(one))]) {
    if (readings >= batch.readings || done.length >= batch.series || signal.aborted) break;
    const lesson = pupil.lesson(number);
    const whose = series[number];
    if (lesson !== undefined && whose !== undefined) {
      const span = { from: now - lesson.reachMs, to: (lesson.upTo ?? now) + 1 };
      const curve = await history(whose, span).catch((error: unknown) => {
        return error instanceof Error ? error.message : String(error);
      });
      if (typeof curve === 'string') return { done, trouble: curve };
      const { times, values } = curve;
      pupil.unlearn(number);
      for (let at = 0; at < times.length; at += slice) {
        const part = times.subarray(at, at + slice);
        const numbers = new Int32Array(part.length).fill(number);
        pupil.learn({ series: numbers, times: part, values: values.subarray(at, at + slice) });
        if (times.length > slice) await pause(0, signal);
      }
      readings += times.length;
    }
    done.push(number);
  }
  return { done };
}
