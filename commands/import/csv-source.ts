import { show } from '../../devices/message.ts';
import { parseNumber, parseTime } from '../../simulators/recording/lines.ts';
import { CommandError } from '../command.ts';
import { fromPlainText } from '../formula-guard.ts';
import { blocksOf, longestLine } from './blocks.ts';
import { createByteKeys } from './byte-keys.ts';
import { createRows } from './rows.ts';
import { impossible, isPossible, type OnBad, type Place, type Source, seriesAtMost } from './source.ts';
import { createPlainTime, plainNumber } from './text-fields.ts';

const [comma, quote, newline, carriage] = [44, 34, 10, 13];
const wanted = ['time', 'device', 'metric', 'instance', 'value'] as const;
const columnsAtMost = 64;

/** Where each wanted column stands; -1 for no column `instance`. */
type Columns = Readonly<Record<(typeof wanted)[number], number>>;

/**
 * A CSV of `time,device,metric[,instance],value` in any order of columns (RFC 4180, a line each), time as ISO 8601 with
 * an offset or epoch ms. Plain lines are read as bytes; what is not plain (quotes, spaces, exponents) the slow way.
 */
export function csvSource(path: string, { size, now, onBad }: { size: number; now: number; onBad: OnBad }): Source {
  return {
    size,
    async *pieces(from) {
      let line = from?.line ?? 1;
      const columns = await columnsOf(path);
      const tooLong = () => onBad(`${path}:${line} the line is longer than a block: is this a CSV file?`);
      const readLines = createLineReader(path, columns, { now, onBad });
      for await (const block of blocksOf(path, from?.position ?? 0, tooLong)) {
        line = readLines.read(block.bytes, block.end, line);
        yield { ...readLines.take(), next: { position: block.position, line } satisfies Place };
      }
    },
  };
}

async function columnsOf(path: string): Promise<Columns> {
  for await (const { bytes, end } of blocksOf(path, 0, () => {})) {
    const first = bytes.subarray(0, Math.min(end, bytes.indexOf(newline), longestLine));
    const names = cellsOf(first.toString('utf8').replace(/^\uFEFF/, '')).map((name) => name.toLowerCase());
    const missing = wanted.filter((name) => name !== 'instance' && !names.includes(name));
    const twice = wanted.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
    const expected = 'expected time,device,metric[,instance],value in any order';
    if (missing.length > 0)
      throw new CommandError(1, [`${path}:1 the header lacks ${missing.join(', ')}: ${expected}`]);
    if (twice !== undefined) throw new CommandError(1, [`${path}:1 the header names ${twice} twice: ${expected}`]);
    if (names.length > columnsAtMost) throw new CommandError(1, [`${path}:1 has more than ${columnsAtMost} columns`]);
    const [time, device, metric, instance, value] = wanted.map((name) => names.indexOf(name));
    return {
      time: time ?? -1,
      device: device ?? -1,
      metric: metric ?? -1,
      instance: instance ?? -1,
      value: value ?? -1,
    };
  }
  throw new CommandError(1, [`${path}:1 is empty: expected time,device,metric[,instance],value`]);
}

