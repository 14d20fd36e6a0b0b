import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';

/** One series of the benchmark: rows in the file's order, windows as first and last row. */
export interface LabelledSeries {
  readonly name: string;
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly windows: readonly (readonly [number, number])[];
}

const Windows = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));

/** Reads the benchmark's series below `folder`, with `labels/combined_windows.json`; throws with the path of what is missing. */
export function readCorpus(folder: string): LabelledSeries[] {
  const labels = join(folder, 'labels/combined_windows.json');
  if (!existsSync(labels)) throw new Error(`${labels} is not there: name the benchmark's folder in VIGIE_NAB`);
  const windows = Windows.parse(JSON.parse(readFileSync(labels, 'utf8')));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.csv'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return files.map((file) => {
    const name = relative(folder, file);
    const named = windows[name];
    if (named === undefined) throw new Error(`${labels} has no windows for ${name}`);
    const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
    const times = Float64Array.from(lines, (line) => clock(line.slice(0, line.indexOf(','))));
    const values = Float64Array.from(lines, (line) => Number(line.slice(line.indexOf(',') + 1)));
    return { name, times, values, windows: named.map(([from, to]) => rowsBetween(times, clock(from), clock(to))) };
  });
}

/** The benchmark's times have no zone; they are only compared. */
function clock(written: string): number {
  return Date.parse(`${written.trim().replace(' ', 'T')}Z`);
}

function rowsBetween(times: Float64Array, from: number, to: number): readonly [number, number] {
  const left = times.findIndex((time) => time >= from);
  const right = times.findLastIndex((time) => time <= to);
  return [left, right];
}
