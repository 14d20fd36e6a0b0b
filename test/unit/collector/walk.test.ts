import fc from 'fast-check';
import { expect, test } from 'vitest';
import { follows } from '../../../collector/snmp/walk.ts';

const oid = fc.array(fc.nat({ max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 12 });
/** close to each other, as the places of a walk are */
const pair = fc.tuple(oid, oid, oid).map(
  ([common, a, b]) =>
    [
      [...common, ...a.slice(0, 2)],
      [...common, ...b.slice(0, 2)],
    ] as const,
);

test('one place follows another number by number, not letter by letter', () => {
  expect(follows('1.3.6.9', '1.3.6.10')).toBe(true);
  expect(follows('1.3.6.10', '1.3.6.9')).toBe(false);
  expect(follows('1.3.6', '1.3.6.0')).toBe(true);
  expect(follows('1.3.6.0', '1.3.6')).toBe(false);
  expect(follows('1.3.6', '1.3.6')).toBe(false);
  let seen = 0;
  fc.assert(
    fc.property(fc.oneof(pair, fc.tuple(oid, oid)), ([a, b]) => {
      seen++;
      const at = a.findIndex((number, i) => number !== b[i]);
      const expected = at === -1 ? b.length > a.length : (b[at] ?? -1) > (a[at] ?? 0);
      expect(follows(a.join('.'), b.join('.'))).toBe(expected);
    }),
  );
  expect(seen).toBeGreaterThanOrEqual(100);
});
