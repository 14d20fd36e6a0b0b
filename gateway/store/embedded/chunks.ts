import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBIntegerVector,
  type DuckDBResult,
  INTEGER,
} from '@duckdb/node-api';
import type { Curve } from '../../domain/reading.ts';

/** DuckDB's vector size: the most rows a chunk holds. */
export const rowsPerChunk = 2048;

/** Rows in columns of equal length: whole numbers and doubles, as DuckDB's INTEGER and DOUBLE. */
export type Column = Int32Array | Float64Array;

/** Appends columns to a table in its column order, a chunk at a time; part of the connection's transaction. */
export async function appendColumns(
  connection: DuckDBConnection,
  table: { readonly name: string; readonly temporary?: boolean },
  columns: readonly Column[],
): Promise<void> {
  const rows = columns[0]?.length ?? 0;
  if (rows === 0) return;
  const appender = await connection.createAppender(
    table.name,
    table.temporary ? 'main' : undefined,
    table.temporary ? 'temp' : undefined,
  );
  try {
    const chunk = DuckDBDataChunk.create(columns.map((column) => (column instanceof Int32Array ? INTEGER : DOUBLE)));
    for (let start = 0; start < rows; start += rowsPerChunk) {
      const end = Math.min(rows, start + rowsPerChunk);
      chunk.reset();
      chunk.rowCount = end - start;
      columns.forEach((column, index) => {
        fill(chunk, index, column, start, end);
      });
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

function fill(chunk: DuckDBDataChunk, index: number, column: Column, start: number, end: number): void {
  const vector = chunk.getColumnVector(index);
  if (!(vector instanceof DuckDBDoubleVector || vector instanceof DuckDBIntegerVector)) {
    throw new Error(`column ${index} is neither INTEGER nor DOUBLE`);
  }
  for (let i = start; i < end; i++) vector.setItem(i - start, column[i] ?? 0);
  vector.flush();
}

/** Copies the numbers of an INTEGER or DOUBLE column of a chunk to the beginning of `into`; NULL reads as 0. */
export function readNumbers(chunk: DuckDBDataChunk, index: number, into: Float64Array): void {
  const vector = chunk.getColumnVector(index);
  if (!(vector instanceof DuckDBDoubleVector || vector instanceof DuckDBIntegerVector)) {
    throw new Error(`column ${index} is neither INTEGER nor DOUBLE`);
  }
  for (let i = 0; i < vector.itemCount; i++) into[i] = vector.getItem(i) ?? 0;
}

/** A result of two DOUBLE columns, time and value, in the order DuckDB gives it. */
export async function readCurve(result: DuckDBResult): Promise<Curve> {
  const [times = new Float64Array(0), values = new Float64Array(0)] = await readColumns(result, 2);
  return { times, values };
}

/** The first `count` columns of a result. */
export async function readColumns(result: DuckDBResult, count: number): Promise<Float64Array[]> {
  const chunks: Float64Array[][] = [];
  let rows = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    rows += chunk.rowCount;
    const columns = Array.from({ length: count }, () => new Float64Array(chunk.rowCount));
    for (const [index, column] of columns.entries()) readNumbers(chunk, index, column);
    chunks.push(columns);
  }
  return Array.from({ length: count }, (_, index) => {
    const whole = new Float64Array(rows);
    let at = 0;
    for (const columns of chunks) {
      const piece = columns[index] ?? new Float64Array(0);
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  });
}

/** Gathers rows and appends them in large pieces: every appending costs chunks of its own. */
export interface Gatherer {
  add(series: number, times: Float64Array, values: Float64Array): Promise<void>;
  flush(): Promise<void>;
}

/** Appends (series, time, value) to a temporary table of the connection. */
export function createGatherer(connection: DuckDBConnection, table: string): Gatherer {
  const room = 32 * rowsPerChunk;
  const columns = { series: new Int32Array(room), times: new Float64Array(room), values: new Float64Array(room) };
  let rows = 0;
  const flush = async (): Promise<void> => {
    const filled = [columns.series, columns.times, columns.values].map((column) => column.subarray(0, rows));
    await appendColumns(connection, { name: table, temporary: true }, filled);
    rows = 0;
  };
  return {
    add: async (series, times, values) => {
      for (let start = 0; start < times.length; ) {
        const taken = Math.min(times.length - start, room - rows);
        columns.series.fill(series, rows, rows + taken);
        columns.times.set(times.subarray(start, start + taken), rows);
        columns.values.set(values.subarray(start, start + taken), rows);
        rows += taken;
        start += taken;
        if (rows === room) await flush();
      }
    },
    flush,
  };
}
