import { DeliveryError } from '../../domain/error.ts';
import type { Readings } from '../../domain/reading.ts';
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
    readonly send: (text: string) => Promise<void>;
    /** the metric of a row */
    readonly fieldOf: (row: number) => { measurement: string; field: string };
  },
  readings: Readings,
  rows: readonly number[],
): Promise<RefusedRow[]> {
  const { text, count } = parts.lines.lines(readings, rows);
  if (count === 0) return [];
  try {
    await parts.send(text);
    return [];
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.retryable) throw error;
    const reason = error.message;
    const areAllDropped = count === rows.length && Number(/dropped=(\d+)/.exec(reason)?.[1]) === count;
    if (rows.length === 1 || areAllDropped) return rows.map((row) => ({ row, reason }));
    const refused: RefusedRow[] = [];
    for (const part of split(rows, reason)) refused.push(...(await writeOrRefuse(parts, readings, part)));
    return refused;
  }

  /** Rows of the field that the answer names and the others; else the older half and the newer. */
  function split(all: readonly number[], reason: string): readonly (readonly number[])[] {
    const [, field, measurement] = /input field \\?"(.+?)\\?" on measurement \\?"(.+?)\\?"/.exec(reason) ?? [];
    const isNamed = (row: number) => {
      const place = parts.fieldOf(row);
      return place.field === field && place.measurement === measurement;
    };
    const named = field === undefined ? [] : all.filter(isNamed);
    if (named.length > 0 && named.length < all.length) return [named, all.filter((row) => !isNamed(row))];
    // in the order of time, so that a retention policy or a shard cuts the rows in two
    const ordered = all.toSorted((a, b) => (readings.times[a] ?? 0) - (readings.times[b] ?? 0));
    const middle = ordered.length >> 1;
    return [ordered.slice(0, middle), ordered.slice(middle)];
  }
}
