import type { Store } from '../../gateway/domain/store.ts';
import type { Directory } from '../../gateway/intake/directory.ts';
import type { Intake } from '../../gateway/intake/intake.ts';

/** Readings of one metric of one device, in the order of time. */
export interface BulkColumn {
  readonly device: string;
  readonly metric: string;
  readonly instance?: string;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Rows handed to the store at once. */
const chunk = 65_536;

/**
 * Puts columns straight into the store: bulk is not live, nobody judges it. `done` hears how many readings are kept
 * so far; a device or metric that the territory lacks is an error.
 */
export async function importColumns(
  columns: AsyncIterable<BulkColumn>,
  parts: { directory: Directory; intake: Pick<Intake, 'registered'>; store: Pick<Store, 'import'> },
  done: (readings: number) => void,
): Promise<number> {
  let pending: BulkColumn[] = [];
  let rows = 0;
  let total = 0;

  async function send(): Promise<void> {
    if (rows === 0) return;
    const series = new Int32Array(rows);
    const times = new Float64Array(rows);
    const values = new Float64Array(rows);
    let at = 0;
    for (const column of pending) {
      const device = parts.directory.device(column.device);
      const slot =
        device === undefined
          ? 'is not in the territory'
          : parts.directory.slot(device, column.metric, column.instance ?? '');
      if (typeof slot === 'string') throw new Error(`${column.device}: ${slot}`);
      series.fill(slot.id, at, at + column.times.length);
      times.set(column.times, at);
      values.set(column.values, at);
      at += column.times.length;
    }
    total += rows;
    pending = [];
    rows = 0;
    await parts.intake.registered();
    await parts.store.import({ series, times, values });
    done(total);
  }

  for await (const column of columns) {
    pending.push(column);
    rows += column.times.length;
    if (rows >= chunk) await send();
  }
  await send();
  return total;
}
