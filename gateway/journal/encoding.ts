import type { Readings } from '../domain/reading.ts';

/** Columns one behind the other, little-endian as the machine: times (8 bytes a row), values (8), series (4). */
export function encodeReadings({ series, times, values }: Readings): Uint8Array {
  const body = new Uint8Array(series.length * 20);
  body.set(new Uint8Array(times.buffer, times.byteOffset, times.byteLength), 0);
  body.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), times.byteLength);
  body.set(new Uint8Array(series.buffer, series.byteOffset, series.byteLength), times.byteLength * 2);
  return body;
}

/** The columns of a body of `count` rows; throws on a body of another length. */
export function decodeReadings(body: Uint8Array, count: number): Readings {
  if (body.length !== count * 20) throw new Error(`a journal entry of ${count} readings has ${body.length} bytes`);
  // SQLite hands out bodies at any offset; typed arrays want multiples of 8
  const aligned = body.byteOffset % 8 === 0 ? body : body.slice();
  return {
    times: new Float64Array(aligned.buffer, aligned.byteOffset, count),
    values: new Float64Array(aligned.buffer, aligned.byteOffset + count * 8, count),
    series: new Int32Array(aligned.buffer, aligned.byteOffset + count * 16, count),
  };
}
