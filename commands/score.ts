import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createStreamingDetector } from '../gateway/detect/streaming/streaming-detector.ts';
import { CommandError, parseCommand } from './command.ts';
import { clockOf } from './score/clock.ts';
import { clockDay } from './score/clock-day.ts';

const help = `vigie score FILE.csv

Runs the general detector over a series, a line after the other, without looking ahead, with one setting for all series.
FILE has the columns timestamp and value, named in its first line, in any order; "-" reads standard input. Writes
timestamp,value,expected_low,expected_high,anomaly_score with the first two as they came. The score is 0 where nothing is
new, and up to 1 by how much a value is more surprising than any before it.

  timestamp   ISO 8601 with or without an offset ("2026-03-01 10:00:00"), taken as the clock on the wall, or epoch ms (UTC)
  value       a number; a line without one keeps its place, scores 0 and is not learned
  expected    empty at the first line
`;

const newline = '\n';
const longestLine = 10_000;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('score', {
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    throw new CommandError(2, ['vigie score: name one CSV file (vigie score --help)']);
  }
  try {
    await pipeline(scored(linesOf(file), file), process.stdout, { end: false });
  } catch (error) {
    // who read standard output has enough: head, less
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return 0;
    if (error instanceof Error && 'syscall' in error) throw new CommandError(1, [`vigie score: ${error.message}`]);
    throw error;
  }
  return 0;
}

function linesOf(file: string): AsyncIterable<string> {
  const input = file === '-' ? process.stdin : createReadStream(file, 'utf8');
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  // readline swallows what goes wrong with its input
  return (async function* () {
    const trouble = new Promise<never>((_, reject) => input.once('error', reject));
    trouble.catch(() => {});
    const each = lines[Symbol.asyncIterator]();
    for (;;) {
      const next = await Promise.race([each.next(), trouble]);
      if (next.done) return;
      yield next.value;
    }
  })();
}

/** The answer's lines, in pieces; throws `CommandError` with file and line where a line cannot be understood. */
async function* scored(lines: AsyncIterable<string>, file: string): AsyncGenerator<string> {
  const detector = createStreamingDetector();
  let columns: { readonly timestamp: number; readonly value: number } | undefined;
  let number = 0;
  let text = '';
  for await (const line of lines) {
    number++;
    if (line.length > longestLine)
      throw new CommandError(1, [`${file}:${number} is longer than ${longestLine} characters: is this a CSV file?`]);
    if (columns === undefined) {
      columns = columnsOf(line, file);
      text = `timestamp,value,expected_low,expected_high,anomaly_score${newline}`;
      continue;
    }
    if (line.trim() === '') continue;
    const cells = line.split(',').map(unquoted);
    const [timestamp = '', value = ''] = [cells[columns.timestamp], cells[columns.value]];
    const clock = clockOf(timestamp);
    if (clock === undefined) {
      throw new CommandError(1, [
        `${file}:${number} timestamp "${shown(timestamp)}" is not a time like 2026-03-01 10:00:00`,
      ]);
    }
    const measured = value === '' ? Number.NaN : Number(value);
    if (Number.isNaN(measured) && !/^(|nan|null|na)$/i.test(value)) {
      throw new CommandError(1, [`${file}:${number} value "${shown(value)}" is not a number`]);
    }
    const judged = Number.isFinite(measured) ? detector.read(clock, clockDay(clock), measured) : undefined;
    text += `${timestamp},${value},${cell(judged?.low)},${cell(judged?.high)},${cell(judged?.score ?? 0)}${newline}`;
    if (text.length > 65_536) {
      yield text;
      text = '';
    }
  }
  if (columns === undefined) throw new CommandError(1, [`${file}:1 is empty: expected a first line timestamp,value`]);
  yield text;
}

function columnsOf(line: string, file: string): { timestamp: number; value: number } {
  const names = line
    .replace(/^\uFEFF/, '')
    .split(',')
    .map((name) => unquoted(name).toLowerCase());
  const [timestamp, value] = [names.indexOf('timestamp'), names.indexOf('value')];
  const missing = [timestamp < 0 ? 'timestamp' : [], value < 0 ? 'value' : []].flat();
  if (missing.length > 0) {
    throw new CommandError(1, [`${file}:1 the header lacks ${missing.join(' and ')}: expected timestamp,value`]);
  }
  return { timestamp, value };
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1');
}

/** twelve digits, as the benchmark's published scores have */
function cell(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(Number(value.toPrecision(12)));
}

function shown(text: string): string {
  return text.replace(/\p{C}/gu, ' ').slice(0, 60);
}
