import type { DuckDBConnection } from '@duckdb/node-api';
import type { Readings } from '../../domain/reading.ts';
import { appendColumns } from './chunks.ts';
import { transaction } from './database.ts';
import type { Newest } from './newest.ts';
import type { SeriesNames } from './series-names.ts';

/** Puts readings into the table `recent`; the caller keeps its calls from overlapping. */
export interface Writer {
  append(seq: number, readings: Readings): Promise<void>;
  import(readings: Readings): Promise<void>;
  position(): number;
  /** The number of the last batch written; rows of the same instant count by batch, then by row. */
  batch(): number;
}

/** Takes up where the table `position` stands. */
export async function openWriter(connection: DuckDBConnection, names: SeriesNames, newest: Newest): Promise<Writer> {
  const [row] = (await connection.runAndReadAll('SELECT seq, batch FROM position')).getRows();
  let [seq, batch] = [Number(row?.[0]), Number(row?.[1])];

  const keep = async (readings: Readings, upTo: number): Promise<void> => {
    const next = batch + 1;
    const numbers = await transaction(connection, async () => {
      const own = await names.numbersOf(readings.series);
      const batches = new Int32Array(own.length).fill(next);
      await appendColumns(connection, { name: 'recent' }, [batches, own, readings.times, readings.values]);
      await connection.run('UPDATE position SET seq = $1, batch = $2', [upTo, next]);
      return own;
    }).catch(async (error: unknown) => {
      await names.load();
      throw error;
    });
    [seq, batch] = [upTo, next];
    for (let i = 0; i < numbers.length; i++) {
      newest.tell(numbers[i] ?? 0, readings.times[i] ?? 0, readings.values[i] ?? 0);
    }
  };

  return {
    append: async (to, readings) => {
      if (to > seq) await keep(readings, to);
    },
    import: (readings) => keep(readings, seq),
    position: () => seq,
    batch: () => batch,
  };
}
