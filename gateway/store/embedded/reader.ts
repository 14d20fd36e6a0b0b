import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';
import type { Curve } from '../../domain/reading.ts';
import type { CurveQuery } from '../../domain/store.ts';
import { cut, emptyCurve, merged, ordered, viewed } from '../curves.ts';
import { readCurve } from './chunks.ts';
import { quoted } from './database.ts';
import type { PartFiles } from './part-files.ts';
import { holds, type Part, type Parts } from './parts.ts';

/** What a query asks once its series has a number. */
export type Range = Pick<CurveQuery, 'from' | 'to' | 'base' | 'limit'>;

/** A part's columns as the numbers that were accepted: `exact` stands only where three decimals would lose something. */
export const partColumns = 'epoch_ms(time)::DOUBLE, coalesce(exact, value::DOUBLE)';
const exactColumns = 'epoch_ms(time)::DOUBLE, value::DOUBLE';

/** Comparing stamps makes DuckDB decode them for whole row groups: up to so many rows of a series are read whole and cut afterwards. */
const cheaperWhole = 100_000;
/** A base is mostly found this near before `from`, without a second look. */
const baseMarginMs = 6 * 3_600_000;

/** What lies in DuckDB of a series in [from, to). */
export const recentRows = 'SELECT time, value FROM recent WHERE series = $1 AND time >= $2 AND time < $3';

/** A query over so many months goes to both connections at once. */
const worthSplitting = 4;

/** What reads work with; one read at a time. */
export interface Reading {
  readonly connections: readonly [DuckDBConnection, DuckDBConnection];
  /** `recentRows`, prepared: parsing it takes longer than running it */
  readonly recent: DuckDBPreparedStatement;
  readonly parts: Parts;
  readonly files: PartFiles;
  /** a curve of so many rows, to be filled; the same memory again and again, which is quicker than to have it collected */
  readonly room: (rows: number) => Curve;
}

/** Longer curves than that, a year on a grid of five minutes, have memory of their own. */
const mostKept = 110_000;

export function createRoom(): Reading['room'] {
  let kept = { times: new Float64Array(0), values: new Float64Array(0) };
  return (rows) => {
    if (rows > mostKept) return { times: new Float64Array(rows), values: new Float64Array(rows) };
    if (rows > kept.times.length) {
      kept = { times: new Float64Array(rows), values: new Float64Array(rows) };
    }
    return { times: kept.times.subarray(0, rows), values: kept.values.subarray(0, rows) };
  };
}

/**
 * Reads one series: first the recent, then the parts, so that rows which a compaction moves meanwhile are seen at least once.
 * What it returns may be overwritten by the next read.
 */
export async function readSeries(reading: Reading, series: number, range: Range): Promise<Curve> {
  const { connections, parts } = reading;
  const [connection] = connections;
  const from = range.base ? range.from - baseMarginMs : range.from;
  const recent = await readRecent(reading.recent, series, from, range.to);
  using lease = await parts.leaseAfterRecent();
  const all = lease.parts;
  const limit = range.base ? undefined : range.limit;
  const inner = { from, to: range.to, ...(limit !== undefined && { limit }) };
  const held = all.filter((part) => holds(part, series, from, range.to));
  const sorted = (await readFiles(reading, held, series, inner)) ?? (await askParts(reading, held, series, inner));
  const curve = merged(sorted, recent);
  if (!range.base || (curve.times[0] ?? Number.POSITIVE_INFINITY) < range.from) return viewed(curve, range);
  return viewed(merged(await readBase(connection, parts, all, series, from), curve), range);
}

async function readRecent(recent: DuckDBPreparedStatement, series: number, from: number, to: number): Promise<Curve> {
  recent.bind([series, from, to]);
  return ordered(await readCurve(await recent.run()));
}

/** The rows of the parts from their bytes, uncut; undefined when one of them can't be read so. */
async function readFiles(
  { files, room }: Reading,
  held: readonly Part[],
  series: number,
  { from, limit = Number.POSITIVE_INFINITY }: Range,
): Promise<Curve | undefined> {
  const wanted: { readonly part: Part; readonly begin: number; readonly end: number }[] = [];
  let [rows, rowsAfter] = [0, 0];
  for (const part of held) {
    const span = part.spans.get(series);
    if (rowsAfter >= limit) break;
    if (!span?.exact) return undefined;
    wanted.push({ part, begin: rows, end: rows + span.readings });
    rows += span.readings;
    if (span.first >= from) rowsAfter += span.readings;
  }
  const { times, values } = room(rows);
  for (const { part, begin, end } of wanted) {
    const into = { times: times.subarray(begin, end), values: values.subarray(begin, end) };
    if (!(await files(part, series, into))) return undefined;
  }
  return { times, values };
}

async function askParts(
  { connections: [connection, second], parts }: Reading,
  held: readonly Part[],
  series: number,
  range: Range,
): Promise<Curve> {
  const half = held.length < worthSplitting ? held.length : held.length >> 1;
  const [earlier, later] = await Promise.all([
    readParts(connection, parts, held.slice(0, half), series, range),
    readParts(second, parts, held.slice(half), series, range),
  ]);
  return merged(earlier, later);
}

/** The rows of the parts in the order of time. */
async function readParts(
  connection: DuckDBConnection,
  parts: Parts,
  held: readonly Part[],
  series: number,
  { from, to, limit }: Range,
): Promise<Curve> {
  if (held.length === 0) return emptyCurve;
  const spans = held.flatMap((part) => part.spans.get(series) ?? []);
  const files = held.map((part) => quoted(parts.pathOf(part.file)));
  const columns = spans.every((span) => span.exact) ? exactColumns : partColumns;
  const rows = spans.reduce((sum, span) => sum + span.readings, 0);
  const within = `AND time >= ${instant(from)} AND time < ${instant(to)} ${limit === undefined ? '' : `ORDER BY time LIMIT ${limit}`}`;
  const result = await connection.run(
    `SELECT ${columns} FROM read_parquet([${files.join(', ')}])
     WHERE series = ${series} ${rows > cheaperWhole ? within : ''}`,
  );
  return cut(ordered(await readCurve(result)), { from, to });
}

/** The last reading before `from`, as a curve of one or none. */
async function readBase(
  connection: DuckDBConnection,
  parts: Parts,
  all: readonly Part[],
  series: number,
  from: number,
): Promise<Curve> {
  const recent = await readCurve(
    await connection.run(
      'SELECT time, value FROM recent WHERE series = $1 AND time < $2 ORDER BY time DESC, batch DESC, rowid DESC LIMIT 1',
      [series, from],
    ),
  );
  const part = all.findLast(({ spans }) => (spans.get(series)?.first ?? Number.POSITIVE_INFINITY) < from);
  if (part === undefined) return recent;
  const sorted = await readCurve(
    await connection.run(
      `SELECT ${partColumns} FROM read_parquet(${quoted(parts.pathOf(part.file))})
       WHERE series = ${series} AND time < ${instant(from)} ORDER BY time DESC LIMIT 1`,
    ),
  );
  return (recent.times[0] ?? Number.NEGATIVE_INFINITY) >= (sorted.times[0] ?? Number.NEGATIVE_INFINITY)
    ? recent
    : sorted;
}

/** An instant in SQL, inside what a Parquet stamp can say. */
export function instant(time: number): string {
  return `make_timestamp_ms(${Math.ceil(Math.max(-8e15, Math.min(8e15, time)))})`;
}
