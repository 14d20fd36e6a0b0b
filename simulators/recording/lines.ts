import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { isLocalDate } from '../../devices/calendar/local-date.ts';

/** One line of a file, with where it stands. */
export interface Line {
  readonly text: string;
  /** `file:line`, for messages to people */
  readonly where: string;
}

/** Told, in one line with file and line number, why a line was passed over. */
export type OnBadLine = (reason: string) => void;

/** The lines of a text file, read as they are asked for; empty ones are left out. */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  const stream = createReadStream(file, 'utf8');
  try {
    let number = 0;
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      const clean = number === 1 ? text.replace(/^\uFEFF/, '') : text;
      if (clean.trim() !== '') yield { text: clean, where: `${file}:${number}` };
    }
  } finally {
    stream.destroy();
  }
}

/**
 * A time as recordings write it: ISO 8601 with an offset (a space may stand for the T) or epoch ms. A time without
 * offset is refused: its zone would be a guess.
 */
export function parseTime(written: unknown): number | undefined {
  if (typeof written === 'number') return Number.isFinite(written) ? written : undefined;
  if (typeof written !== 'string') return undefined;
  if (/^\d{12,14}$/.test(written)) return Number(written);
  const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)$/.exec(written.trim());
  if (iso === null) return undefined;
  const [, date = '', clock, zone = 'Z'] = iso;
  if (!isLocalDate(date)) return undefined; // Date.parse takes 30 February for 2 March
  const time = Date.parse(`${date}T${clock}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(time) ? undefined : time;
}

/** A number as CSV files write it; undefined for what is none, `nan` among it. */
export function parseNumber(written: string | undefined): number | undefined {
  const text = written?.trim() ?? '';
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}
