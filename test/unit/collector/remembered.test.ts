import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Raw } from '../../../collector/snmp/raw.ts';
import { createPacking } from '../../../collector/snmp/remembered.ts';

const number = fc.oneof(fc.nat({ max: 2 ** 32 - 1 }), fc.integer(), fc.double({ noNaN: true }));
const raw: fc.Arbitrary<Raw> = fc.oneof(
  { weight: 5, arbitrary: number },
  { weight: 5, arbitrary: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) },
  fc.string(),
  fc.bigInt({ min: 2n ** 64n, max: 2n ** 72n }),
);
const oid = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 3 }).map((numbers) => numbers.join('.'));
const device = fc.array(fc.tuple(oid, raw), { maxLength: 12 }).map((entries) => new Map(entries));

test('what is remembered small is what was read, whatever other devices of the same or of other places said', () => {
  let places = 0;
  fc.assert(
    fc.property(fc.array(device, { maxLength: 6 }), (devices) => {
      const pack = createPacking();
      const packed = devices.map((values, i) => pack({ time: i, uptime: undefined, values }));
      for (const [i, values] of devices.entries()) {
        expect(packed[i]).toMatchObject({ time: i, uptime: undefined });
        for (const [name, value] of values) {
          places++;
          expect(packed[i]?.values.get(name)).toBe(value);
        }
        expect(packed[i]?.values.get('none')).toBeUndefined();
      }
    }),
  );
  expect(places).toBeGreaterThan(500);
});

test('the same places in another width are not mixed up', () => {
  const pack = createPacking();
  const narrow = pack({ time: 0, uptime: 1, values: new Map<string, Raw>([['1.2', 7]]) });
  const wide = pack({ time: 0, uptime: 1, values: new Map<string, Raw>([['1.2', 7n]]) });
  expect([narrow.values.get('1.2'), wide.values.get('1.2')]).toEqual([7, 7n]);
});
