import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPlainTime, plainNumber } from '../../../commands/import/text-fields.ts';
import { parseNumber, parseTime } from '../../../simulators/recording/lines.ts';

const bytesOf = (text: string) => Buffer.from(`x${text}y`);
const seed = 40313;

test('a number read from bytes is the number that its text means, or is left to the slow way', () => {
  let read = 0;
  const written = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer().map((whole) => (whole / 1000).toFixed(3)),
    fc.stringMatching(/^[+-]?[0-9]{0,9}\.?[0-9]{0,9}$/),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(written, (text) => {
      const bytes = bytesOf(text);
      const found = plainNumber(bytes, 1, bytes.length - 1);
      if (Number.isNaN(found)) return;
      read++;
      expect(found + 0).toBe((parseNumber(text) ?? Number.NaN) + 0);
    }),
    { seed, numRuns: 5_000 },
  );
  expect(read).toBeGreaterThan(1_000);
  for (const text of ['', '-', '.', '1e3', '0x10', '1,5', ' 1', '12345678901234567', '1.2.3']) {
    expect(plainNumber(bytesOf(text), 1, text.length + 1), text).toBeNaN();
  }
});

test('a time read from bytes is the instant that its text means; without an offset it is none', () => {
  const plainTime = createPlainTime();
  const at = (text: string) => plainTime(bytesOf(text), 1, Buffer.byteLength(text) + 1);
  let read = 0;
  const two = (number: number) => String(number).padStart(2, '0');
  const written = fc
    .record({
      time: fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) }),
      separator: fc.constantFrom('T', ' '),
      digits: fc.constantFrom(16, 19, 21, 22, 23),
      offset: fc.constantFrom('Z', '+02:00', '-0330', '+00:00', '', 'z', '+2', '+25:00'),
    })
    .map(
      ({ time, separator, digits, offset }) =>
        `${new Date(time).toISOString().slice(0, digits).replace('T', separator)}${offset}`,
    );
  fc.assert(
    fc.property(written, (text) => {
      const found = at(text);
      const wanted = parseTime(text);
      if (wanted === undefined) expect(found, text).toBeNaN();
      else {
        read++;
        expect(found, text).toBe(wanted);
      }
    }),
    { seed, numRuns: 5_000 },
  );
  expect(read).toBeGreaterThan(1_000);
  expect(at('1772359200000')).toBe(1_772_359_200_000);
  for (const text of [
    '2026-02-30T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01',
    '1772359200',
    `2026-03-01T10:${two(61)}Z`,
  ]) {
    expect(at(text), text).toBeNaN();
  }
});
