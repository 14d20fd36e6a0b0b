import type { MetricKind } from '../../devices/metric.ts';
import type { Buckets, BucketsQuery } from './buckets.ts';
import type { Curve, Readings } from './reading.ts';
import type { Series, SeriesId } from './series.ts';

/** Which readings of one (device, metric, instance): `from` ≤ time < `to`, epoch ms. */
export interface CurveQuery {
  readonly device: string;
  readonly metric: string;
  readonly instance: string;
  readonly from: number;
  readonly to: number;
  /** with the last reading before `from` in front, as a counter's base */
  readonly base?: boolean;
  /** at most so many rows, the oldest first; the base comes on top */
  readonly limit?: number;
}

export interface LatestReading {
  readonly device: string;
  readonly metric: string;
  readonly instance: string;
  readonly time: number;
  readonly value: number;
}

/** How long readings stay fine; older ones are thinned to one a day of their site. `before` in epoch ms. */
export interface Thinning {
  readonly before: number;
  /** the IANA zone of each device's site */
  readonly timeZones: ReadonlyMap<string, string>;
  /** that of devices which are not named */
  readonly timeZone: string;
  /** the kind of each metric; one that is not named is thinned as a gauge */
  readonly kinds: ReadonlyMap<string, MetricKind>;
}

/** Keeps readings. Identity is (device, metric, instance, time): a second acceptance replaces the first, in reads at once. */
export interface Store {
  /** Appends and moves the position to `seq` in one transaction; a `seq` at or before the position changes nothing. */
  append(seq: number, readings: Readings): Promise<void>;
  /** The journal's sequence number up to which everything is kept; 0 at first. */
  position(): Promise<number>;
  /** Bulk: readings that never were in the journal; the position stays. */
  import(readings: Readings): Promise<void>;
  curve(query: CurveQuery): Promise<Curve>;
  /**
   * What `bucketed` of `calculate/buckets.ts` makes of the readings, by whichever way is quickest. Throws `VigieError`
   * `invalid` where it would have to read more than five million of them.
   */
  buckets(query: BucketsQuery): Promise<Buckets>;
  /** The newest reading of every series of these devices. */
  latest(devices: readonly string[]): Promise<LatestReading[]>;
  /** The instances that have readings, sorted; [''] for a metric without. */
  instances(device: string, metric: string): Promise<string[]>;
  /** Removes every reading of a device, from every file. */
  erase(device: string): Promise<void>;
  /** Removes the readings of these devices that are older than `before` (epoch ms), from every file. */
  expire(devices: readonly string[], before: number): Promise<void>;
  /** Of each whole local day before `before`: a gauge's mean, a state's last, a counter's last and the rows on both sides of a drop. */
  thin(thinning: Thinning): Promise<void>;
  /** Makes the store small and quick again; reads stay right at every moment of it. */
  compact(now: number): Promise<void>;
  /** Readings kept, each identity once. */
  count(): Promise<number>;
  close(): Promise<void>;
}

/** What a store asks to name the series of readings. */
export type SeriesOf = (id: SeriesId) => Series;
