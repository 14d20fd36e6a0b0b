import { show } from '../../../devices/message.ts';
import type { Audit } from '../../../gateway/domain/audit.ts';
import type { ImportPosition, ImportPositions } from '../../../gateway/domain/bulk-import.ts';
import { VigieError } from '../../../gateway/domain/error.ts';
import type { Curve, Readings } from '../../../gateway/domain/reading.ts';
import type { Series } from '../../../gateway/domain/series.ts';
import type { CurveQuery, Store } from '../../../gateway/domain/store.ts';
import type { Directory } from '../../../gateway/intake/directory.ts';
import type { Intake } from '../../../gateway/intake/intake.ts';
import { localCommand } from './operations.ts';

/** A series as files name it. */
export type NamedSeries = Pick<Series, 'device' | 'metric' | 'instance'>;

export interface ReadingOperations {
  importPosition(file: string): Promise<ImportPosition | undefined>;
  /** The numbers under which `take` knows these series, or in words why one has none. */
  numbersOf(series: readonly NamedSeries[]): Promise<(number | string)[]>;
  /** Straight into the store: bulk is not live. What came before `position` is kept on return. */
  take(readings: Readings, file: string, position: ImportPosition): Promise<void>;
  /** The import of a file has come to its end. */
  finish(file: string, summary: { readonly name: string; readonly taken: number; readonly bad: number }): Promise<void>;
  /** Every series that has readings, of these devices and metrics; all where none are named. */
  series(of: { devices: readonly string[]; metrics: readonly string[] }): Promise<NamedSeries[]>;
  curve(query: CurveQuery): Promise<Curve>;
}

/** What stands on the disk's thread, and who numbers series. */
export interface ReadingParts {
  readonly store: Pick<Store, 'import' | 'curve' | 'instances' | 'latest' | 'compact'>;
  readonly directory: Directory;
  readonly intake: Pick<Intake, 'registered'>;
  readonly series: () => Promise<readonly Series[]>;
  /** what came in bulk may be newer than all that is shown */
  readonly imported: (devices: readonly string[]) => Promise<void>;
}

export function createReadingOperations(
  parts: ReadingParts & { positions: ImportPositions; audit: Pick<Audit, 'record'> },
): ReadingOperations {
  const { store, directory, intake, positions } = parts;
  const touched = new Set<string>();

  return {
    importPosition: (file) => positions.get(file),
    async numbersOf(series) {
      const numbers = series.map(({ device, metric, instance }) => {
        const known = directory.device(device);
        if (known === undefined) return `device "${show(device)}" is not in the territory`;
        const slot = directory.slot(known, metric, instance);
        if (typeof slot === 'string') return slot;
        touched.add(device);
        return slot.id;
      });
      await intake.registered();
      return numbers;
    },
    async take(readings, file, position) {
      if (readings.series.length > 0) await store.import(readings);
      await positions.set(file, position, Date.now());
    },
    async finish(file, { name, taken, bad }) {
      await parts.imported([...touched]);
      await positions.forget(file);
      const details = `${taken} readings, ${bad} bad lines`;
      await parts.audit.record({
        time: Date.now(),
        who: localCommand,
        action: 'readings.import',
        subject: name,
        details,
      });
    },
    series: async (of) => seriesNamed(await parts.series(), of),
    curve: (query) => store.curve(query),
  };
}

/** Those of these devices and metrics, all where none are named: each once, however often its device moved. */
export function seriesNamed(
  all: readonly Series[],
  { devices, metrics }: { readonly devices: readonly string[]; readonly metrics: readonly string[] },
): NamedSeries[] {
  const found = new Map<string, NamedSeries>();
  for (const { device, metric, instance } of all) {
    if (devices.length > 0 && !devices.includes(device)) continue;
    if (metrics.length > 0 && !metrics.includes(metric)) continue;
    found.set(`${device}\n${metric}\n${instance}`, { device, metric, instance });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Of a command that said it would need no readings. */
export const noReadings: ReadingOperations = {
  importPosition: closed,
  numbersOf: closed,
  take: closed,
  finish: closed,
  series: closed,
  curve: closed,
};

async function closed(): Promise<never> {
  throw new VigieError('unavailable', 'the readings are not open');
}
