import type { DuckDBConnection } from '@duckdb/node-api';
import { transaction } from './database.ts';
import { type Month, monthOf } from './months.ts';
import { type Parts, readingsIn } from './parts.ts';

const day = 86_400_000;

/** What lies in DuckDB of one month, and since when by the clock of `compact`. */
export interface Pending {
  readonly month: Month;
  readonly rows: number;
  readonly since: number;
}

/** The recent rows by month. A month first seen now waits since `now`; the table `pending` remembers it over restarts. */
export async function readPending(connection: DuckDBConnection, now: number): Promise<Pending[]> {
  const months =
    "SELECT strftime(make_timestamp_ms(time::BIGINT), '%Y-%m') AS month, count(*) AS rows FROM recent GROUP BY 1";
  await transaction(connection, async () => {
    await connection.run(`INSERT INTO pending SELECT month, $1 FROM (${months}) ANTI JOIN pending USING (month)`, [
      now,
    ]);
    await connection.run(`DELETE FROM pending WHERE month NOT IN (SELECT month FROM (${months}))`);
  });
  const reader = await connection.runAndReadAll(
    `SELECT month, rows, since FROM (${months}) JOIN pending USING (month) ORDER BY month`,
  );
  return reader
    .getRows()
    .map(([month, rows, since]) => ({ month: String(month), rows: Number(rows), since: Number(since) }));
}

/**
 * Whether a month is worth writing anew: past 1 % of its part or a day old. The running month grows all the time, so it
 * waits for a quarter of its part: then each reading is rewritten a handful of times at most.
 */
export function isDue({ month, rows, since }: Pending, parts: Parts, now: number): boolean {
  if (now - since >= day) return true;
  const part = parts.get(month);
  const readings = part === undefined ? 0 : readingsIn(part);
  return month >= monthOf(now) ? rows >= Math.max(100_000, readings / 4) : rows >= readings / 100;
}
