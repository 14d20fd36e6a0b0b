import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import type { Curve } from '../../domain/reading.ts';
import { merged } from '../curves.ts';
import type { Lane } from '../lane.ts';
import { appendColumns, createGatherer } from './chunks.ts';
import { createCurveStream } from './curve-stream.ts';
import { quoted, transaction } from './database.ts';
import { boundsOf, type Month } from './months.ts';
import type { Part, Parts, Span } from './parts.ts';
import { partColumns } from './reader.ts';
import type { SeriesNames } from './series-names.ts';

/** What a rewriting works with; the connections are its own. */
export interface Workshop {
  readonly recent: DuckDBConnection;
  readonly part: DuckDBConnection;
  readonly target: DuckDBConnection;
  /** publishes between the appends */
  readonly writer: DuckDBConnection;
  readonly write: Lane;
  readonly parts: Parts;
  readonly names: SeriesNames;
  readonly step: (name: RewriteStep) => void | Promise<void>;
}

/** The moments of a rewriting at which the process may die; `shrinking` follows the last month's. */
export type RewriteStep = 'merged' | 'written' | 'publishing' | 'committed' | 'published' | 'shrinking';

/** What becomes of a month. */
export interface Rewriting {
  readonly month: Month;
  /** recent rows up to this batch go into the part */
  readonly batch: number;
  readonly now: number;
  readonly thinned: number;
  /** what to keep of one series' month; by default all of it */
  readonly keep?: (series: number, curve: Curve) => Curve;
}

/**
 * The form that measured small and quick to ask: a row group holds about five series of a ten-minute month,
 * little to decode for one of them; small dictionaries leave stamps and values to their differences; Bloom filters, which
 * are the default, find the group where DuckDB reads.
 */
export const parquetFormat = `FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd, COMPRESSION_LEVEL 19,
  ROW_GROUP_SIZE 20480, DICTIONARY_SIZE_LIMIT 1000`;

/** About so many rows are sorted at once. */
const rowsSorted = 200_000;

/** By metric first: neighbours then look alike, which compresses better. */
const ranks = 'SELECT id, row_number() OVER (ORDER BY metric, device, instance) AS rank FROM series';

/**
 * Writes a month anew from its part and its recent rows: sorted, each instant once, the later acceptance winning. The
 * file is complete and on disk before one transaction makes it count and deletes exactly the rows it holds; dying at
 * any step loses nothing and counts nothing twice.
 */
