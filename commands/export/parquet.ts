import { rm } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { appendColumns } from '../../gateway/store/embedded/chunks.ts';
import { quoted } from '../../gateway/store/embedded/database.ts';
import type { CurvePage } from './curve-pages.ts';

/** Writes pages as a Parquet file of `time` (TIMESTAMP_MS, UTC), `device`, `metric`, `instance`, `value`; beside it they lie in a DuckDB file meanwhile, not in memory. */
export async function writeParquet(
  pages: AsyncIterable<CurvePage>,
  path: string,
  done: (rows: number) => void,
): Promise<void> {
  const beside = `${path}.duckdb`;
  await using stack = new AsyncDisposableStack();
  stack.defer(async () => {
    for (const file of [beside, `${beside}.wal`]) await rm(file, { force: true });
  });
  const instance = await DuckDBInstance.create(beside, {
    threads: '1',
    memory_limit: '256MB',
    temp_directory: `${beside}.temp`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  stack.defer(() => instance.closeSync());
  const connection = await instance.connect();
  stack.defer(() => connection.closeSync());
  await connection.run('CREATE TABLE name (id INTEGER, device VARCHAR, metric VARCHAR, instance VARCHAR)');
  await connection.run('CREATE TABLE reading (series INTEGER, time DOUBLE, value DOUBLE)');
  let rows = 0;
  let id = -1;
  let latest: CurvePage['series'] | undefined;
  for await (const { series, curve } of pages) {
    if (series !== latest) {
      latest = series;
      const values = [++id, series.device, series.metric, series.instance];
      await connection.run('INSERT INTO name VALUES ($1, $2, $3, $4)', values);
    }
    const numbers = new Int32Array(curve.times.length).fill(id);
    await appendColumns(connection, { name: 'reading' }, [numbers, curve.times, curve.values]);
    rows += curve.times.length;
    done(rows);
  }
  await connection.run(
    `COPY (SELECT make_timestamp_ms(time::BIGINT)::TIMESTAMP_MS AS time, device, metric, instance, value
       FROM reading JOIN name ON id = series)
     TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd)`,
  );
}
