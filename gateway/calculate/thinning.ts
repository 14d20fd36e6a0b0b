import type { Zone } from '../../devices/calendar/local-time.ts';
import type { MetricKind } from '../../devices/metric.ts';
import type { Curve } from '../domain/reading.ts';

/**
 * A curve whose local days wholly before `before` keep one reading each: a gauge's mean at the day's first instant, a
 * state's last, a counter's last and the two readings around every drop, so that consumption stays what it was.
 * Thinning what is thinned changes nothing.
 */
export function thinned(curve: Curve, kind: MetricKind, before: number, zone: Zone): Curve {
  const { times, values } = curve;
  const fineFrom = zone.startOfDay(before);
  const out = { times: new Float64Array(times.length), values: new Float64Array(times.length) };
  let length = 0;
  const keep = (time: number, value: number): void => {
    out.times[length] = time;
    out.values[length++] = value;
  };

  let row = 0;
  while (row < times.length && (times[row] ?? 0) < fineFrom) {
    const end = endOfDay(times, row, Math.min(zone.nextDay(times[row] ?? 0), fineFrom));
    if (kind === 'gauge') keep(times[row] ?? 0, mean(values, row, end));
    else {
      for (let i = row; i < end; i++) {
        const last = i === end - 1;
        const aroundDrop = kind === 'counter' && (drops(values, i) || drops(values, i + 1));
        if (last || aroundDrop) keep(times[i] ?? 0, values[i] ?? 0);
      }
    }
    row = end;
  }
  for (; row < times.length; row++) keep(times[row] ?? 0, values[row] ?? 0);
  return { times: out.times.slice(0, length), values: out.values.slice(0, length) };
}

function endOfDay(times: Float64Array, row: number, until: number): number {
  let end = row + 1;
  while (end < times.length && (times[end] ?? 0) < until) end++;
  return end;
}

function drops(values: Float64Array, row: number): boolean {
  return row > 0 && row < values.length && (values[row] ?? 0) < (values[row - 1] ?? 0);
}

function mean(values: Float64Array, from: number, to: number): number {
  if (to - from === 1) return values[from] ?? 0;
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] ?? 0;
  return sum / (to - from);
}
