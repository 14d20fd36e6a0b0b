import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { readNumbers, rowsPerChunk } from '../../gateway/store/embedded/chunks.ts';
import { quoted } from '../../gateway/store/embedded/database.ts';
import { CommandError } from '../command.ts';
import { createRows } from './rows.ts';
import { impossible, isPossible, type OnBad, type Source, seriesAtMost } from './source.ts';

const rowsPerPiece = 1 << 17;

/**
 * A Parquet file with the columns `time` (a timestamp, epoch ms, or text with an offset), `device`, `metric`, `value` and
 * perhaps `instance`; a part of the embedded store is one. The position counts rows.
 */
export async function parquetSource(
  path: string,
  { now, onBad }: { now: number; onBad: OnBad },
): Promise<Source & AsyncDisposable> {
  // one thread: the rows come in the file's order, and the other core keeps what was read
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '512MB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const close = () => {
    connection.closeSync();
    instance.closeSync();
  };
  try {
    const columns = await columnsOf(connection, path);
    const size = await nameSeries(connection, path, columns);
    return {
      size,
      pieces: (from) => pieces(from?.position ?? 0),
      async [Symbol.asyncDispose]() {
        close();
      },
    };
    async function* pieces(from: number) {
      const names = await readNames(connection);
      const numbers = new Int32Array(names.length).fill(-1);
      let met = 0;
      const rows = createRows();
      const [ids, times, values] = [0, 1, 2].map(() => new Float64Array(rowsPerChunk));
      if (ids === undefined || times === undefined || values === undefined) return;
      const result = await connection.stream(
        `SELECT id, ${columns.time} AS at, ${columns.value} AS value
         FROM read_parquet(${quoted(path)}, file_row_number = true) AS file
         LEFT JOIN named ON own_device = ${columns.device} AND own_metric = ${columns.metric}
           AND own_instance = ${columns.instance}
         WHERE file_row_number >= ${from}`,
      );
      let row = from;
      for (let since = 0; ; ) {
        const chunk = await result.fetchChunk().catch((error: unknown) => {
          throw unreadable(path, error);
        });
        if (chunk === null || chunk.rowCount === 0) break;
        for (const [index, column] of [ids, times, values].entries()) readNumbers(chunk, index, column);
        for (let at = 0; at < chunk.rowCount; at++, row++) {
          const [id, time, value] = [ids[at] ?? 0, times[at] ?? Number.NaN, values[at] ?? Number.NaN];
          if (!isPossible(time, value, now)) {
            onBad(
              `${path} row ${row + 1}: ${Number.isNaN(time) ? 'the time is none, or text without an offset' : impossible(time, value)}`,
            );
            continue;
          }
          let number = numbers[id] ?? -1;
          if (number < 0) {
            number = met++;
            numbers[id] = number;
            const name = names[id] ?? { device: '', metric: '', instance: '' };
            rows.met({ ...name, where: `${path} row ${row + 1}:` });
          }
          rows.add(number, time, value);
        }
        since += chunk.rowCount;
        if (since < rowsPerPiece) continue;
        since = 0;
        yield { ...rows.take(), next: { position: row, line: row + 1 } };
      }
      yield { ...rows.take(), next: { position: row, line: row + 1 } };
    }
  } catch (error) {
    close();
    throw unreadable(path, error);
  }
}

/** What DuckDB says of a file that is damaged or none of its kind. */
function unreadable(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  return new CommandError(1, [`${path} cannot be read as Parquet: ${error.message.split('\n')[0] ?? ''}`]);
}

/** What stands in a query for each column of ours. */
type Columns = Readonly<Record<'time' | 'device' | 'metric' | 'instance' | 'value', string>>;

async function columnsOf(connection: DuckDBConnection, path: string): Promise<Columns> {
  const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${quoted(path)})`);
  const types = new Map(reader.getRows().map(([name, type]) => [String(name), String(type)]));
  const missing = ['time', 'device', 'metric', 'value'].filter((name) => !types.has(name));
  if (missing.length > 0) {
    const expected = 'expected time, device, metric, value and perhaps instance';
    throw new CommandError(1, [`${path} lacks the columns ${missing.join(', ')}: ${expected}`]);
  }
  const text = (name: string) => (types.has(name) ? `coalesce("${name}"::VARCHAR, '')` : "''");
  const nan = "'NaN'::DOUBLE";
  // our own parts keep a value that three decimals would change beside the rounded one
  const value =
    types.get('exact') === 'DOUBLE' ? 'coalesce(exact, try_cast("value" AS DOUBLE))' : 'try_cast("value" AS DOUBLE)';
  return {
    time: `coalesce(${timeOf(types.get('time') ?? '')}, ${nan})`,
    device: text('device'),
    metric: text('metric'),
    instance: text('instance'),
    value: `coalesce(${value}, ${nan})`,
  };
}

function timeOf(type: string): string {
  if (type.startsWith('TIMESTAMP')) return 'epoch_ms("time")::DOUBLE';
  if (type !== 'VARCHAR') return 'try_cast("time" AS DOUBLE)';
  // a zone is never guessed
  const instant = `epoch_ms(try_cast("time" AS TIMESTAMP))::DOUBLE`;
  return `CASE WHEN regexp_matches("time", '(Z|[+-]\\d\\d:?\\d\\d)$') THEN ${instant} ELSE try_cast("time" AS DOUBLE) END`;
}

/** Numbers the series of a file in a table `named`; the rows of the file. */
async function nameSeries(connection: DuckDBConnection, path: string, columns: Columns): Promise<number> {
  await connection.run(
    `CREATE TEMP TABLE named AS SELECT (row_number() OVER () - 1)::INTEGER AS id, * FROM
      (SELECT DISTINCT ${columns.device} AS own_device, ${columns.metric} AS own_metric, ${columns.instance} AS own_instance
       FROM read_parquet(${quoted(path)}) LIMIT ${seriesAtMost + 1})`,
  );
  const reader = await connection.runAndReadAll(
    `SELECT (SELECT count(*) FROM named), (SELECT count(*) FROM read_parquet(${quoted(path)}))`,
  );
  const [names, rows] = (reader.getRows()[0] ?? []).map(Number);
  if ((names ?? 0) > seriesAtMost) throw new CommandError(1, [`${path} names more than ${seriesAtMost} series`]);
  return rows ?? 0;
}

async function readNames(connection: DuckDBConnection) {
  const reader = await connection.runAndReadAll('SELECT own_device, own_metric, own_instance FROM named ORDER BY id');
  return reader.getRows().map(([device, metric, instance]) => ({
    device: String(device),
    metric: String(metric),
    instance: String(instance),
  }));
}
