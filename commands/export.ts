import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtempDisposable, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CommandError, parseCommand } from './command.ts';
import { csvOf } from './export/csv.ts';
import { type CurvePage, curvePages } from './export/curve-pages.ts';
import { onVigie } from './local/ask.ts';
import type { NamedSeries } from './local/operations/reading-operations.ts';
import { existingPlace, placeHelp, placeOptions } from './local/place.ts';
import { timeOf } from './playing.ts';
import { createLateProgress } from './progress.ts';

const help = `vigie export [--device ID]… [--metric ID]… [--from T] [--to T] [--format csv|parquet] [--out FILE]
Writes readings as time,device,metric,instance,value, series by series in the order of time; "vigie import" takes the same
file in again. Without --device or --metric: all of them.
  --from T --to T   from ≤ time < to: ISO 8601 with an offset, a day in UTC, or epoch milliseconds
  --format          csv or parquet (default: as --out ends, else csv)
  --out FILE        instead of standard output
${placeHelp}  --json            {"readings": …, "series": …} at the end, with --out
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseCommand('export', {
    args,
    options: {
      ...placeOptions,
      device: { type: 'string', multiple: true },
      metric: { type: 'string', multiple: true },
      from: { type: 'string' },
      to: { type: 'string' },
      format: { type: 'string' },
      out: { type: 'string' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const { device: devices = [], metric: metrics = [], out } = values;
  const format = values.format ?? (out !== undefined && extname(out) === '.parquet' ? 'parquet' : 'csv');
  if (format !== 'csv' && format !== 'parquet') {
    throw new CommandError(2, [`vigie export: --format "${format}" is neither csv nor parquet`]);
  }
  if (values.json && out === undefined) throw new CommandError(2, ['vigie export: --json needs --out FILE']);
  const from = timeOf('export', 'from', values.from) ?? 0;
  const to = timeOf('export', 'to', values.to) ?? Number.MAX_SAFE_INTEGER;
  if (to <= from) throw new CommandError(2, ['vigie export: --to is not after --from']);
  const place = existingPlace('export', values);

  let rows = 0;
  const series = await onVigie(place, 'readings', async ({ readings }) => {
    const found = await readings.series({ devices, metrics });
    mustBeAll(found, { devices, metrics });
    const bar = createLateProgress('Export');
    let reached: NamedSeries | undefined;
    let passed = 0;
    const done = (sofar: number) => {
      rows = sofar;
      bar.show(passed / found.length, `${(sofar / 1e6).toFixed(1)} M`);
    };
    async function* counted(): AsyncGenerator<CurvePage> {
      for await (const page of curvePages(readings, { series: found, from, to })) {
        if (page.series !== reached) passed = found.indexOf(page.series);
        reached = page.series;
        yield page;
      }
    }
    await written(counted(), { format, out, done }).finally(() => bar.end());
    return found.length;
  });
  if (out === undefined) return 0;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ readings: rows, series })}\n`
      : `${rows} readings of ${series} series in ${out}\n`,
  );
  return 0;
}

/** What was named and has no reading at all is more likely mistyped than wanted. */
function mustBeAll(
  found: readonly NamedSeries[],
  of: { devices: readonly string[]; metrics: readonly string[] },
): void {
  const without = [
    ...of.devices.filter((id) => !found.some(({ device }) => device === id)).map((id) => `device "${id}"`),
    ...of.metrics.filter((id) => !found.some(({ metric }) => metric === id)).map((id) => `metric "${id}"`),
  ];
  if (without.length > 0) {
    throw new CommandError(
      1,
      without.map((what) => `vigie export: ${what} has no readings here`),
    );
  }
}

/** To a file under its name once it is whole, or to standard output. */
async function written(
  pages: AsyncIterable<CurvePage>,
  { format, out, done }: { format: 'csv' | 'parquet'; out: string | undefined; done: (rows: number) => void },
): Promise<void> {
  const part = out === undefined ? undefined : `${resolve(out)}.${process.pid}.part`;
  try {
    if (format === 'csv') {
      const target = part === undefined ? process.stdout : createWriteStream(part);
      await pipeline(csvOf(pages, done), target, { end: part !== undefined });
    } else {
      const { writeParquet } = await import('./export/parquet.ts');
      if (part !== undefined) await writeParquet(pages, part, done);
      else {
        await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-export-'));
        const file = join(folder.path, 'readings.parquet');
        await writeParquet(pages, file, done);
        await pipeline(createReadStream(file), process.stdout, { end: false });
      }
    }
    if (part !== undefined && out !== undefined) await rename(part, out);
  } catch (error) {
    if (part !== undefined) await rm(part, { force: true });
    // who read standard output has enough: head, less
    if (part === undefined && error instanceof Error && 'code' in error && error.code === 'EPIPE') return;
    if (error instanceof Error && 'syscall' in error) throw new CommandError(1, [`vigie export: ${error.message}`]);
    throw error;
  }
}
