import type { Readings } from '../../domain/reading.ts';
import type { Series, SeriesId } from '../../domain/series.ts';

/** Series that are the same (device, metric, instance) under the tags that the device had at different times. */
export interface Identities {
  /** A dense number for the identity of a series. */
  of(id: SeriesId): number;
  /** All series of an identity; more than one for a device that was moved. */
  members(identity: number): readonly SeriesId[];
  /** Whether any identity has more than one series: whether a device was ever moved. */
  hasMoved(): boolean;
}

/** `series` are the journal's, by id; the list may grow. */
export function createIdentities(series: () => readonly Series[]): Identities {
  const numbers = new Map<string, number>();
  const identities: number[] = [];
  const members: SeriesId[][] = [];
  let hasMoved = false;

  function catchUp(): void {
    const all = series();
    for (let id = identities.length; id < all.length; id++) {
      const one = all[id];
      if (one === undefined) return;
      const key = `${one.device}\u0000${one.metric}\u0000${one.instance}`;
      const number = numbers.get(key) ?? members.length;
      numbers.set(key, number);
      identities[id] = number;
      const known = members[number];
      if (known === undefined) members[number] = [id];
      else {
        known.push(id);
        hasMoved = true;
      }
    }
  }

  return {
    of: (id) => {
      if (id >= identities.length) catchUp();
      const number = identities[id];
      if (number === undefined) throw new Error(`series ${id} is not in the journal`);
      return number;
    },
    members: (identity) => {
      catchUp();
      return members[identity] ?? [];
    },
    hasMoved: () => {
      catchUp();
      return hasMoved;
    },
  };
}

/** The rows that count, in their order: of one identity and instant the last, whichever tags it came under. */
export function lastOfEachInstant({ series, times }: Readings, identities: Identities): Int32Array {
  // mostly each series comes in the order of time, which shows at once that no instant comes twice
  const newest: number[] = [];
  const unordered = new Set<number>();
  const rows = new Int32Array(series.length);
  for (let row = 0; row < rows.length; row++) {
    const identity = identities.of(series[row] ?? 0);
    const time = times[row] ?? 0;
    const before = newest[identity];
    if (before === undefined || time > before) newest[identity] = time;
    else unordered.add(identity);
    rows[row] = row;
  }
  if (unordered.size === 0) return rows;
  const last = new Map<string, number>();
  const keyOf = (row: number) => `${identities.of(series[row] ?? 0)} ${times[row]}`;
  const isDoubtful = (row: number) => unordered.has(identities.of(series[row] ?? 0));
  for (const row of rows) if (isDoubtful(row)) last.set(keyOf(row), row);
  return rows.filter((row) => !isDoubtful(row) || last.get(keyOf(row)) === row);
}
