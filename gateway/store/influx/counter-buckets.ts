import { consumption } from '../../calculate/counter.ts';
import type { Buckets, BucketsQuery } from '../../domain/buckets.ts';
import type { Curve } from '../../domain/reading.ts';
import type { Store } from '../../domain/store.ts';
import { createGrowingCurve } from '../growing-curve.ts';
import type { Connection } from './connection.ts';
import { doubtfulPlaces, type FilledCells, placeOf } from './doubtful-cells.ts';
import { asked, between, furthest, type Question } from './question.ts';
import { mostRuns, type Run, runsOf } from './runs.ts';
import { stretchesOf } from './stretches.ts';
import { askAll, emptyWindows, grouped, type Statement, type Windows } from './windows.ts';

const day = 86_400_000;
/** A meter that falls more often within a run is read row by row. */
const mostDrops = 1_000;

/**
 * Consumption from one index a day, the last: where an index only rises, those between change nothing. Days around a
 * fall, a replaced meter or a move are read row by row. undefined where all has to be read so.
 */
export async function counterBuckets(
  connection: Connection,
  curve: Store['curve'],
  query: BucketsQuery,
): Promise<Buckets | undefined> {
  const { device, metric, instance, rules = {} } = query;
  const bounded = query.edges.map((edge) => Math.min(Math.max(Math.floor(edge), -furthest), furthest - 1));
  const edges = cellsOf(bounded);
  const [from = 0] = edges;
  // a cell has the reading at its end, not the one at its beginning
  const runs = runsOf(edges.map((edge) => edge + 1));
  if (runs.length > mostRuns) return undefined;

  const read = (first: number, last: number, base = false) =>
    curve({ device, metric, instance, from: first, to: last, base });
  const [head, told] = await Promise.all([read(from, from + 1, true), ask(connection, asked(query), runs)]);
  if (told === undefined) return undefined;
  const { lasts, firsts, drops } = told;
  const filled = [...edges.keys()].filter((cell) => lasts.values.has(startOf(cell)));
  const cells: FilledCells = { edges, filled, head };

  const indexIn = (place: number): number | undefined =>
    place < 0 ? head.values.at(-1) : lasts.values.get(startOf(filled[place] ?? 0));
  // the engine compares the readings of each run among themselves
  const fallen = firsts.filter(([time, index]) => index < (indexIn(placeOf(cells, time) - 1) ?? index));
  const instants = [...drops, ...fallen.map(([time]) => time), ...lasts.doubtful];
  const doubtful = doubtfulPlaces(cells, [...new Set(instants.map((time) => placeOf(cells, time)))], rules);

  const sparse = createGrowingCurve();
  const keep = ({ times, values }: Curve): void => {
    for (const [row, time] of times.entries()) sparse.add(time, values[row] ?? 0);
  };
  keep(head);
  let place = 0;
  const keepLasts = (until: number): void => {
    for (; place < until; place++) sparse.add(edges[(filled[place] ?? 0) + 1] ?? 0, indexIn(place) ?? 0);
  };
  for (const [first, last] of stretchesOf(doubtful)) {
    keepLasts(first);
    keep(await read((edges[filled[first] ?? 0] ?? 0) + 1, (edges[(filled[last] ?? 0) + 1] ?? 0) + 1));
    place = last + 1;
  }
  keepLasts(filled.length);
  return consumption(sparse.curve(), bounded, rules);

  function startOf(cell: number): number {
    return (edges[cell] ?? 0) + 1;
  }
}

/** The edges, each once, with more between them wherever they are further apart than a day. */
function cellsOf(edges: readonly number[]): number[] {
  const cells: number[] = [];
  for (const [at, edge] of edges.entries()) {
    const end = edges[at + 1] ?? edge + 1;
    for (let cell = edge; cell < end; cell += day) cells.push(cell);
  }
  return cells;
}

/** The last index of each cell, the first reading of each run, and when an index fell inside one. */
async function ask(connection: Connection, { field, of }: Question, runs: readonly Run[]) {
  const lasts: Windows = emptyWindows();
  const firsts: [time: number, index: number][] = [];
  const drops: number[] = [];
  let most = 0;
  await askAll(
    connection,
    runs.flatMap((run): Statement[] => {
      const within = between(run.from, run.to);
      let dropsHere = 0;
      return [
        {
          text: `SELECT "fall" FROM (SELECT difference(${field}) AS "fall" ${of} AND ${within}) WHERE "fall" < 0 LIMIT ${mostDrops}`,
          take: (time) => {
            drops.push(time);
            most = Math.max(most, ++dropsHere);
          },
        },
        grouped('last', { field, of }, run, lasts),
        {
          text: `SELECT first(${field}) ${of} AND ${within}`,
          take: (time, index) => void firsts.push([time, index]),
        },
      ];
    }),
  );
  return most < mostDrops ? { lasts, firsts, drops } : undefined;
}
