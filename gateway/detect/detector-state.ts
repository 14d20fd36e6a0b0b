import type { Series } from '../domain/series.ts';
import type { Teller } from './fellows.ts';
import type { KeptWatch } from './kept-watch.ts';
import type { Surroundings } from './surroundings.ts';

/** A series as judgement sees it: who it is, how often it is expected (ms) and what is known around it. */
export interface JudgedSeries extends Surroundings {
  readonly series: Series;
  readonly everyMs: number;
  /** its device is no longer there, or stands elsewhere: its readings are heard and judged by nothing */
  readonly gone?: true;
}

/** Where the detector stands, in plain JSON; with the cursor of the journal it is a checkpoint. */
export interface DetectorState {
  readonly tick: number | null;
  readonly awakeSince: number | null;
  readonly behind?: number | null;
  /** the time of each series' newest judged reading, by its number */
  readonly newest: readonly (number | null)[];
  /** when each was heard last, by our clock where its own is ahead of that */
  readonly heard?: readonly (number | null)[];
  readonly watches: readonly KeptWatch[];
  /** the weather and the rooms that series told, by their numbers */
  readonly outdoor?: Readonly<Record<number, readonly (number | null)[]>>;
}

/** A piece of what is much in a state. */
export type DetectorPart = Pick<DetectorState, 'watches'> & { readonly outdoor: NonNullable<DetectorState['outdoor']> };

/** What was not judged, by reason. */
export interface Unjudged {
  late: number;
  ahead: number;
}

/** What a series' stored history is good for. */
export interface Lesson {
  /** how far back it reaches */
  readonly reachMs: number;
  /** others learn by it: it comes first */
  readonly isWeather: boolean;
  /** series that must be heard beside it in the order of time */
  readonly fellows?: readonly number[];
  /** something learns from it and has heard nothing yet */
  readonly isBlank: boolean;
  /** the newest reading that was judged: what is newer comes by itself */
  readonly upTo?: number;
}

/** What series tell each other, as a state keeps it. */
export function told(some: readonly (readonly [string | number, Teller])[]): NonNullable<DetectorState['outdoor']> {
  return Object.fromEntries(some.map(([number, one]) => [number, one.state()]));
}

/** A number as a state keeps it: null where there is none. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
