import { expect, test } from 'vitest';
import { addressCount, addressText, isWithin, parseAddressRange } from '../../../devices/address-range.ts';

test.each([
  ['10.1.2.0/24', '10.1.2.1', '10.1.2.254', 254],
  ['10.1.2.77/24', '10.1.2.1', '10.1.2.254', 254],
  ['10.1.2.4/31', '10.1.2.4', '10.1.2.5', 2],
  ['10.1.2.4/32', '10.1.2.4', '10.1.2.4', 1],
  ['10.1.2.4', '10.1.2.4', '10.1.2.4', 1],
  ['10.1.2.10-10.1.3.9', '10.1.2.10', '10.1.3.9', 256],
  ['255.255.255.255', '255.255.255.255', '255.255.255.255', 1],
])('%s begins at %s, ends at %s and holds %i hosts', (text, first, last, count) => {
  const read = parseAddressRange(text);
  expect(read.ok && [addressText(read.range.first), addressText(read.range.last), addressCount(read.range)]).toEqual([
    first,
    last,
    count,
  ]);
});

test.each([
  '',
  '10.1.2',
  '10.1.2.256',
  '10.1.2.0/33',
  '10.1.2.0/24-10.1.2.9',
  '10.1.2.9-10.1.2.1',
  '::1',
  '1-2-3',
  '10.1.2.0/',
])('“%s” is no range', (text) => {
  expect(parseAddressRange(text).ok).toBe(false);
});

test('a range lies within another with both its ends', () => {
  const range = (text: string) => {
    const read = parseAddressRange(text);
    if (!read.ok) throw new Error(read.reason);
    return read.range;
  };
  expect(isWithin(range('10.1.2.0/24'), range('10.0.0.0/8'))).toBe(true);
  expect(isWithin(range('10.255.255.0-11.0.0.1'), range('10.0.0.0/8'))).toBe(false);
});
