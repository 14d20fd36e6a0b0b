import { copyFile, link, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Lane } from '../lane.ts';
import { databaseFile, quoted } from './database.ts';
import { type Parts, readingsIn } from './parts.ts';

/** What a copy of the store holds; who opens it finds the same. */
export interface StoreCopy {
  /** rows that lay in DuckDB, an instant that was accepted twice counts twice */
  readonly recent: number;
  readonly inParts: number;
  /** the journal's sequence number up to which it holds everything */
  readonly position: number;
}

/**
 * Copies the store of one moment into a folder of its own (made here), while appends, reads and compactions go on: the
 * tables through a transaction that sees that moment, and exactly the parts which counted then.
 */
export async function copyStore(
  { connection, write, parts }: { connection: DuckDBConnection; write: Lane; parts: Parts },
  folder: string,
): Promise<StoreCopy> {
  const partFolder = join(folder, 'parts');
  await mkdir(partFolder, { recursive: true, mode: 0o700 });
  await connection.run(`ATTACH ${quoted(join(folder, databaseFile))} AS copy (BLOCK_SIZE 16384)`);
  try {
    // between the writes: no compaction publishes between the moment of the tables and that of the parts
    using lease = await write(async () => {
      await connection.run('BEGIN TRANSACTION');
      await connection.run('FROM position'); // DuckDB takes its picture at the first question
      return parts.lease(parts.all());
    });
    const copied = await copyTables(connection).catch(async (error: unknown) => {
      await connection.run('ROLLBACK').catch(() => undefined);
      throw error;
    });
    for (const { file } of lease.parts) await sameFile(parts.pathOf(file), join(partFolder, file));
    return { ...copied, inParts: lease.parts.reduce((sum, part) => sum + readingsIn(part), 0) };
  } finally {
    await connection.run('DETACH copy');
  }
}

async function copyTables(connection: DuckDBConnection): Promise<Omit<StoreCopy, 'inParts'>> {
  for (const table of ['series', 'recent', 'part', 'span', 'pending', 'position']) {
    await connection.run(`CREATE TABLE copy.${table} AS FROM store.${table}`); // in the order of rowid, which counts
  }
  const counted = await connection.runAndReadAll(
    'SELECT (SELECT count(*) FROM copy.recent), (SELECT seq FROM copy.position)',
  );
  await connection.run('COMMIT');
  await connection.run('CHECKPOINT copy');
  const [recent, position] = (counted.getRows()[0] ?? []).map(Number);
  return { recent: recent ?? 0, position: position ?? 0 };
}

/** A second name for a file that is never written again; a copy where the backup lies on another disk. */
async function sameFile(from: string, to: string): Promise<void> {
  await link(from, to).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code !== 'ENOSPC')) throw error;
    return copyFile(from, to);
  });
}