function createLineReader(path: string, columns: Columns, { now, onBad }: { now: number; onBad: OnBad }) {
  const keys = createByteKeys();
  const rows = createRows();
  const plainTime = createPlainTime();
  const count = Math.max(...Object.values(columns)) + 1;
  /** the end of each column of the present line */
  const ends = new Int32Array(columnsAtMost + 1);
  const ranges = new Int32Array(columns.instance < 0 ? 4 : 6);
  const start = (column: number) => (column === 0 ? lineStart : (ends[column - 1] ?? 0) + 1);
  let lineStart = 0;

  /** Takes the plain line from `lineStart` to `to`; false for one that is not plain. */
  function plain(bytes: Buffer, to: number, line: number): boolean {
    let column = 0;
    for (let at = lineStart; at < to; at++) {
      const byte = bytes[at];
      if (byte === comma) {
        if (column === columnsAtMost) return false;
        ends[column++] = at;
      } else if (byte === quote) return false;
    }
    ends[column++] = to;
    if (column < count) return false;
    const time = plainTime(bytes, start(columns.time), ends[columns.time] ?? 0);
    const value = plainNumber(bytes, start(columns.value), ends[columns.value] ?? 0);
    if (!isPossible(time, value, now)) return false;
    ranges[0] = start(columns.device);
    ranges[1] = ends[columns.device] ?? 0;
    ranges[2] = start(columns.metric);
    ranges[3] = ends[columns.metric] ?? 0;
    if (columns.instance >= 0) {
      ranges[4] = start(columns.instance);
      ranges[5] = ends[columns.instance] ?? 0;
    }
    return keep(bytes, ranges, { time, value, line });
  }

  function keep(
    bytes: Buffer,
    of: Int32Array,
    { time, value, line }: { time: number; value: number; line: number },
  ): boolean {
    let number = keys.find(bytes, of);
    if (number < 0) {
      if (keys.size() >= seriesAtMost) return false;
      number = keys.add(bytes, of);
      const [device = '', metric = '', instance = ''] = [0, 2, 4].map((i) =>
        bytes.toString('utf8', of[i] ?? 0, of[i + 1] ?? 0),
      );
      rows.met({
        device: device.trim(),
        metric: metric.trim(),
        instance: fromPlainText(instance.trim()),
        where: `${path}:${line}`,
      });
    }
    rows.add(number, time, value);
    return true;
  }

  /** The same for any line: why it cannot be taken. */
  function slow(text: string, line: number): string | undefined {
    if (text.length > longestLine) return 'the line is too long';
    const cells = cellsOf(text);
    if (cells.length < count) return `has ${cells.length} columns where the header has ${count} or more`;
    const cell = (name: (typeof wanted)[number]) => cells[columns[name]] ?? '';
    const time = parseTime(cell('time'));
    if (time === undefined) return `time "${show(cell('time'))}" is neither ISO 8601 with an offset nor epoch ms`;
    const value = parseNumber(cell('value'));
    if (value === undefined) return `value "${show(cell('value'))}" is not a number`;
    if (!isPossible(time, value, now)) return impossible(time, value);
    const texts = [cell('device'), cell('metric'), ...(columns.instance < 0 ? [] : [cell('instance')])].map((name) =>
      Buffer.from(name),
    );
    const of = new Int32Array(texts.length * 2);
    let at = 0;
    for (const [index, { length }] of texts.entries()) {
      of[index * 2] = at;
      at += length;
      of[index * 2 + 1] = at;
    }
    const isKept = keep(Buffer.concat(texts), of, { time, value, line });
    return isKept ? undefined : `names one more series than the ${seriesAtMost} that a file may name`;
  }

  return {
    /** Reads whole lines; `line` is the number of the first, the answer that of the next. */
    read(bytes: Buffer, end: number, line: number): number {
      let number = line;
      lineStart = 0;
      while (lineStart < end) {
        const next = bytes.indexOf(newline, lineStart);
        const to = next > lineStart && bytes[next - 1] === carriage ? next - 1 : next;
        if (number > 1 && to > lineStart && !plain(bytes, to, number)) {
          const text = bytes.toString('utf8', lineStart, to);
          const reason = text.trim() === '' ? undefined : slow(text, number);
          if (reason !== undefined) onBad(`${path}:${number} ${reason}`);
        }
        lineStart = next + 1;
        number++;
      }
      return number;
    },
    take: rows.take,
  };
}

/** The cells of a line by RFC 4180, without the spaces around them. */
function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',').map((cell) => cell.trim());
  const cells: string[] = [];
  for (const match of line.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2]?.trim() ?? '');
  }
  return cells;
}
