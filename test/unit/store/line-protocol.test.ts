import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Series } from '../../../gateway/domain/series.ts';
import { createLineBytes } from '../../../gateway/store/influx/line-bytes.ts';
import { createLineWriter, tagText, textOfTag } from '../../../gateway/store/influx/line-protocol.ts';

const tags = { organisation: 'tartas', site: 'mairie', device: 'salle-1', type: 'air' };
const series: Series[] = [
  { ...tags, metric: 'air.co2', instance: '' },
  { ...tags, metric: 'air.temperature', instance: '' },
  { ...tags, metric: 'disk.used', instance: 'C:\\' },
  { ...tags, metric: 'disk.used', instance: 'a b,c=d' },
];

function lines(...rows: [series: number, time: number, value: number][]): string[] {
  const readings = {
    series: Int32Array.from(rows, (row) => row[0]),
    times: Float64Array.from(rows, (row) => row[1]),
    values: Float64Array.from(rows, (row) => row[2]),
  };
  const out = createLineBytes();
  const count = createLineWriter(() => series).lines(readings, rows.keys(), out);
  const text = Buffer.from(out.take()).toString();
  const written = text === '' ? [] : text.split('\n');
  expect(written.length).toBe(count);
  return written;
}

test('a reading is measurement, tags, field and time; those of one instant share a line', () => {
  const head = 'air,device=salle-1,organisation=tartas,site=mairie,type=air';
  expect(lines([0, 1700000000000, 412], [1, 1700000000000, 20.5], [0, 1700000000001, -0])).toEqual([
    `${head} co2=412,temperature=20.5 1700000000000`,
    `${head} co2=-0 1700000000001`,
  ]);
  expect(lines()).toEqual([]);
});

test('a field stands once in a line, so that of two readings the last counts', () => {
  expect(lines([0, 5, 1], [0, 5, 2], [1, 5, 3])).toEqual([
    expect.stringContaining(' co2=1 5'),
    expect.stringContaining(' co2=2,temperature=3 5'),
  ]);
});

test('a value is written so that it is read back exactly, with no digit more than it needs', () => {
  const values = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -2_000_000_000_000, max: 2_000_000_000_000 }).map((thousandths) => thousandths / 1_000),
    fc.maxSafeInteger(),
    fc.constantFrom(0, -0, 0.1 + 0.2, 999_999, 1_000_000, 999_999_999_999, 1e21, 5e-324, 0.0005, 1_234_567.89),
  );
  let seen = 0;
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 9_200_000_000_000 }), (value, time) => {
      const [line = ''] = lines([0, time, value]);
      const [, text = '', stamp] = /co2=(\S+) (\d+)$/.exec(line) ?? [];
      expect(Object.is(Number(text), value), `${value} as ${text}`).toBe(true);
      expect(text).toBe(Object.is(value, -0) ? '-0' : `${value}`);
      expect(stamp).toBe(`${time}`);
      seen++;
    }),
    { seed: 11, numRuns: 5_000 },
  );
  expect(seen).toBe(5_000);
});

test('an instance with spaces, commas, equals and a backslash at its end is one tag', () => {
  expect(lines([2, 1, 1])[0]).toBe(
    'disk,device=salle-1,instance=C:%5C,organisation=tartas,site=mairie,type=air used=1 1',
  );
  expect(lines([3, 1, 1])[0]).toContain('instance=a\\ b\\,c\\=d,');
});

test('whatever a tag says, it is read back as it was, and holds nothing that line protocol cannot write', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[%250AaCc5\\\n\r]{0,8}$/));
  fc.assert(
    fc.property(text, (value) => {
      const kept = tagText(value);
      expect(kept).not.toMatch(/[\r\n]|\\$/);
      expect(textOfTag(kept)).toBe(value);
    }),
    { seed: 7, numRuns: 2_000 },
  );
});
