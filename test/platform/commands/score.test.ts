import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runVigie } from '../../support/vigie.ts';

/** `vigie score` of a file with this text. */
async function score(text: string) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-score-'));
  const file = join(folder.path, 'series.csv');
  await writeFile(file, text);
  const { code, stdout, stderr } = await runVigie(['score', file]);
  return { code, lines: stdout.trimEnd().split('\n'), stderr: stderr.replaceAll(folder.path, '…') };
}

const day = (row: number) =>
  new Date(Date.UTC(2026, 2, 1) + row * 600_000).toISOString().slice(0, 19).replace('T', ' ');

test('a series goes in and comes out a line for a line, with what was expected and how surprising each value is', async () => {
  const rows = Array.from({ length: 1_000 }, (_, row) => `${day(row)},${row === 800 ? 90 : 20 + (row % 7)}`);
  const { code, lines } = await score(`timestamp,value\n${rows.join('\n')}\n`);
  expect(code).toBe(0);
  expect(lines[0]).toBe('timestamp,value,expected_low,expected_high,anomaly_score');
  expect(lines.slice(1).map((line) => line.split(',').slice(0, 2).join(','))).toEqual(rows);
  expect(lines[1]).toBe(`${day(0)},20,,,0`);
  const scores = lines.slice(1).map((line) => Number(line.split(',')[4]));
  expect(scores.indexOf(Math.max(...scores))).toBe(800);
  expect(scores[800]).toBeGreaterThan(0.5);
  const [low, high] = lines[700]!.split(',').slice(2, 4).map(Number);
  expect(low).toBeLessThan(20);
  expect(high).toBeGreaterThan(26);
});

test('columns in another order, others between, quotes, CRLF, and a line without a value are understood', async () => {
  const { code, lines } = await score(
    '\uFEFFvalue,unit,"timestamp"\r\n1.5,L,"2026-03-01T10:00:00+01:00"\r\n,L,2026-03-01T10:10:00+01:00\r\n',
  );
  expect(code).toBe(0);
  expect(lines.slice(1)).toEqual(['2026-03-01T10:00:00+01:00,1.5,,,0', '2026-03-01T10:10:00+01:00,,,,0']);
});

test.each([
  ['time,value\n1,2\n', '…/series.csv:1 the header lacks timestamp: expected timestamp,value'],
  [
    'timestamp,value\n2026-03-01 10:00:00,1\nnoon,2\n',
    '…/series.csv:3 timestamp "noon" is not a time like 2026-03-01 10:00:00',
  ],
  ['timestamp,value\n2026-03-01 10:00:00,warm\n', '…/series.csv:2 value "warm" is not a number'],
  ['', '…/series.csv:1 is empty: expected a first line timestamp,value'],
])('what cannot be understood ends it with its line and what was expected (%#)', async (text, message) => {
  expect(await score(text)).toMatchObject({ code: 1, stderr: `${message}\n` });
});

test('no file, and a file that is not there, are told in one line', async () => {
  expect(await runVigie(['score'])).toMatchObject({
    code: 2,
    stderr: 'vigie score: name one CSV file (vigie score --help)\n',
  });
  const { code, stderr } = await runVigie(['score', '/no/such.csv']);
  expect([code, stderr]).toEqual([1, "vigie score: ENOENT: no such file or directory, open '/no/such.csv'\n"]);
});
