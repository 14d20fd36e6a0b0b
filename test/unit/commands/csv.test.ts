import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '../../../commands/export/csv.ts';
import { csvSource } from '../../../commands/import/csv-source.ts';
import { emptyFolder } from '../../support/folder.ts';

const now = Date.UTC(2026, 2, 1);

async function exported(instances: readonly string[]): Promise<string> {
  async function* pages() {
    for (const instance of instances) {
      yield {
        series: { device: 'a', metric: 'disk.used', instance },
        curve: { times: Float64Array.of(now), values: Float64Array.of(-1.5) },
      };
    }
  }
  let text = '';
  for await (const piece of csvOf(pages(), () => {})) text += piece;
  return text;
}

async function imported(path: string, text: string): Promise<string[]> {
  await writeFile(path, text);
  const instances: string[] = [];
  const source = csvSource(path, { size: text.length, now, onBad: (reason) => expect.fail(reason) });
  for await (const { fresh } of source.pieces(undefined)) instances.push(...fresh.map(({ instance }) => instance));
  return instances;
}

test('no instance in an exported file begins as a formula does', async () => {
  const hostile = ['=HYPERLINK("http://x")', '+1', '-cmd', '@SUM(1)', "'=1", "'text", '/var'];
  const rows = (await exported(hostile)).trimEnd().split('\n').slice(1);
  expect(rows.map((row) => row.slice('2026-03-01T00:00:00.000Z,a,disk.used,'.length, -',-1.5'.length))).toEqual([
    '"\'=HYPERLINK(""http://x"")"',
    "'+1",
    "'-cmd",
    "'@SUM(1)",
    "''=1",
    "'text",
    '/var',
  ]);
});

test('what was exported comes in again under the same names', async () => {
  await using folder = await emptyFolder();
  const path = join(folder.path, 'readings.csv');
  const instance = fc
    .tuple(fc.stringMatching(/^'{0,2}[=+\-@]?$/), fc.stringMatching(/^[\p{L}\p{N}\p{P}\p{S}]{0,12}$/u))
    .map(([begin, rest]) => begin + rest);
  let formulas = 0;
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(instance, { minLength: 5, maxLength: 60 }), async (instances) => {
      formulas += instances.filter((one) => /^[=+\-@]/.test(one)).length;
      expect(await imported(path, await exported(instances))).toEqual(instances);
    }),
    { numRuns: 40 },
  );
  expect(formulas).toBeGreaterThan(20);
});
