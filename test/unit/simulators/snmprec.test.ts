import fc from 'fast-check';
import { expect, test } from 'vitest';
import { integerBytes, oidBytes, readElements, readOid, tlv } from '../../../simulators/snmp/ber.ts';
import { readSnmprec } from '../../../simulators/snmp/snmprec.ts';

test('a recording is sorted by number, the last line of an OID counts, values keep their bars', () => {
  const { objects, skipped } = readSnmprec('1.3.10|2|1\r\n1.3.9|4|a|b\n1.3.10|2|-2\n\n', 'x.snmprec');
  expect(skipped).toEqual([]);
  expect(objects.map(({ oid, content }) => [oid.join('.'), content.toString('latin1')])).toEqual([
    ['1.3.9', 'a|b'],
    ['1.3.10', '\u00fe'],
  ]);
});

test.each([
  ['1.3.1|4x|00fF', '00ff'],
  ['1.3.1|4e|a\\x00\\n', '61000a'],
  ['1.3.1|4|', ''],
  ['1.3.1|5|', ''],
  ['1.3.1|6|1.3.6.1.4.1.8072', '2b06010401bf08'],
  ['1.3.1|64|10.0.0.5', '0a000005'],
  ['1.3.1|64x|0A000005', '0a000005'],
  ['1.3.1|66|255', '00ff'],
  ['1.3.1|70|18446744073709551615', '00ffffffffffffffff'],
  ['1.3.1|4xx|0a', '0a'],
])('%s stands on the wire as %s', (line, hex) => {
  const { objects, skipped } = readSnmprec(line, 'x');
  expect(skipped).toEqual([]);
  expect(objects[0]?.content.toString('hex')).toBe(hex);
});

test('what cannot be read is told with its line, and the rest is kept', () => {
  const { objects, skipped } = readSnmprec(
    '1.3.1|2|7\nnonsense\n1.3.2|2|<private>\n1.3.3|4:cache|x\n1.3.4|64x|zz',
    'a.snmprec',
  );
  expect(objects).toHaveLength(1);
  expect(skipped).toEqual([
    'a.snmprec:2 has no OID in front',
    'a.snmprec:3 "2|<private>" is no value',
    'a.snmprec:4 "4:cache" is a variation module, which is not supported',
    'a.snmprec:5 "64x|zz" is no value',
  ]);
});

test('OIDs, whole numbers and elements of any length survive the wire', () => {
  let seen = 0;
  const oid = fc.tuple(fc.nat(2), fc.nat(39), fc.array(fc.nat(2 ** 32 - 1), { maxLength: 20 }));
  fc.assert(
    fc.property(
      oid,
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
      fc.uint8Array({ maxLength: 70_000 }),
      ([a, b, rest], whole, bytes) => {
        seen++;
        expect(readOid(oidBytes([a, b, ...rest]))).toEqual([a, b, ...rest]);
        const content = integerBytes(whole);
        expect(BigInt.asIntN(content.length * 8, BigInt(`0x${content.toString('hex')}`))).toBe(whole);
        const [element] = readElements(tlv(4, bytes));
        expect(element?.content.equals(bytes)).toBe(true);
      },
    ),
    { seed: 43, numRuns: 100 },
  );
  expect(seen).toBe(100);
});
