import type { Readings } from '../domain/reading.ts';

/** Columns that grow while a batch is gathered. */
export function createColumns(capacity = 8_192) {
  let series = new Int32Array(capacity);
  let times = new Float64Array(capacity);
  let values = new Float64Array(capacity);
  let length = 0;

  function grow(): void {
    series = widened(series, new Int32Array(series.length * 2));
    times = widened(times, new Float64Array(times.length * 2));
    values = widened(values, new Float64Array(values.length * 2));
  }

  return {
    length: () => length,
    push(id: number, time: number, value: number): void {
      if (length === series.length) grow();
      series[length] = id;
      times[length] = time;
      values[length] = value;
      length++;
    },
    /** A copy of what was gathered; the columns begin again. */
    take(): Readings {
      const taken = { series: series.slice(0, length), times: times.slice(0, length), values: values.slice(0, length) };
      length = 0;
      return taken;
    },
  };
}

function widened<T extends Int32Array | Float64Array>(old: T, wider: T): T {
  wider.set(old);
  return wider;
}
