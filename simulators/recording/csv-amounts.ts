import type { SentMessage } from '../wire.ts';
import { messageOf } from './csv-readings.ts';
import { linesOf, type OnBadLine, parseNumber, parseTime } from './lines.ts';

/** The one metric of one device that a `start,value` file is about. */
export interface SeriesOf {
  readonly site: string;
  readonly device: string;
  readonly metric: string;
}

/**
 * Messages of a counter from a CSV of `start,value` in the order of time, where a value is the amount of the interval
 * that begins at its start: the index is 0 at the first start and the sum so far at each interval's end. The interval is
 * the smallest step between starts in the file, which is read twice, never held. After a gap the index stands again at the
 * start of the next interval, so that an amount stays in its own interval.
 */
export async function* csvAmounts(file: string, of: SeriesOf, onBad: OnBadLine): AsyncGenerator<SentMessage> {
  const interval = await smallestStep(file);
  let end: number | undefined;
  let index = 0;
  for await (const { start, value } of rowsOf(file, onBad)) {
    if (start !== end) yield message(of, start, clean(index));
    index += value;
    end = start + interval;
    yield message(of, end, clean(index));
  }
}

/** Messages of a gauge from a CSV of `start,value`: each value at its start. */
export async function* csvValues(file: string, of: SeriesOf, onBad: OnBadLine): AsyncGenerator<SentMessage> {
  for await (const { start, value } of rowsOf(file, onBad)) yield message(of, start, value);
}

/** An hour when a file has a single row. */
async function smallestStep(file: string): Promise<number> {
  let smallest = Number.POSITIVE_INFINITY;
  let last: number | undefined;
  for await (const { start } of rowsOf(file, () => undefined)) {
    if (last !== undefined) smallest = Math.min(smallest, start - last);
    last = start;
  }
  return Number.isFinite(smallest) ? smallest : 3_600_000;
}

/** The good rows, each start later than the one before. */
async function* rowsOf(file: string, onBad: OnBadLine): AsyncGenerator<{ start: number; value: number }> {
  let last = Number.NEGATIVE_INFINITY;
  let first = true;
  for await (const { text, where } of linesOf(file)) {
    const [startCell = '', valueCell = ''] = text.split(',');
    const start = parseTime(startCell);
    const value = parseNumber(valueCell);
    const isHeader = first && /^start,value$/.test(text.replaceAll(/[\s"]/g, ''));
    first = false;
    if (isHeader) continue;
    if (start === undefined) onBad(`${where} start "${startCell}" is neither ISO 8601 with an offset nor epoch ms`);
    else if (value === undefined) onBad(`${where} value "${valueCell.trim()}" is not a number`);
    else if (start <= last) onBad(`${where} start "${startCell}" is not later than the row before`);
    else {
      last = start;
      yield { start, value };
    }
  }
}

function message({ site, device, metric }: SeriesOf, time: number, value: number): SentMessage {
  return messageOf({ time, site, device, metrics: { [metric]: value } });
}

/** A sum of decimals without the dirt of binary fractions. */
function clean(index: number): number {
  return Math.round(index * 1e6) / 1e6;
}
