import type { DuckDBResult } from '@duckdb/node-api';
import type { Curve } from '../../domain/reading.ts';
import { createGrowingCurve } from '../growing-curve.ts';
import { numbers } from './chunks.ts';

/** A result of (series, time, value) that comes series by series, taken one series at a time. */
export interface CurveStream {
  /** The series that comes next; undefined at the end. */
  next(): Promise<number | undefined>;
  /** All rows of that series, as they come. */
  take(): Promise<Curve>;
}

const nothing = new Float64Array(0);

/** Holds one chunk and one series at a time. */
export function createCurveStream(result: DuckDBResult | undefined): CurveStream {
  let [series, times, values]: [Float64Array, Float64Array, Float64Array] = [nothing, nothing, nothing];
  let row = 0;
  let ended = result === undefined;

  const next = async (): Promise<number | undefined> => {
    while (row === series.length && !ended) {
      const chunk = await result?.fetchChunk();
      if (!chunk || chunk.rowCount === 0) ended = true;
      else [series, times, values, row] = [numbers(chunk, 0), numbers(chunk, 1), numbers(chunk, 2), 0];
    }
    return series[row];
  };

  return {
    next,
    take: async () => {
      const wanted = await next();
      const taken = createGrowingCurve();
      while ((await next()) === wanted && wanted !== undefined) {
        for (; row < series.length && series[row] === wanted; row++) taken.add(times[row] ?? 0, values[row] ?? 0);
      }
      return taken.curve();
    },
  };
}
