import type { Curve } from '../domain/reading.ts';
import { ordered } from './curves.ts';

/** A curve that readings are added to in any order; it puts itself in order when it is read. */
export interface GrowingCurve {
  add(time: number, value: number): void;
  /** A view: valid until the next `add`. */
  curve(): Curve;
  replace(curve: Curve): void;
}

/** An empty one. */
export function createGrowingCurve(capacity = 64): GrowingCurve {
  let times = new Float64Array(capacity);
  let values = new Float64Array(capacity);
  let length = 0;
  let inOrder = true;

  const view = (): Curve => ({ times: times.subarray(0, length), values: values.subarray(0, length) });
  const replace = (curve: Curve): void => {
    length = curve.times.length;
    if (length > times.length) [times, values] = [new Float64Array(length), new Float64Array(length)];
    times.set(curve.times);
    values.set(curve.values);
    inOrder = true;
  };

  return {
    add: (time, value) => {
      if (length === times.length) {
        times = doubled(times);
        values = doubled(values);
      }
      if (length > 0 && time <= (times[length - 1] ?? 0)) inOrder = false;
      times[length] = time;
      values[length++] = value;
    },
    curve: () => {
      if (!inOrder) replace(ordered(view()));
      return view();
    },
    replace,
  };
}

function doubled(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
