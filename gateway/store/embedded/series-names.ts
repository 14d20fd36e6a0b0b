import type { DuckDBConnection } from '@duckdb/node-api';
import type { SeriesId } from '../../domain/series.ts';
import type { SeriesOf } from '../../domain/store.ts';

/** What the store counts as one series: the device may have moved, its readings stay together. */
export interface SeriesName {
  readonly device: string;
  readonly metric: string;
  readonly instance: string;
}

/** The store's own numbers of its series, dense from 0. */
export interface SeriesNames {
  /** The numbers for these ids of the journal; series seen for the first time are written through the connection's transaction. */
  numbersOf(ids: Int32Array): Promise<Int32Array>;
  find(device: string, metric: string, instance: string): number | undefined;
  ofDevice(device: string): readonly number[];
  /** undefined once its device has been erased */
  name(number: number): SeriesName | undefined;
  /** Removes the names of a device; its numbers are never given again, and rewritings drop what has no name. */
  erase(device: string): Promise<void>;
  /** Reads the table again: after `erase`, and after a transaction that failed. */
  load(): Promise<void>;
}

/** Reads the table `series` through a connection of its own writer. */
export async function loadSeriesNames(connection: DuckDBConnection, seriesOf: SeriesOf): Promise<SeriesNames> {
  let names: SeriesName[] = [];
  let byKey = new Map<string, number>();
  let byDevice = new Map<string, number[]>();
  /** the journal's id → number */
  let known: number[] = [];

  const remember = (name: SeriesName): number => {
    const number = names.push(name) - 1;
    if (name.device === '') return number;
    byKey.set(key(name), number);
    const others = byDevice.get(name.device);
    if (others === undefined) byDevice.set(name.device, [number]);
    else others.push(number);
    return number;
  };

  const numberOf = async (id: SeriesId): Promise<number> => {
    const { device, metric, instance } = seriesOf(id);
    const name = { device, metric, instance };
    const found = byKey.get(key(name));
    if (found !== undefined) return found;
    await connection.run('INSERT INTO series VALUES ($1, $2, $3, $4)', [names.length, device, metric, instance]);
    return remember(name);
  };

  const load = async (): Promise<void> => {
    const reader = await connection.runAndReadAll('SELECT device, metric, instance FROM series ORDER BY id');
    // only now: while the table is read, and where it can't be, the names known so far answer
    [names, byKey, byDevice, known] = [[], new Map(), new Map(), []];
    for (const row of reader.getRows()) {
      remember({ device: String(row[0]), metric: String(row[1]), instance: String(row[2]) });
    }
  };
  await load();

  return {
    numbersOf: async (ids) => {
      const out = new Int32Array(ids.length);
      for (let i = 0; i < ids.length; i++) {
        const id = ids[i] ?? 0;
        let number = known[id];
        if (number === undefined) {
          number = await numberOf(id);
          known[id] = number;
        }
        out[i] = number;
      }
      return out;
    },
    find: (device, metric, instance) => byKey.get(key({ device, metric, instance })),
    ofDevice: (device) => byDevice.get(device) ?? [],
    name: (number) => (names[number]?.device === '' ? undefined : names[number]),
    erase: async (device) => {
      await connection.run("UPDATE series SET device = '', metric = '', instance = '' WHERE device = $1", [device]);
    },
    load,
  };
}

function key({ device, metric, instance }: SeriesName): string {
  return `${device}\n${metric}\n${instance}`;
}
