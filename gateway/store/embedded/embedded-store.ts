import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Readings } from '../../domain/reading.ts';
import type { LatestReading, SeriesOf, Store } from '../../domain/store.ts';
import { emptyCurve } from '../curves.ts';
import { appendColumns } from './chunks.ts';
import { type EmbeddedPlace, openDatabase, transaction } from './database.ts';
import { createLane } from './lane.ts';
import { createNewest } from './newest.ts';
import { loadParts } from './parts.ts';
import { readSeries } from './reader.ts';
import { loadSeriesNames } from './series-names.ts';

/** How an embedded store is opened; `step` hears every step of a rewriting, for tests that stop it there. */
export interface EmbeddedOptions extends Partial<EmbeddedPlace> {
  readonly folder: string;
  readonly seriesOf: SeriesOf;
  readonly step?: (name: string) => void;
}

/**
 * The store inside the process: DuckDB for what came lately, one sorted Parquet file a month for the rest. One process
 * at a time may have the folder. Every method that returned is durable.
 */
export async function openEmbeddedStore(options: EmbeddedOptions): Promise<Store> {
  const { folder, seriesOf, memoryLimitMb = 128, threads = 1 } = options;
  const database = await openDatabase({ folder, memoryLimitMb, threads });
  const writer = await database.connect();
  const reader = await database.connect();
  const [write, read] = [createLane(), createLane()];
  const names = await loadSeriesNames(writer, seriesOf);
  const parts = await loadParts(writer, join(folder, 'parts'));
  const newest = createNewest();
  await loadNewest();
  let { seq, batch } = await readPosition(writer);

  async function loadNewest(): Promise<void> {
    for (const { spans } of parts.all()) {
      for (const [series, { last, value }] of spans) newest.tell(series, last, value);
    }
    const rows = await writer.runAndReadAll(
      'SELECT series, max(time), arg_max(value, (time, batch, rowid)) FROM recent GROUP BY series',
    );
    for (const [series, time, value] of rows.getRows()) newest.tell(Number(series), Number(time), Number(value));
  }

  async function keep(readings: Readings, upTo: number): Promise<void> {
    const next = batch + 1;
    const numbers = await transaction(writer, async () => {
      const own = await names.numbersOf(readings.series);
      const batches = new Int32Array(own.length).fill(next);
      await appendColumns(writer, { name: 'recent' }, [batches, own, readings.times, readings.values]);
      await writer.run('UPDATE position SET seq = $1, batch = $2', [upTo, next]);
      return own;
    }).catch(async (error: unknown) => {
      await names.load();
      throw error;
    });
    [seq, batch] = [upTo, next];
    for (let i = 0; i < numbers.length; i++) {
      newest.tell(numbers[i] ?? 0, readings.times[i] ?? 0, readings.values[i] ?? 0);
    }
  }

  const latestOf = (number: number): LatestReading[] => {
    const [name, reading] = [names.name(number), newest.get(number)];
    return name === undefined || reading === undefined ? [] : [{ ...name, ...reading }];
  };

  return {
    append: (to, readings) => write(async () => (to <= seq ? undefined : keep(readings, to))),
    position: async () => seq,
    import: (readings) => write(() => keep(readings, seq)),
    curve: (query) => {
      const series = names.find(query.device, query.metric, query.instance);
      return series === undefined ? Promise.resolve(emptyCurve) : read(() => readSeries(reader, parts, series, query));
    },
    latest: async (devices) => devices.flatMap((device) => names.ofDevice(device).flatMap(latestOf)),
    instances: async (device, metric) =>
      names
        .ofDevice(device)
        .flatMap(latestOf)
        .filter((reading) => reading.metric === metric)
        .map((reading) => reading.instance)
        .sort(),
    erase: async () => {},
    thin: async () => {},
    compact: async () => {},
    count: () => read(() => countRecent(reader)),
    close: async () => {
      await write(async () => writer.closeSync());
      await read(async () => reader.closeSync());
      database.close();
    },
  };
}

async function readPosition(connection: DuckDBConnection): Promise<{ seq: number; batch: number }> {
  const [row] = (await connection.runAndReadAll('FROM position')).getRows();
  return { seq: Number(row?.[0] ?? 0), batch: Number(row?.[1] ?? 0) };
}

async function countRecent(connection: DuckDBConnection): Promise<number> {
  const counted = await connection.runAndReadAll('SELECT count(*) FROM (SELECT DISTINCT series, time FROM recent)');
  return Number(counted.getRows()[0]?.[0] ?? 0);
}
