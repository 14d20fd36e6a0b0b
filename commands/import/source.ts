import type { Readings } from '../../gateway/domain/reading.ts';
import { aheadMs, earliestTime } from '../../gateway/domain/reading.ts';
import type { NamedSeries } from '../local/operations/reading-operations.ts';

/** A series that a file names for the first time, and where. */
export interface FreshSeries extends NamedSeries {
  /** `file:line`, for messages to people */
  readonly where: string;
}

/** Some readings of a file; `readings.series` numbers the series in the order in which the file names them. */
export interface Piece {
  readonly fresh: readonly FreshSeries[];
  readonly readings: Readings;
  /** where the file goes on behind this piece */
  readonly next: Place;
}

/** A place in a file: the reader's own measure (bytes, rows), and the line for people. */
export interface Place {
  readonly position: number;
  readonly line: number;
}

/** A file of readings, read piece by piece from a place that an earlier reading of it had reached. */
export interface Source {
  /** what `position` counts up to */
  readonly size: number;
  pieces(from: Place | undefined): AsyncGenerator<Piece>;
}

/** Told in one line why a line (or a number of them) was passed over. */
export type OnBad = (reason: string, lines?: number) => void;

/** A file that names more is a fault, or somebody's attempt to fill the memory. */
export const seriesAtMost = 100_000;

/** Whether a reading can be right: a finite value at a time from 2000 until five minutes ahead of `now`. */
export function isPossible(time: number, value: number, now: number): boolean {
  return time >= earliestTime && time <= now + aheadMs && Number.isFinite(value);
}

/** Why it is not. */
export function impossible(time: number, value: number): string {
  if (!Number.isFinite(value)) return 'the value is not a finite number';
  return time < earliestTime
    ? 'the time is before 2000; epochs are wanted in milliseconds'
    : 'the time is more than 5 minutes ahead';
}
