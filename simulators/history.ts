import type { Territory } from '../devices/territory.ts';
import type { Probe } from './building/building.ts';
import { DAY_MS } from './building/grid.ts';
import { buildingsOf, type Chances } from './buildings.ts';

/** Readings of one metric of one device in the order of time: `values[i]` at `times[i]` (epoch ms). */
export interface Column {
  readonly device: string;
  readonly metric: string;
  /** of a metric that the device has several times: which of them */
  readonly instance?: string;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** From when to when (from ≤ time < to, epoch ms), and how often. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly everyMs: number;
}

/**
 * The past of a territory in columns: month after month (UTC), each device-metric's month as one column, on whole
 * multiples of `everyMs`. The live simulation with the same chances goes on where it ends. All columns of a month share
 * one array of times.
 */
export function history(territory: Territory, span: Span & Chances): Generator<Column> {
  return createHistory(territory, span)(span);
}

/** As `history`, for several spans one after the other: the buildings go on from where the last span ended. */
export function createHistory(territory: Territory, chances: Chances): (span: Span) => Generator<Column> {
  const buildings = buildingsOf(territory, chances);
  return function* (span) {
    for (let from = span.from; from < span.to; from = nextMonth(from)) {
      const times = gridTimes(from, Math.min(span.to, nextMonth(from)), span.everyMs);
      if (times.length === 0) continue;
      for (const { probes } of buildings) yield* columnsOf(probes, times);
    }
  };
}

function* columnsOf(probes: readonly Probe[], times: Float64Array): Generator<Column> {
  const columns = probes.map(() => new Float64Array(times.length));
  // a day at a time for all probes, because a building lives only one day at once
  for (let begin = 0; begin < times.length; ) {
    const day = Math.floor((times[begin] ?? 0) / DAY_MS);
    let end = begin;
    while (end < times.length && (times[end] ?? 0) < (day + 1) * DAY_MS) end++;
    for (const [i, probe] of probes.entries()) {
      const values = columns[i];
      if (values !== undefined) for (let row = begin; row < end; row++) values[row] = probe.read(times[row] ?? 0);
    }
    begin = end;
  }
  for (const [i, probe] of probes.entries()) {
    yield { device: probe.device.id, metric: probe.metric.id, times, values: columns[i] ?? new Float64Array(0) };
  }
}

function gridTimes(from: number, to: number, everyMs: number): Float64Array {
  const first = Math.ceil(from / everyMs) * everyMs;
  return Float64Array.from({ length: Math.max(0, Math.ceil((to - first) / everyMs)) }, (_, i) => first + i * everyMs);
}

function nextMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
