import { join } from 'node:path';
import type { LatestReading, SeriesOf, Store } from '../../domain/store.ts';
import { bucketsOfCurve } from '../buckets-of-curve.ts';
import { copied, emptyCurve } from '../curves.ts';
import { createLane } from '../lane.ts';
import { copyStore, type StoreCopy } from './copy.ts';
import { countReadings } from './count.ts';
import { type EmbeddedPlace, openDatabase } from './database.ts';
import { createMaintenance } from './maintenance.ts';
import { createNewest, loadNewest } from './newest.ts';
import { createPartFiles } from './part-files.ts';
import { loadParts } from './parts.ts';
import { createRoom, readSeries, recentRows } from './reader.ts';
import type { RewriteStep } from './rewrite.ts';
import { loadSeriesNames } from './series-names.ts';
import { openWriter } from './writer.ts';

/** How an embedded store is opened; `step` is awaited at every step of a rewriting, for tests that stop or slow it there. */
export interface EmbeddedOptions extends Partial<EmbeddedPlace> {
  readonly folder: string;
  readonly seriesOf: SeriesOf;
  readonly step?: (name: RewriteStep) => void | Promise<void>;
}

/** The embedded store can be copied while it works. */
export interface EmbeddedStore extends Store {
  /** Copies the store of this moment into a folder, which it makes; see `copyStore`. */
  copyTo(folder: string): Promise<StoreCopy>;
}

/**
 * The store inside the process: DuckDB for what came lately, one sorted Parquet file a month for the rest. One process
 * at a time may have the folder. What a method has returned from is durable.
 */
export async function openEmbeddedStore(options: EmbeddedOptions): Promise<EmbeddedStore> {
  const { folder, seriesOf, memoryLimitMb = 64, threads = 1, step = () => {} } = options;
  const database = await openDatabase({ folder, memoryLimitMb, threads });
  const connection = await database.connect();
  const readers = [await database.connect(), await database.connect()] as const;
  const [write, read, copy] = [createLane(), createLane(), createLane()];
  const copier = await database.connect();
  const names = await loadSeriesNames(connection, seriesOf);
  const parts = await loadParts(connection, join(folder, 'parts'));
  const recent = await readers[0].prepare(recentRows);
  const reading = {
    connections: readers,
    recent,
    parts,
    files: createPartFiles(readers[0], parts),
    room: createRoom(),
  };
  const newest = createNewest();
  await loadNewest(newest, parts, connection);
  const writer = await openWriter(connection, names, newest);
  const maintenance = await createMaintenance({
    database,
    connection,
    write,
    copy,
    parts,
    names,
    newest,
    writer,
    step,
  });

  const latestOf = (number: number): LatestReading[] => {
    const [name, reading] = [names.name(number), newest.get(number)];
    return name === undefined || reading === undefined ? [] : [{ ...name, ...reading }];
  };

  const view: Store['curve'] = async (query) => {
    const series = names.find(query.device, query.metric, query.instance);
    return series === undefined ? emptyCurve : readSeries(reading, series, query);
  };

  return {
    append: (seq, readings) => write(() => writer.append(seq, readings)),
    position: async () => writer.position(),
    import: (readings) => write(() => writer.import(readings)),
    curve: (query) => read(async () => copied(await view(query))),
    buckets: (query) => read(() => bucketsOfCurve(view, query)),
    latest: async (devices) => devices.flatMap((device) => names.ofDevice(device).flatMap(latestOf)),
    instances: async (device, metric) =>
      names
        .ofDevice(device)
        .flatMap(latestOf)
        .filter((reading) => reading.metric === metric)
        .map((reading) => reading.instance)
        .sort(),
    erase: maintenance.erase,
    expire: maintenance.expire,
    thin: maintenance.thin,
    compact: maintenance.compact,
    count: () => read(() => countReadings(readers[0], parts)),
    copyTo: (to) => copy(() => copyStore({ connection: copier, write, parts }, to)),
    close: async () => {
      await maintenance.close();
      await copy(async () => copier.closeSync());
      await write(async () => connection.closeSync());
      await read(async () => {
        recent.destroySync();
        for (const reader of readers) reader.closeSync();
      });
      database.close();
    },
  };
}
