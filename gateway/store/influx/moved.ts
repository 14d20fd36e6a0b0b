import type { Readings } from '../../domain/reading.ts';
import type { Series, SeriesId } from '../../domain/series.ts';
import type { Connection } from './connection.ts';
import type { Identities } from './identities.ts';
import { textOfTag } from './line-protocol.ts';
import { asked } from './question.ts';

/** A reading that also stands under older tags of its device, where it must replace what stands there. */
export interface Twin {
  readonly row: number;
  readonly series: SeriesId;
}

/**
 * A moved device writes under new tags, and a series of InfluxDB is its tags: a reading accepted again after the move would
 * stand twice. Its value is written wherever the instant stands already, so that every read finds the one accepted last.
 */
export interface MovedDevices {
  twins(readings: Readings, rows: Int32Array): Promise<Twin[]>;
  /** To be told of what was written. */
  written(readings: Readings, rows: Int32Array): void;
  /** Once a device was erased. */
  forget(): void;
}

const byTags = 'GROUP BY "organisation", "site", "type"';

export function createMovedDevices(
  connection: Connection,
  identities: Identities,
  series: () => readonly Series[],
): MovedDevices {
  /** of the series of moved devices the newest reading, so that live readings, newer than all, need no question */
  const newest = new Map<SeriesId, number>();

  const memberWith = (members: readonly SeriesId[], tags: Readonly<Record<string, string>>): SeriesId | undefined =>
    members.find((id) => {
      const one = series()[id];
      return (['organisation', 'site', 'type'] as const).every((tag) => one?.[tag] === textOfTag(tags[tag] ?? ''));
    });

  async function learn(one: Series, members: readonly SeriesId[]): Promise<void> {
    const found = new Map<SeriesId, number>(members.map((id) => [id, Number.NEGATIVE_INFINITY]));
    const { field, of } = asked(one);
    await connection.read(`SELECT last(${field}) ${of} ${byTags}`, ({ tags, values }) => {
      const id = memberWith(members, tags);
      if (id !== undefined) found.set(id, Number(values[0]?.[0]));
    });
    for (const [id, time] of found) newest.set(id, time);
  }

  /** Which series of an identity have a reading at which of these instants. */
  async function standing(one: Series, members: readonly SeriesId[], from: number, to: number) {
    const found = new Map<SeriesId, Set<number>>();
    const { field, of } = asked(one);
    const statement = `SELECT ${field} ${of} AND time >= ${from}ms AND time <= ${to}ms ${byTags}`;
    await connection.read(statement, ({ tags, values }) => {
      const id = memberWith(members, tags);
      if (id === undefined) return;
      const times = found.get(id) ?? new Set();
      found.set(id, times);
      for (const [time] of values) times.add(Number(time));
    });
    return found;
  }

  return {
    twins: async ({ series: ids, times }, rows) => {
      if (!identities.hasMoved()) return [];
      const moved = new Map<number, number[]>();
      for (const row of rows) {
        const identity = identities.of(ids[row] ?? 0);
        if (identities.members(identity).length < 2) continue;
        const known = moved.get(identity);
        if (known === undefined) moved.set(identity, [row]);
        else known.push(row);
      }
      const twins: Twin[] = [];
      for (const [identity, own] of moved) {
        const members = identities.members(identity);
        const one = series()[members[0] ?? 0];
        if (one === undefined) continue;
        if (members.some((id) => !newest.has(id))) await learn(one, members);
        const isNewer = (row: number) =>
          members.every((id) => id === ids[row] || (newest.get(id) ?? 0) < (times[row] ?? 0));
        const doubtful = own.filter((row) => !isNewer(row));
        if (doubtful.length === 0) continue;
        const instants = doubtful.map((row) => times[row] ?? 0);
        const [from, to] = [instants.reduce((a, b) => Math.min(a, b)), instants.reduce((a, b) => Math.max(a, b))];
        const found = await standing(one, members, from, to);
        for (const row of doubtful) {
          for (const [id, standingTimes] of found) {
            if (id !== ids[row] && standingTimes.has(times[row] ?? 0)) twins.push({ row, series: id });
          }
        }
      }
      return twins;
    },
    written: ({ series: ids, times }, rows) => {
      if (newest.size === 0) return;
      for (const row of rows) {
        const id = ids[row] ?? 0;
        const before = newest.get(id);
        if (before !== undefined && before < (times[row] ?? 0)) newest.set(id, times[row] ?? 0);
      }
    },
    forget: () => newest.clear(),
  };
}
