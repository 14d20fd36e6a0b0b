import type { Curve, Readings } from '../../gateway/domain/reading.ts';
import { stepMs } from './rule-run.ts';

/** Readings of many series, cut into the steps of time in which they came. */
export interface Step {
  readonly readings: Readings;
  /** when the step ends, epoch ms */
  readonly now: number;
}

const none: Readings = { series: new Int32Array(), times: new Float64Array(), values: new Float64Array() };

/** The steps from `from` to `to`, empty ones too; row i of `curves` is series i. `from` is a whole number of steps. */
export function* stepsOf(curves: readonly Curve[], from: number, to: number): Generator<Step> {
  const heads = new Uint32Array(curves.length);
  let nextTime = earliest(curves, heads);
  for (let now = from + stepMs; now < to + stepMs; now += stepMs) {
    if (nextTime >= now) {
      yield { readings: none, now };
      continue;
    }
    yield { readings: within(curves, heads, now), now };
    nextTime = earliest(curves, heads);
  }
}

function within(curves: readonly Curve[], heads: Uint32Array, before: number): Readings {
  const rows: { series: number; time: number; value: number }[] = [];
  for (const [series, { times, values }] of curves.entries()) {
    let head = heads[series] ?? 0;
    for (; (times[head] ?? Number.POSITIVE_INFINITY) < before; head++) {
      rows.push({ series, time: times[head] ?? 0, value: values[head] ?? Number.NaN });
    }
    heads[series] = head;
  }
  rows.sort((a, b) => a.time - b.time);
  return {
    series: Int32Array.from(rows, ({ series }) => series),
    times: Float64Array.from(rows, ({ time }) => time),
    values: Float64Array.from(rows, ({ value }) => value),
  };
}

function earliest(curves: readonly Curve[], heads: Uint32Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [series, { times }] of curves.entries()) {
    least = Math.min(least, times[heads[series] ?? 0] ?? Number.POSITIVE_INFINITY);
  }
  return least;
}
