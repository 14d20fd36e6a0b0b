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
const rowsPerChunk = 2048;

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

/** The numbers of an INTEGER or DOUBLE column of a chunk; NULL reads as 0. */
export function numbers(chunk: DuckDBDataChunk, index: number): Float64Array {
  const vector = chunk.getColumnVector(index);
  if (!(vector instanceof DuckDBDoubleVector || vector instanceof DuckDBIntegerVector)) {
    throw new Error(`column ${index} is neither INTEGER nor DOUBLE`);
  }
  const out = new Float64Array(chunk.rowCount);
  for (let i = 0; i < out.length; i++) out[i] = vector.getItem(i) ?? 0;
  return out;
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
    chunks.push(Array.from({ length: count }, (_, index) => numbers(chunk, index)));
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
