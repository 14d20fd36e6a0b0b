import type { CounterRules } from '../../domain/buckets.ts';
import type { Curve } from '../../domain/reading.ts';

/** A counter's readings after `from` in cells, of which those with readings are told apart by their place in `filled`. */
export interface FilledCells {
  /** rising; cell i is `edges[i]` < time ≤ `edges[i + 1]` */
  readonly edges: readonly number[];
  /** the cells that have readings, rising */
  readonly filled: readonly number[];
  /** the readings at the first edge and last before it */
  readonly head: Curve;
}

/** The place in `filled` of the cell that holds the reading of an instant. */
export function placeOf({ edges, filled }: FilledCells, time: number): number {
  return filled.findLastIndex((cell) => (edges[cell] ?? 0) < time);
}

/**
 * The places of those cells of which the last index alone is not enough. `fallen` are cells with a reading below the one
 * before it. Elsewhere the index only rises, no reading is an error to be left out and none a reset, whether all are looked
 * at or the last of each cell; this wants the reading before and the one behind to be seen as well, so that a fallen cell's
 * neighbours count as doubtful too.
 */
export function doubtfulPlaces(cells: FilledCells, fallen: readonly number[], rules: CounterRules): number[] {
  const { edges, filled, head } = cells;
  const broken = new Set(fallen);
  // without an index before, the first reading itself is the base
  if (head.values.length === 0) broken.add(0);
  if ((head.values[1] ?? Number.POSITIVE_INFINITY) < (head.values[0] ?? 0)) broken.add(-1);
  for (const { time } of rules.corrections ?? []) {
    broken.add(placeOf(cells, time));
    broken.add(filled.findIndex((cell) => (edges[cell + 1] ?? 0) >= time));
    if (time <= (edges[0] ?? 0)) broken.add(-1);
  }
  return [...filled.keys()].filter((place) => [place - 1, place, place + 1].some((one) => broken.has(one)));
}
