import type { Readings } from '../../gateway/domain/reading.ts';
import type { FreshSeries } from './source.ts';

/** Rows gathered for one piece; grows as needed and is emptied by `take`. */
export interface Rows {
  add(series: number, time: number, value: number): void;
  /** a series that the file names for the first time */
  met(series: FreshSeries): void;
  take(): { readonly fresh: FreshSeries[]; readonly readings: Readings };
}

export function createRows(): Rows {
  let room = 1 << 17;
  let [series, times, values] = [new Int32Array(room), new Float64Array(room), new Float64Array(room)];
  let fresh: FreshSeries[] = [];
  let rows = 0;

  function grow(): void {
    const old = { series, times, values };
    room *= 2;
    [series, times, values] = [new Int32Array(room), new Float64Array(room), new Float64Array(room)];
    series.set(old.series);
    times.set(old.times);
    values.set(old.values);
  }

  return {
    add(number, time, value) {
      if (rows === room) grow();
      series[rows] = number;
      times[rows] = time;
      values[rows++] = value + 0; // + 0: -0 is 0
    },
    met: (one) => fresh.push(one),
    take() {
      const readings = { series: series.slice(0, rows), times: times.slice(0, rows), values: values.slice(0, rows) };
      const taken = { fresh, readings };
      [fresh, rows] = [[], 0];
      return taken;
    },
  };
}
