import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRows } from '../../../dashboard/server/csv-rows.ts';

test.each([';', ',', '\t'])(
  'a file with %j between its cells is read, each row with the line on which it begins',
  (mark) => {
    const text = ['\uFEFFa;b', '1;"x', 'y ""z"""', '', ';', '5;a "q" b'].join('\r\n').replaceAll(';', mark);
    expect(csvRows(text)).toEqual({
      rows: [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', 'x\ny "z"'] },
        { line: 6, cells: ['5', 'a "q" b'] },
      ],
    });
  },
);

test('a quote that is never closed is told with its line, and what stands before it is kept', () => {
  const { rows, open } = csvRows('a;b\n1;2\n\n3;"open\n5;6\n7;8\n');
  expect(rows.map(({ line }) => line)).toEqual([1, 2]);
  expect(open).toEqual({
    line: 4,
    reason: 'a quote (") opens here and is never closed: the rest of the file was left',
  });
});

test('what was written as RFC 4180 says comes back cell by cell', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '"', ';', ',', '\n', '7') });
  let seen = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), (rows) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const text = ['a;b;c', ...rows.map((row) => row.map(quoted).join(';'))].join('\n');
      const kept = rows.filter((row) => row.some((one) => one.trim() !== ''));
      expect(
        csvRows(text)
          .rows.slice(1)
          .map(({ cells }) => cells),
      ).toEqual(kept);
      seen += kept.length;
    }),
    { seed: 40313, numRuns: 200 },
  );
  expect(seen).toBeGreaterThan(200);
});
