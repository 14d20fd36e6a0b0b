import { DeliveryError } from '../../domain/error.ts';
import type { Readings } from '../../domain/reading.ts';
import type { LineBytes } from './line-bytes.ts';
import type { LineWriter } from './line-protocol.ts';

/** A row that the engine never takes, and what it answered. */
export interface RefusedRow {
  readonly row: number;
  readonly reason: string;
}

/**
 * Writes rows; what the engine refuses for good is found by halving, since its answer does not say which lines it means,
 * and writing again those that it took changes nothing. Other trouble is thrown.
 */
export async function writeOrRefuse(
  parts: {
    readonly lines: LineWriter;
    /** where lines are written before they are sent */
    readonly out: LineBytes;
    readonly send: (lines: Uint8Array<ArrayBuffer>) => Promise<void>;
    /** the metric of a row */
    readonly fieldOf: (row: number) => { measurement: string; field: string };
  },
  readings: Readings,
  rows: Int32Array,
): Promise<RefusedRow[]> {
  const count = parts.lines.lines(readings, rows, parts.out);
  if (count === 0) return [];
  try {
    await parts.send(parts.out.take());
    return [];
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.retryable) throw error;
    const reason = error.message;
    const areAllDropped = count === rows.length && Number(/dropped=(\d+)/.exec(reason)?.[1]) === count;
    if (rows.length === 1 || areAllDropped) return Array.from(rows, (row) => ({ row, reason }));
    const refused: RefusedRow[] = [];
    for (const part of split(rows, reason)) refused.push(...(await writeOrRefuse(parts, readings, part)));
    return refused;
  }

  /** Rows of the field that the answer names and the others; else the older half and the newer. */
  function split(all: Int32Array, reason: string): readonly Int32Array[] {
    const [, field, measurement] = /input field \\?"(.+?)\\?" on measurement \\?"(.+?)\\?"/.exec(reason) ?? [];
    const isNamed = (row: number) => {
      const place = parts.fieldOf(row);
      return place.field === field && place.measurement === measurement;
    };
    const named = all.filter((row) => field !== undefined && isNamed(row));
    if (named.length > 0 && named.length < all.length) return [named, all.filter((row) => !isNamed(row))];
    // in the order of time, so that a retention policy or a shard cuts the rows in two
    const ordered = all.toSorted((a, b) => (readings.times[a] ?? 0) - (readings.times[b] ?? 0));
    const middle = ordered.length >> 1;
    return [ordered.subarray(0, middle), ordered.subarray(middle)];
  }
}
