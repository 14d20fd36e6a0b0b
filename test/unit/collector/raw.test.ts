import { expect, test } from 'vitest';
import { rawOf } from '../../../collector/snmp/raw.ts';

test('a text is read up to a size that names something, and not a byte beyond', () => {
  expect(rawOf(4, Buffer.alloc(4_096, 0x41))).toBe('A'.repeat(4_096));
  expect(rawOf(4, Buffer.alloc(4_097, 0x41))).toBeUndefined();
});

test('bytes that are no text are shown in hex, and a zero at the end is none of it', () => {
  expect([rawOf(4, Buffer.from('eth0\0')), rawOf(4, Buffer.from([0, 1])), rawOf(4, Buffer.alloc(0))]).toEqual([
    'eth0',
    '0x0001',
    '',
  ]);
});

test('a number that is none, a counter of too many bytes and a type that nobody knows are not read', () => {
  expect([rawOf(2, Number.NaN), rawOf(70, Buffer.alloc(10)), rawOf(31, 7), rawOf(undefined, 7)]).toEqual([
    ...[undefined, undefined, undefined, undefined],
  ]);
  expect(rawOf(70, Buffer.from('00ffffffffffffffff', 'hex'))).toBe(18_446_744_073_709_551_615n);
});
