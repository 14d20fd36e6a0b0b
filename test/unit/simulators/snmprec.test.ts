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
  ['.1.3.1|4|a', '61'],
  ['  1.3.1|4|a b \t', '612062'],
  ['1.3.1|4e|\\a\\b\\f\\v\\\\\\\'\\"', '07080c0b5c2722'],
  ['1.3.1|2|-2147483648', '80000000'],
  ['1.3.1|129|', ''],
  ['1.3.1|68x|9f780442f60000', '9f780442f60000'],
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
    'a.snmprec:4 "4:cache" has its value from the variation module "cache", which is not played: write one as 4|value',
    'a.snmprec:5 "64x|zz" is no value',
  ]);
});

test.each([
  ...['1.3.1|2|2147483648', '1.3.1|65|-1', '1.3.1|66|4294967296', '1.3.1|70|18446744073709551616', '1.3.1|2|'],
  ...['1.3.1|2x|', '1.3.1|67e|5', '1.3.1|64|10..0.5', '1.3.1|64x|0a00', '1.3.1|4e|\\q', '1.3.1|4e|\\', '1.3.1|4x|0'],
  ...[
    '1.3.1|3|x',
    '1.3.1||x',
    '1.3.1|4',
    '1.99.1|4|x',
    '3.1|4|x',
    '1.3.4294967296|4|x',
    '1|4|x',
    '1.3.1|6|1.3.4294967296',
  ],
])('%s cannot be of an agent and is told in one line', (line) => {
  const { objects, skipped } = readSnmprec(`# a remark\n\n${line}\n`, 'x');
  expect(objects).toEqual([]);
  expect(skipped).toEqual([expect.stringMatching(/^x:3 .{10,}$/)]);
});

test('whatever a recorder writes is read back as it stood on the wire', () => {
  const oid = fc
    .tuple(fc.nat(2), fc.nat(39), fc.array(fc.nat(2 ** 32 - 1), { maxLength: 12 }))
    .map(([a, b, rest]) => [a, b, ...rest]);
  const bytes = fc.uint8Array({ maxLength: 40 }).map((one) => Buffer.from(one));
  const whole = (tag: number, min: bigint, max: bigint) =>
    fc.bigInt({ min, max }).map((n) => ({ tag: String(tag), value: String(n), content: integerBytes(n) }));
  const escaped = (raw: Buffer) =>
    [...raw]
      .map((b) => (b > 32 && b < 127 && b !== 92 ? String.fromCharCode(b) : `\\x${b.toString(16).padStart(2, '0')}`))
      .join('');
  const value = fc.oneof(
    whole(2, -(2n ** 31n), 2n ** 31n - 1n),
    ...[65, 66, 67].map((tag) => whole(tag, 0n, 2n ** 32n - 1n)),
    whole(70, 0n, 2n ** 64n - 1n),
    bytes.map((raw) => ({ tag: '4x', value: raw.toString('hex'), content: raw })),
    bytes.map((raw) => ({ tag: '68x', value: raw.toString('hex').toUpperCase(), content: raw })),
    bytes.map((raw) => ({ tag: '4e', value: escaped(raw), content: raw })),
    oid.map((one) => ({ tag: '6', value: one.join('.'), content: oidBytes(one) })),
    fc.ipV4().map((ip) => ({ tag: '64', value: ip, content: Buffer.from(ip.split('.').map(Number)) })),
    fc.constant({ tag: '5', value: '', content: Buffer.alloc(0) }),
  );
  let seen = 0;
  const records = fc.uniqueArray(fc.tuple(oid, value), { maxLength: 20, selector: ([one]) => one.join('.') });
  fc.assert(
    fc.property(records, fc.constantFrom('\n', '\r\n'), (written, end) => {
      const text = written.map(([one, { tag, value }]) => `${one.join('.')}|${tag}|${value}${end}`).join('');
      const { objects, skipped } = readSnmprec(text, 'x');
      expect(skipped).toEqual([]);
      const read = new Map(objects.map((object) => [object.oid.join('.'), object]));
      expect(read.size).toBe(written.length);
      for (const [one, { tag, content }] of written) {
        seen++;
        const object = read.get(one.join('.'));
        expect([object?.tag, object?.content.toString('hex')]).toEqual([
          Number.parseInt(tag, 10),
          content.toString('hex'),
        ]);
      }
    }),
    { seed: 45, numRuns: 60 },
  );
  expect(seen).toBeGreaterThan(200);
});

test('whatever stands in a file, each line is an object, a remark or told, and nothing is thrown', () => {
  let [kept, told] = [0, 0];
  const part = fc.constantFrom(
    '1.3.6',
    '.1.3',
    '|',
    '4',
    '2',
    '4x',
    '64',
    '6',
    'x',
    'e',
    ':',
    '#',
    '-1',
    '00ff',
    ' ',
    '\\',
    '\u0000',
    '99999999999',
  );
  const wild = fc.array(part, { maxLength: 7 }).map((parts) => parts.join(''));
  const line = fc.oneof(
    wild,
    wild.map((rest) => `1.3.6.1|4|${rest}`),
    wild.map((rest) => `1.3.6.2|${rest}|1`),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const { objects, skipped } = readSnmprec(lines.join('\n'), 'x');
      const meant = lines.filter((one) => one.trim() !== '' && !one.trim().startsWith('#')).length;
      expect(objects.length + skipped.length).toBeLessThanOrEqual(meant);
      expect(skipped.length).toBeLessThanOrEqual(meant);
      expect(skipped.every((one) => /^x:\d+ /.test(one) && !/\p{C}/u.test(one))).toBe(true);
      kept += objects.length;
      told += skipped.length;
    }),
    { seed: 44, numRuns: 100 },
  );
  expect(kept).toBeGreaterThan(0);
  expect(told).toBeGreaterThan(200);
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
