import type { DuckDBResult } from '@duckdb/node-api';
import type { Curve } from '../../domain/reading.ts';
import { createGrowingCurve } from '../growing-curve.ts';
import { readNumbers, rowsPerChunk } from './chunks.ts';

/** A result of (series, time, value) that comes series by series, taken one series at a time. */
export interface CurveStream {
  /** The series that comes next; undefined at the end. */
  next(): Promise<number | undefined>;
  /** All rows of that series, as they come. */
  take(): Promise<Curve>;
}

const room = (): Float64Array => new Float64Array(rowsPerChunk);

/** Reads one result after the other; holds one chunk and one series at a time. */
export function createCurveStream(results: AsyncIterator<DuckDBResult> | Iterator<DuckDBResult>): CurveStream {
  const [series, times, values] = [room(), room(), room()];
  let rows = 0;
  let row = 0;
  let result: DuckDBResult | undefined;
  let ended = false;

  const next = async (): Promise<number | undefined> => {
    while (row === rows && !ended) {
      const chunk = await result?.fetchChunk();
      if (!chunk || chunk.rowCount === 0) {
        const following = await results.next();
        result = following.done ? undefined : following.value;
        ended = following.done ?? false;
      } else {
        for (const [index, column] of [series, times, values].entries()) readNumbers(chunk, index, column);
        [row, rows] = [0, chunk.rowCount];
      }
    }
    return row < rows ? series[row] : undefined;
  };

  return {
    next,
    take: async () => {
      const wanted = await next();
      const taken = createGrowingCurve();
      while ((await next()) === wanted && wanted !== undefined) {
        for (; row < rows && series[row] === wanted; row++) taken.add(times[row] ?? 0, values[row] ?? 0);
      }
      return taken.curve();
    },
  };
}
