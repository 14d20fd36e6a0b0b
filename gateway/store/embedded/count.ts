import type { DuckDBConnection } from '@duckdb/node-api';
import { quoted } from './database.ts';
import { boundsOf } from './months.ts';
import { type Parts, readingsIn } from './parts.ts';

/** Readings kept, each identity once: those of the parts and the recent ones that no part has. */
export async function countReadings(connection: DuckDBConnection, parts: Parts): Promise<number> {
  const recent = 'SELECT DISTINCT series, time FROM recent';
  const [row] = (await connection.runAndReadAll(`SELECT count(*), min(time), max(time) FROM (${recent})`)).getRows();
  const [rows, first, last] = [Number(row?.[0] ?? 0), Number(row?.[1] ?? 0), Number(row?.[2] ?? 0)];
  using lease = await parts.leaseAfterRecent();
  const all = lease.parts;
  const inParts = all.reduce((sum, part) => sum + readingsIn(part), 0);
  const both = all.filter(({ month }) => rows > 0 && boundsOf(month).from <= last && boundsOf(month).to > first);
  if (both.length === 0) return inParts + rows;
  const files = both.map((part) => quoted(parts.pathOf(part.file))).join(', ');
  const shared = await connection.runAndReadAll(
    `SELECT count(*) FROM (SELECT series, epoch_ms(time)::DOUBLE AS time FROM read_parquet([${files}]))
     SEMI JOIN (${recent}) USING (series, time)`,
  );
  return inParts + rows - Number(shared.getRows()[0]?.[0] ?? 0);
}
