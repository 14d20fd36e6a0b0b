import type { ImportPosition } from '../../gateway/domain/bulk-import.ts';
import type { Readings } from '../../gateway/domain/reading.ts';
import type { BadLines } from '../bad-lines.ts';
import type { ReadingOperations } from '../local/operations/reading-operations.ts';
import type { Piece, Source } from './source.ts';

export interface TakenIn {
  readonly taken: number;
  readonly bad: number;
  /** the line with which an interrupted import went on */
  readonly resumedAt?: number;
}

/**
 * Puts a source into the store, piece by piece, each durable with the place behind it: interrupted, it goes on there. What
 * the territory does not know is told and left out. While a piece is kept the next one is read.
 */
export async function takeIn(
  source: Source,
  into: { readings: ReadingOperations; identity: string; name: string; badLines: BadLines },
  shown: (share: number, taken: number) => void,
): Promise<TakenIn> {
  const { readings, identity, badLines } = into;
  const before = await readings.importPosition(identity);
  const numbers: number[] = [];
  const refused = new Map<number, string>();
  let taken = before?.taken ?? 0;
  let keeping: Promise<unknown> = Promise.resolve();
  for await (const piece of source.pieces(before)) {
    await number(piece);
    const known = withNumbers(piece.readings);
    taken += known.series.length;
    const position: ImportPosition = { ...piece.next, taken, bad: (before?.bad ?? 0) + badLines.count() };
    await keeping;
    shown(piece.next.position / source.size, taken);
    keeping = readings.take(known, identity, position);
    keeping.catch(() => {}); // heard where it is awaited
  }
  await keeping;
  const bad = (before?.bad ?? 0) + badLines.count();
  await readings.finish(identity, { name: into.name, taken, bad });
  return { taken, bad, ...(before !== undefined && { resumedAt: before.line }) };

  async function number({ fresh, readings: { series } }: Piece): Promise<void> {
    if (fresh.length > 0) {
      const found = await readings.numbersOf(
        fresh.map(({ device, metric, instance }) => ({ device, metric, instance })),
      );
      for (const [index, one] of found.entries()) {
        const place = numbers.push(typeof one === 'number' ? one : -1) - 1;
        if (typeof one === 'string') refused.set(place, `${fresh[index]?.where} ${one}`);
      }
    }
    if (refused.size === 0) return;
    const lines = new Map<number, number>();
    for (const own of series) if (numbers[own] === -1) lines.set(own, (lines.get(own) ?? 0) + 1);
    for (const [own, count] of lines) {
      const first = refused.get(own);
      badLines.tell(first ?? '', count);
      refused.set(own, ''); // told once
    }
  }

  /** The readings under the numbers of the journal, without those that have none. */
  function withNumbers({ series, times, values }: Readings): Readings {
    let rows = 0;
    for (let row = 0; row < series.length; row++) {
      const number = numbers[series[row] ?? 0] ?? -1;
      if (number < 0) continue;
      series[rows] = number;
      times[rows] = times[row] ?? 0;
      values[rows++] = values[row] ?? 0;
    }
    if (rows === series.length) return { series, times, values };
    return { series: series.slice(0, rows), times: times.slice(0, rows), values: values.slice(0, rows) };
  }
}
