import type { Readings } from '../../domain/reading.ts';
import type { Series, SeriesId } from '../../domain/series.ts';

/** Series that are the same (device, metric, instance) under the tags that the device had at different times. */
export interface Identities {
  /** A dense number for the identity of a series. */
  of(id: SeriesId): number;
  /** All series of an identity; more than one for a device that was moved. */
  members(identity: number): readonly SeriesId[];
}

/** `series` are the journal's, by id; the list may grow. */
export function createIdentities(series: () => readonly Series[]): Identities {
  const numbers = new Map<string, number>();
  const identities: number[] = [];
  const members: SeriesId[][] = [];

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
      else known.push(id);
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
  };
}

/** The rows that count, in their order: of one identity and instant the last, whichever tags it came under. */
export function lastOfEachInstant({ series, times }: Readings, identities: Identities): number[] {
  const newest = new Map<number, number>();
  const unordered = new Set<number>();
  const numbers = Array.from(series, (id) => identities.of(id));
  for (const [row, identity] of numbers.entries()) {
    const time = times[row] ?? 0;
    const before = newest.get(identity);
    if (before === undefined || time > before) newest.set(identity, time);
    else unordered.add(identity);
  }
  const rows = Array.from(numbers.keys());
  if (unordered.size === 0) return rows;
  const last = new Map<string, number>();
  for (const [row, identity] of numbers.entries()) {
    if (unordered.has(identity)) last.set(`${identity} ${times[row]}`, row);
  }
  return rows.filter((row) => {
    const identity = numbers[row] ?? 0;
    return !unordered.has(identity) || last.get(`${identity} ${times[row]}`) === row;
  });
}
