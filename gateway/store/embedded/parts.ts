import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { boundsOf, type Month } from './months.ts';

/** What a part holds of one series. */
export interface Span {
  readonly readings: number;
  readonly first: number;
  readonly last: number;
  /** of the last reading */
  readonly value: number;
  /** three decimals give every value back as it was accepted */
  readonly exact: boolean;
}

/** One month's readings in a Parquet file, series after series, each newest first: the one generation that counts. */
export interface Part {
  readonly month: Month;
  readonly generation: number;
  /** name inside the folder of parts */
  readonly file: string;
  /** epoch ms of its writing, by the clock of `compact` */
  readonly written: number;
  /** what lies before this instant has been thinned */
  readonly thinned: number;
  /** by number of series, in the order of the file */
  readonly spans: ReadonlyMap<number, Span>;
}

/** Which Parquet files count. Files are never found by pattern: between a file and its deletion a reader would count twice. */
export interface Parts {
  get(month: Month): Part | undefined;
  /** In the order of months. */
  all(): readonly Part[];
  pathOf(file: string): string;
  /**
   * Commits, then puts a part in the place of its month's former one, whose file goes when its last reader has;
   * `undefined` removes.
   */
  publish(month: Month, part: Part | undefined, commit: () => Promise<void>): Promise<void>;
  /**
   * All parts, for who has read the recent rows: it waits for a commit that may have come before that, so that rows which
   * were gone from there are in a part here.
   */
  leaseAfterRecent(): Promise<Lease>;
  /** Keeps the files of these parts until released. */
  lease(parts: readonly Part[]): Lease;
}

/** Parts whose files stay until it is disposed of. */
export interface Lease extends Disposable {
  readonly parts: readonly Part[];
}

/** `2026-03.g7.parquet`: a name that leads elsewhere would be read, and deleted after the next compaction. */
const partName = /^[\w-]+(?:\.[\w-]+)*\.parquet$/;

/** Reads the tables `part` and `span`, and removes the files that count no more: remains of a process that was killed. */
export async function loadParts(connection: DuckDBConnection, folder: string): Promise<Parts> {
  mkdirSync(folder, { recursive: true });
  const months = new Map<Month, Part>();
  const readers = new Map<string, number>();
  const retired = new Set<string>();
  const pathOf = (file: string): string => join(folder, file);

  for (const row of (await connection.runAndReadAll('FROM part ORDER BY month')).getRows()) {
    const [month, generation, file, written, thinned] = [
      String(row[0]),
      Number(row[1]),
      String(row[2]),
      row[3],
      row[4],
    ];
    if (!partName.test(file)) throw new Error(`the store names "${file}" as a part: it is none of Vigie's`);
    if (!existsSync(pathOf(file))) throw new Error(`${pathOf(file)} is missing: restore it from a backup`);
    const spans = await readSpans(connection, month);
    months.set(month, { month, generation, file, written: Number(written), thinned: Number(thinned), spans });
  }
  const counting = new Set([...months.values()].map((part) => part.file));
  for (const file of readdirSync(folder)) if (!counting.has(file)) rmSync(pathOf(file));

  const unlinkWhenUnread = (file: string): void => {
    if (!retired.has(file) || (readers.get(file) ?? 0) > 0) return;
    retired.delete(file);
    rmSync(pathOf(file), { force: true });
  };

  const all = (): Part[] => [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
  let publishing: Promise<void> = Promise.resolve();

  const replace = (month: Month, part: Part | undefined): void => {
    const former = months.get(month);
    if (part === undefined) months.delete(month);
    else months.set(month, part);
    if (former === undefined) return;
    retired.add(former.file);
    unlinkWhenUnread(former.file);
  };

  const lease = (parts: readonly Part[]): Lease => {
    for (const { file } of parts) readers.set(file, (readers.get(file) ?? 0) + 1);
    return {
      parts,
      [Symbol.dispose]: () => {
        for (const { file } of parts) {
          const left = (readers.get(file) ?? 1) - 1;
          if (left > 0) readers.set(file, left);
          else readers.delete(file);
          unlinkWhenUnread(file);
        }
      },
    };
  };

  return {
    get: (month) => months.get(month),
    all,
    pathOf,
    publish: (month, part, commit) => {
      const published = commit().then(() => replace(month, part));
      publishing = published.catch(() => undefined);
      return published;
    },
    leaseAfterRecent: async () => {
      await publishing;
      return lease(all());
    },
    lease,
  };
}

/** Whether a part may hold readings of a series in [from, to). */
export function holds(part: Part, series: number, from: number, to: number): boolean {
  const span = part.spans.get(series);
  return span !== undefined && span.first < to && span.last >= from && boundsOf(part.month).from < to;
}

/** How many readings a part has. */
export function readingsIn(part: Part): number {
  let sum = 0;
  for (const { readings } of part.spans.values()) sum += readings;
  return sum;
}

async function readSpans(connection: DuckDBConnection, month: Month): Promise<Map<number, Span>> {
  const reader = await connection.runAndReadAll('SELECT * EXCLUDE month FROM span WHERE month = $1 ORDER BY rowid', [
    month,
  ]);
  return new Map(
    reader.getRows().map(([series, readings, first, last, value, exact]) => [
      Number(series),
      {
        readings: Number(readings),
        first: Number(first),
        last: Number(last),
        value: Number(value),
        exact: exact === 1,
      },
    ]),
  );
}