export async function rewriteMonth(shop: Workshop, rewriting: Rewriting): Promise<void> {
  const { month, batch, now, thinned } = rewriting;
  const former = shop.parts.get(month);
  using _ = shop.parts.lease(former ? [former] : []);
  const generation = (former?.generation ?? 0) + 1;
  const file = `${month}.g${generation}.parquet`;
  const path = shop.parts.pathOf(file);
  const spans = await mergeIntoTarget(shop, rewriting, former);
  await shop.step('merged');
  try {
    const inexact = spans.size > 0 ? await writeParquet(shop.target, path, spans) : new Set<number>();
    for (const [series, span] of spans) spans.set(series, { ...span, exact: !inexact.has(series) });
    const part = spans.size > 0 ? { month, generation, file, written: now, thinned, spans } : undefined;
    await shop.target.run('DROP TABLE temp.sorted');
    await shop.step('written');
    await shop.write(() => shop.parts.publish(month, part, () => publish(shop, month, part, batch)));
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
  await shop.step('published');
}

/**
 * Fills the temporary table with the month's rows in the order of the file, each series newest first; tells what each
 * has. DuckDB packs differences 2,048 at a time as distances from the least of them: the one leap from a series to the
 * next would, oldest first, be that least and widen them all.
 */
async function mergeIntoTarget(
  { recent, part, target, parts, names }: Workshop,
  { month, batch, keep }: Rewriting,
  former: Part | undefined,
): Promise<Map<number, Span>> {
  const { from, to } = boundsOf(month);
  await target.run('CREATE OR REPLACE TEMP TABLE sorted (series INTEGER, time DOUBLE, value DOUBLE)');
  const late = createCurveStream(sortedSlices(recent, [from, to, batch]));
  const file = former && quoted(parts.pathOf(former.file));
  const known = createCurveStream(
    (file ? [await part.stream(`SELECT series, ${partColumns} FROM read_parquet(${file})`)] : []).values(),
  );
  const rankOf = await readRanks(target);
  const spans = new Map<number, Span>();
  const gathered = createGatherer(target, 'sorted');
  for (;;) {
    const [next, old] = [await late.next(), await known.next()];
    if (next === undefined && old === undefined) break;
    const series = (rankOf(next) <= rankOf(old) ? next : old) ?? 0;
    const newer = next === series ? await late.take() : undefined;
    const older = old === series ? await known.take() : undefined;
    const whole = newer && older ? merged(older, newer) : (newer ?? older);
    const kept = whole && (keep?.(series, whole) ?? whole);
    // a number without a name belonged to a device that was erased
    if (kept === undefined || kept.times.length === 0 || names.name(series) === undefined) continue;
    const { times, values } = kept;
    await gathered.add(series, times.toReversed(), values.toReversed());
    spans.set(series, {
      readings: times.length,
      first: times[0] ?? 0,
      last: times.at(-1) ?? 0,
      value: values.at(-1) ?? 0,
      exact: true,
    });
  }
  await gathered.flush();
  return spans;
}

/** The recent rows of a month in the order of the file, sorted a slice of the series at a time: sorting all of them takes memory. */
async function* sortedSlices(
  connection: DuckDBConnection,
  [from, to, batch]: readonly [number, number, number],
): AsyncGenerator<DuckDBResult> {
  // one transaction: the ranks of all slices are those of one moment
  await connection.run('BEGIN TRANSACTION');
  try {
    const rows = `FROM recent JOIN (${ranks}) ON id = series WHERE time >= $1 AND time < $2 AND batch <= $3`;
    const counted = await connection.runAndReadAll(
      `SELECT max(rank) FROM
        (SELECT rank, sum(count(*)) OVER (ORDER BY rank) // ${rowsSorted} AS slice ${rows} GROUP BY rank)
       GROUP BY slice ORDER BY slice`,
      [from, to, batch],
    );
    let after = 0;
    for (const [last] of counted.getRows()) {
      yield await connection.stream(
        `SELECT series, time, value ${rows} AND rank > ${after} AND rank <= ${Number(last)}
         ORDER BY rank, time, batch, recent.rowid`,
        [from, to, batch],
      );
      after = Number(last);
    }
  } finally {
    await connection.run('COMMIT');
  }
}

/** The place of a series in the file; undefined, the end of a stream, comes last. */
async function readRanks(connection: DuckDBConnection): Promise<(series: number | undefined) => number> {
  const reader = await connection.runAndReadAll(ranks);
  const places = new Map(reader.getRows().map(([id, rank]) => [Number(id), Number(rank)]));
  return (series) => (series === undefined ? Number.POSITIVE_INFINITY : (places.get(series) ?? 0));
}

/** Writes the temporary table to a file, reads it back and brings it to the disk; the series of which three decimals would lose something. */
async function writeParquet(
  target: DuckDBConnection,
  path: string,
  spans: ReadonlyMap<number, Span>,
): Promise<Set<number>> {
  // who reads the file alone finds names and decimals; `exact` is for the rare value that three decimals do not hold
  await target.run(
    `COPY (
      SELECT series, device, metric, instance, make_timestamp_ms(time::BIGINT)::TIMESTAMP_MS AS time,
        try_cast(value AS DECIMAL(18,3)) AS value,
        CASE WHEN try_cast(value AS DECIMAL(18,3))::DOUBLE = value AND NOT (value = 0 AND signbit(value)) THEN NULL
          ELSE value END AS exact
      FROM temp.sorted JOIN series ON series.id = sorted.series
    ) TO ${quoted(path)} (${parquetFormat})`,
  );
  const check = await target.runAndReadAll(
    `SELECT count(*), count_if(series IS DISTINCT FROM before), count_if(series = before AND time >= since) FROM
      (SELECT series, time, lag(series) OVER () AS before, lag(time) OVER () AS since FROM read_parquet(${quoted(path)}))`,
  );
  const [written, groups, disordered] = (check.getRows()[0] ?? []).map(Number);
  const readings = spans.values().reduce((sum, span) => sum + span.readings, 0);
  if (written !== readings || groups !== spans.size || disordered !== 0) {
    throw new Error(
      `${path} is not what was to be written: ${written} of ${readings} readings, ${disordered} misplaced`,
    );
  }
  fsync(path);
  // the folder's own entry; Windows can't, and journals it by itself
  if (process.platform !== 'win32') fsync(dirname(path));
  const inexact = await target.runAndReadAll(
    `SELECT DISTINCT series FROM read_parquet(${quoted(path)}) WHERE exact IS NOT NULL`,
  );
  return new Set(inexact.getRows().map(([series]) => Number(series)));
}

async function publish({ writer, step }: Workshop, month: Month, part: Part | undefined, batch: number): Promise<void> {
  const { from, to } = boundsOf(month);
  await transaction(writer, async () => {
    await writer.run('DELETE FROM part WHERE month = $1', [month]);
    await writer.run('DELETE FROM span WHERE month = $1', [month]);
    if (part !== undefined) {
      const { generation, file, written, thinned, spans } = part;
      await writer.run('INSERT INTO part VALUES ($1, $2, $3, $4, $5)', [month, generation, file, written, thinned]);
      const rows = [...spans];
      await writer.run('CREATE OR REPLACE TEMP TABLE spans AS FROM span LIMIT 0');
      await writer.run('ALTER TABLE temp.spans DROP month');
      await appendColumns(writer, { name: 'spans', temporary: true }, [
        Int32Array.from(rows, ([series]) => series),
        Int32Array.from(rows, ([, span]) => span.readings),
        Float64Array.from(rows, ([, span]) => span.first),
        Float64Array.from(rows, ([, span]) => span.last),
        Float64Array.from(rows, ([, span]) => span.value),
        Int32Array.from(rows, ([, span]) => Number(span.exact)),
      ]);
      await writer.run('INSERT INTO span SELECT $1, * FROM temp.spans', [month]);
    }
    await writer.run('DELETE FROM recent WHERE time >= $1 AND time < $2 AND batch <= $3', [from, to, batch]);
    await step('publishing');
  });
  await step('committed');
}

function fsync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
