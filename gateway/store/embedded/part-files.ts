import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Curve } from '../../domain/reading.ts';
import { quoted } from './database.ts';
import { readIntegers } from './parquet-pages.ts';
import { type Part, type Parts, readingsIn, type Span } from './parts.ts';

/**
 * Fills `into`, which has room for exactly that, with all of one series in one part, from the bytes of its file: asking
 * DuckDB takes a millisecond a file. False when this would not give back exactly what was accepted: then DuckDB is to read it.
 */
export type PartFiles = (part: Part, series: number, into: Curve) => Promise<boolean>;

/** What is decoded at once holds up the thread: longer series go to DuckDB. */
const mostReadings = 100_000;
/** values are DECIMAL(18,3) */
const thousand = 1000;

/** Learns from DuckDB, once a part, where its columns lie. */
export function createPartFiles(connection: DuckDBConnection, parts: Parts): PartFiles {
  const layouts = new WeakMap<Part, Layout>();
  // one buffer for all reads, as large as the largest column of a row group
  let buffer = new Uint8Array(0);
  return async (part, series, into) => {
    const span = part.spans.get(series);
    if (span === undefined || !span.exact || span.readings > mostReadings) return false;
    const path = parts.pathOf(part.file);
    const layout = layouts.get(part) ?? (await readLayout(connection, path, part));
    layouts.set(part, layout);
    // the journal lives in this thread too
    await setImmediate();
    const start = layout.starts.get(series);
    if (start === undefined) return false;
    const file = openSync(path, 'r');
    const read = ({ at, length }: Bytes): Uint8Array => {
      if (buffer.length < length) buffer = new Uint8Array(length);
      return buffer.subarray(0, readSync(file, buffer, 0, length, at));
    };
    try {
      return readRows(read, layout.groups, { start, span }, into);
    } finally {
      closeSync(file);
    }
  };
}

interface Layout {
  readonly groups: readonly Group[];
  /** the first row of each series; empty for a file that is not understood */
  readonly starts: ReadonlyMap<number, number>;
}

/** A row group: where its first row stands in the file and its columns lie. */
interface Group {
  readonly row: number;
  readonly rows: number;
  readonly time: Bytes;
  readonly value: Bytes;
}

interface Bytes {
  readonly at: number;
  readonly length: number;
}

async function readLayout(connection: DuckDBConnection, path: string, part: Part): Promise<Layout> {
  const column = (name: string): string =>
    `sum(coalesce(dictionary_page_offset, data_page_offset)) FILTER (path_in_schema = '${name}'),
     sum(total_compressed_size) FILTER (path_in_schema = '${name}')`;
  const reader = await connection.runAndReadAll(
    `SELECT any_value(row_group_num_rows), ${column('time')}, ${column('value')}
     FROM parquet_metadata(${quoted(path)}) WHERE type = 'INT64' AND compression = 'ZSTD'
     GROUP BY row_group_id ORDER BY row_group_id`,
  );
  let row = 0;
  const groups = reader.getRows().map((cells): Group => {
    const [rows = 0, time = 0, timeLength = 0, value = 0, valueLength = 0] = cells.map(Number);
    row += rows;
    return { row: row - rows, rows, time: { at: time, length: timeLength }, value: { at: value, length: valueLength } };
  });
  const starts = new Map<number, number>();
  if (row !== readingsIn(part)) return { groups, starts };
  let start = 0;
  for (const [series, { readings }] of part.spans) {
    starts.set(series, start);
    start += readings;
  }
  return { groups, starts };
}

function readRows(
  read: (bytes: Bytes) => Uint8Array,
  groups: readonly Group[],
  { start, span }: { readonly start: number; readonly span: Span },
  { times, values }: Curve,
): boolean {
  for (const group of groups) {
    const from = Math.max(start - group.row, 0);
    const to = Math.min(start + span.readings - group.row, group.rows);
    if (from >= to) continue;
    const [begin, end] = [group.row + from - start, group.row + to - start];
    const first = begin === 0 ? span.last : undefined;
    if (!readIntegers(read(group.time), { from, into: times.subarray(begin, end), first })) return false;
    if (!readIntegers(read(group.value), { from, into: values.subarray(begin, end) })) return false;
  }
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / thousand;
  // the file has the newest first
  times.reverse();
  values.reverse();
  return times[0] === span.first && times.at(-1) === span.last && values.at(-1) === span.value;
}
