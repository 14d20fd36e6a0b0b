import type { DuckDBConnection } from '@duckdb/node-api';
import { transaction } from './database.ts';

const tables = ['series', 'recent', 'part', 'span', 'pending', 'position'];
/** Beyond so many recent readings moving them costs more than the space they hold. */
const mostRecent = 200_000;

/**
 * Gives the file's free space back. DuckDB cuts a file only behind its last block in use, and a few small tables at the
 * end keep all the space that a month left in front of them: written anew they move to the front.
 */
export async function shrink(connection: DuckDBConnection): Promise<void> {
  await connection.run('CHECKPOINT');
  const [row] = (
    await connection.runAndReadAll(
      'SELECT free_blocks, used_blocks, (SELECT count(*) FROM recent) FROM pragma_database_size()',
    )
  ).getRows();
  const [free = 0, used = 0, recent = 0] = (row ?? []).map(Number);
  if (free <= used || recent > mostRecent) return;
  await transaction(connection, async () => {
    for (const table of tables) await connection.run(`CREATE OR REPLACE TABLE ${table} AS FROM ${table}`);
  });
  await connection.run('CHECKPOINT');
}
