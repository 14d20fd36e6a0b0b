import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addressCount,
  addressesOf,
  isWithin,
  parseAddressRange,
  parseAddressRanges,
} from '../../../devices/address-range.ts';
import { ipAddressText, parseIpAddress } from '../../../devices/ip-address.ts';
import { parseSnmpAddress, snmpAddressText } from '../../../devices/snmp-address.ts';

test.each([
  ['10.1.2.0/24', '10.1.2.1', '10.1.2.254', 254n],
  ['10.1.2.77/24', '10.1.2.1', '10.1.2.254', 254n],
  ['10.1.2.4/31', '10.1.2.4', '10.1.2.5', 2n],
  ['10.1.2.4/32', '10.1.2.4', '10.1.2.4', 1n],
  ['10.1.2.4', '10.1.2.4', '10.1.2.4', 1n],
  ['10.1.2.10-10.1.3.9', '10.1.2.10', '10.1.3.9', 256n],
  ['255.255.255.255', '255.255.255.255', '255.255.255.255', 1n],
  ['fd00:1::/112', 'fd00:1::1', 'fd00:1::ffff', 65_535n],
  ['fd00:1::77/127', 'fd00:1::76', 'fd00:1::77', 2n],
  ['fd00:1::5-fd00:1::1:4', 'fd00:1::5', 'fd00:1::1:4', 65_536n],
  ['::1', '::1', '::1', 1n],
  ['::ffff:10.0.0.5', '::ffff:a00:5', '::ffff:a00:5', 1n],
])('%s begins at %s, ends at %s and holds %i hosts', (text, first, last, count) => {
  const read = parseAddressRange(text);
  if (!read.ok) throw new Error(read.reason);
  const { range } = read;
  expect(addressCount(range)).toBe(count);
  expect(addressesOf(range).next().value).toBe(first);
  expect(ipAddressText({ family: range.family, number: range.last })).toBe(last);
});

test.each([
  '',
  '10.1.2',
  '10.1.2.256',
  '10.1.2.0/33',
  '10.1.2.0/24-10.1.2.9',
  '10.1.2.9-10.1.2.1',
  '1-2-3',
  '10.1.2.0/',
  'fd00::/129',
  'fd00::1::2',
  'fd00:1:2:3:4:5:6:7:8',
  '1:2:3:4:5:6:7:8::',
  'fd00::5-10.1.2.9',
  'fe80::1%eth0',
  ':::',
])('“%s” is no range', (text) => {
  expect(parseAddressRange(text).ok).toBe(false);
});

test('a list is read range by range, and the one that is none is named', () => {
  const read = parseAddressRanges('10.1.2.9, fd00::5,10.1.3.0/30');
  expect(read.ok && read.ranges.flatMap((range) => [...addressesOf(range)])).toEqual([
    ...['10.1.2.9', 'fd00::5', '10.1.3.1', '10.1.3.2'],
  ]);
  expect(parseAddressRanges('10.1.2.9, switch')).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/^"switch" is/),
  });
});

test('a range lies within another with both its ends, and never in one of the other family', () => {
  const range = (text: string) => {
    const read = parseAddressRange(text);
    if (!read.ok) throw new Error(read.reason);
    return read.range;
  };
  expect(isWithin(range('10.1.2.0/24'), range('10.0.0.0/8'))).toBe(true);
  expect(isWithin(range('10.255.255.0-11.0.0.1'), range('10.0.0.0/8'))).toBe(false);
  expect(isWithin(range('fd12::/112'), range('fc00::/7'))).toBe(true);
  expect(isWithin(range('2001:db8::/112'), range('fc00::/7'))).toBe(false);
  expect(isWithin(range('0.0.0.1'), range('::/0'))).toBe(false);
});

test('every address has one spelling, which reads back to it, alone and as the place of an agent', () => {
  let seen = 0;
  const group = fc.oneof({ weight: 3, arbitrary: fc.constant(0n) }, fc.bigInt({ min: 0n, max: 0xffffn }));
  fc.assert(
    fc.property(
      fc.array(group, { minLength: 8, maxLength: 8 }),
      fc.integer({ min: 1, max: 65_535 }),
      (groups, port) => {
        seen++;
        const number = groups.reduce((sum, one) => (sum << 16n) | one, 0n);
        const text = ipAddressText({ family: 6, number });
        expect(parseIpAddress(text)).toEqual({ family: 6, number });
        expect(text).not.toMatch(/::.*::/);
        const long = groups.map((one) => one.toString(16).padStart(4, '0').toUpperCase()).join(':');
        expect(parseIpAddress(long)).toEqual({ family: 6, number });
        const place = parseSnmpAddress(`snmp:[${long}]:${port}`);
        expect(place && parseSnmpAddress(snmpAddressText(place))).toEqual({ host: text, port });
      },
    ),
    { seed: 46, numRuns: 200 },
  );
  expect(seen).toBe(200);
});

// RFC 5952, 4
test.each([
  ['2001:0DB8::0001', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['fd00:0:0:0:0:0:0:0', 'fd00::'],
])('%s is spelled %s', (written, spelled) => {
  const address = parseIpAddress(written);
  expect(address && ipAddressText(address)).toBe(spelled);
});

test.each([
  ['snmp:[FD00:0::5]:161', 'snmp:[fd00::5]'],
  ['snmp:10.0.0.5:1161', 'snmp:10.0.0.5:1161'],
  ['snmp:UPS.mairie.lan', 'snmp:ups.mairie.lan'],
])('%s is the same place as %s', (written, one) => {
  const place = parseSnmpAddress(written);
  expect(place && snmpAddressText(place)).toBe(one);
});
