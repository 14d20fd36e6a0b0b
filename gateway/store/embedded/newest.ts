import type { DuckDBConnection } from '@duckdb/node-api';
import type { Parts } from './parts.ts';

/** The newest reading of every series by its number, in memory. */
export interface Newest {
  /** Takes a reading unless a newer one is known; of the same instant the last told counts. */
  tell(number: number, time: number, value: number): void;
  get(number: number): { readonly time: number; readonly value: number } | undefined;
  clear(): void;
}

/** An empty table; it grows with the numbers of series. */
export function createNewest(): Newest {
  let times = new Float64Array(256).fill(Number.NaN);
  let values = new Float64Array(256);

  const grow = (atLeast: number): void => {
    const length = Math.max(atLeast, times.length * 2);
    const [oldTimes, oldValues] = [times, values];
    times = new Float64Array(length).fill(Number.NaN);
    values = new Float64Array(length);
    times.set(oldTimes);
    values.set(oldValues);
  };

  return {
    tell: (number, time, value) => {
      if (number >= times.length) grow(number + 1);
      if ((times[number] ?? 0) > time) return;
      times[number] = time;
      values[number] = value;
    },
    get: (number) => {
      const time = times[number] ?? Number.NaN;
      return Number.isNaN(time) ? undefined : { time, value: values[number] ?? 0 };
    },
    clear: () => {
      times.fill(Number.NaN);
    },
  };
}

/** Fills the table anew from what the parts say of themselves and from the recent rows. */
export async function loadNewest(newest: Newest, parts: Parts, connection: DuckDBConnection): Promise<void> {
  const reader = await connection.runAndReadAll(
    // arg_max would do, but turns -0 into 0
    `SELECT recent.series, time, value FROM recent
     JOIN (SELECT series, max(time) AS last FROM recent GROUP BY series) newest
       ON newest.series = recent.series AND last = time ORDER BY batch, recent.rowid`,
  );
  newest.clear();
  for (const { spans } of parts.all()) {
    for (const [series, { last, value }] of spans) newest.tell(series, last, value);
  }
  for (const [series, time, value] of reader.getRows()) newest.tell(Number(series), Number(time), Number(value));
}
