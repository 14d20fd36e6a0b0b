import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendColumns } from '../../../gateway/store/embedded/chunks.ts';
import { readIntegers } from '../../../gateway/store/embedded/parquet-pages.ts';
import { parquetFormat } from '../../../gateway/store/embedded/rewrite.ts';

let folder = '';
let instance: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-parquet-'));
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  connection = await instance.connect();
});
afterAll(async () => {
  connection.closeSync();
  instance.closeSync();
  await rm(folder, { recursive: true });
});

interface Stretch {
  length: number;
  start: number;
  step: number;
  noise: number;
}

/** A stretch of a column: a run, a slope, or either with noise. */
const stretch = fc.record({
  length: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 200, max: 3000 })),
  start: fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1e15, max: 1e15 })),
  step: fc.constantFrom(0, 0, 1, -7, 600_000, 40_000_000_000),
  noise: fc.constantFrom(0, 0, 3, 999, 2 ** 31, 2 ** 40),
});
const column = fc.array(stretch, { minLength: 1, maxLength: 4 });
const numbersOf = (stretches: Stretch[]): number[] =>
  stretches.flatMap(({ length, start, step, noise }) =>
    // the golden ratio spreads evenly and needs no seed
    Array.from({ length }, (_, i) => start + i * step + Math.floor(((i * 0.618_033_988_75) % 1) * noise)),
  );

test('numbers that DuckDB wrote are read back as they were, from any row to any row', async () => {
  let several = 0;
  await fc.assert(
    fc.asyncProperty(column, fc.nat(), fc.nat(), async (stretches, one, other) => {
      const numbers = numbersOf(stretches);
      const chunk = await written(numbers);
      const ends = [one % numbers.length, (other % numbers.length) + 1];
      const [from, to] = [Math.min(...ends), Math.max(...ends)];
      const expected = numbers.slice(from, to);
      for (const first of [undefined, expected[0]]) {
        const into = new Float64Array(to - from);
        expect(readIntegers(chunk, { from, into, first })).toBe(true);
        expect([...into]).toEqual(expected);
      }
      several += to - from;
    }),
    { numRuns: 150 },
  );
  expect(several).toBeGreaterThan(10_000);
});

test('a known first number serves at every border of the packed blocks', async () => {
  const numbers = Array.from({ length: 4500 }, (_, i) => -i * 600_000 + ((i * i) % 1000) + (i > 2100 ? 1e10 : 0));
  const chunk = await written(numbers);
  const borders = [256, 512, 1792, 2048, 2304, 4096].flatMap((row) => [row - 1, row, row + 1, row + 2]);
  for (const from of borders) {
    const into = new Float64Array(300);
    expect(readIntegers(chunk, { from, into, first: numbers[from] })).toBe(true);
    expect([...into]).toEqual(numbers.slice(from, from + 300));
  }
  expect(borders).toHaveLength(24);
});

test('numbers that a double does not hold are left to DuckDB', async () => {
  const many = (number: (i: number) => number): number[] => Array.from({ length: 5000 }, (_, i) => number(i));
  const columns = [
    [1e18, 1e18 - 4096, 5, -1e18],
    many((i) => (i % 2 ? 9e17 : -9e17) + i * 1024),
    // only later numbers are too large, or only the differences
    many((i) => i * 2 ** 44),
    many((i) => i + ((2 * i) % 3) * 3.5e15),
  ];
  for (const numbers of columns) {
    expect(readIntegers(await written(numbers), { from: 0, into: new Float64Array(numbers.length) })).toBe(false);
  }
});

test('a column with NULL, of pages of another version or shorter than asked for is left to DuckDB', async () => {
  const numbers = Array.from({ length: 3000 }, (_, i) => i * i);
  const into = new Float64Array(3000);
  expect(readIntegers(await written(numbers), { from: 0, into })).toBe(true);
  const withNull = await written(numbers, 'CASE WHEN number <> 25 THEN number END');
  for (const some of [into, into.subarray(0, 100)]) expect(readIntegers(withNull, { from: 0, into: some })).toBe(false);
  expect(readIntegers(await written(numbers), { from: 1, into })).toBe(false);
  const other = await written(numbers);
  // the first field of a page header is its type: 3 is a data page of version 2
  other[1] = 6;
  expect(readIntegers(other, { from: 0, into })).toBe(false);
});

/** The bytes of the column that DuckDB makes of the numbers. */
async function written(numbers: readonly number[], expression = 'number'): Promise<Uint8Array> {
  const path = join(folder, 'column.parquet');
  await connection.run('CREATE OR REPLACE TEMP TABLE numbers (number DOUBLE)');
  await appendColumns(connection, { name: 'numbers', temporary: true }, [Float64Array.from(numbers)]);
  await connection.run(`COPY (SELECT (${expression})::BIGINT AS number FROM numbers) TO '${path}' (${parquetFormat})`);
  const metadata = await connection.runAndReadAll(
    `SELECT coalesce(dictionary_page_offset, data_page_offset), total_compressed_size FROM parquet_metadata('${path}')`,
  );
  const [at = 0, length = 0] = (metadata.getRows()[0] ?? []).map(Number);
  return new Uint8Array(await readFile(path)).slice(at, at + length);
}
