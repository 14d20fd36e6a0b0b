import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { VigieError } from '../../domain/error.ts';

/** DuckDB names the database after it: `store`. */
export const databaseFile = 'store.duckdb';

/** Where an embedded store lives and what it may use. */
export interface EmbeddedPlace {
  readonly folder: string;
  /** what DuckDB may hold in memory; it spills to the folder beyond that */
  readonly memoryLimitMb: number;
  readonly threads: number;
}

/** An open DuckDB file; `connect` as often as needed, `close` once at the end. */
export interface Database {
  connect(): Promise<DuckDBConnection>;
  close(): void;
}

// joins stay as written: their left side streams through in its order, which the writing of parts relies on and checks
const schema = `
  SET GLOBAL parquet_metadata_cache = true;
  SET GLOBAL disabled_optimizers = 'join_order,build_side_probe_side';
  CREATE TABLE IF NOT EXISTS series (id INTEGER, device VARCHAR, metric VARCHAR, instance VARCHAR);
  CREATE TABLE IF NOT EXISTS recent (batch INTEGER, series INTEGER, time DOUBLE, value DOUBLE);
  CREATE TABLE IF NOT EXISTS part (month VARCHAR, generation INTEGER, file VARCHAR, written DOUBLE, thinned DOUBLE);
  CREATE TABLE IF NOT EXISTS span
    (month VARCHAR, series INTEGER, readings INTEGER, first DOUBLE, last DOUBLE, value DOUBLE, exact INTEGER);
  CREATE TABLE IF NOT EXISTS pending (month VARCHAR, since DOUBLE);
  CREATE TABLE IF NOT EXISTS position (seq DOUBLE, batch INTEGER);
  INSERT INTO position SELECT 0, 0 WHERE NOT EXISTS (FROM position);
`;

/** Opens or makes `store.duckdb` in the folder. Fails when another process has it: DuckDB locks its file, even against readers. */
export async function openDatabase({ folder, memoryLimitMb, threads }: EmbeddedPlace): Promise<Database> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, databaseFile);
  const instance = await DuckDBInstance.create(file, {
    memory_limit: `${memoryLimitMb}MB`,
    threads: String(threads),
    default_block_size: '16384',
    temp_directory: join(folder, 'temp'),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  }).catch((cause: unknown) => {
    const locked = String(cause).includes('lock on file');
    throw locked
      ? new VigieError('conflict', `${file} is in use: another Vigie runs on this folder, stop that one first`)
      : new VigieError('unavailable', `${file} cannot be opened: ${String(cause)}`, { cause });
  });
  const connection = await instance.connect();
  await connection.run(schema);
  connection.closeSync();
  return { connect: () => instance.connect(), close: () => instance.closeSync() };
}

/** Runs `work` in one transaction of this connection. */
export async function transaction<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await connection.run('BEGIN TRANSACTION');
  try {
    const result = await work();
    await connection.run('COMMIT');
    return result;
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** A text inside a statement, quoted. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
