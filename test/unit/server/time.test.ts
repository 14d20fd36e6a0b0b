import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf } from '../../../dashboard/server/time.ts';

test('every instant is understood as epoch ms, as ISO 8601 in UTC and with an offset', () => {
  const instant = fc.integer({ min: Date.parse('1970-01-01T00:00Z'), max: Date.parse('9999-12-31T00:00Z') });
  fc.assert(
    fc.property(instant, fc.integer({ min: -14, max: 14 }), (time, hours) => {
      const offset = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:30`;
      const minutes = hours * 60 + (hours < 0 ? -30 : 30);
      const wall = new Date(time + minutes * 60_000).toISOString().slice(0, -1);
      expect(instantOf(String(time))).toBe(time);
      expect(instantOf(time)).toBe(time);
      expect(instantOf(new Date(time).toISOString())).toBe(time);
      if (wall.length === 23) {
        expect(instantOf(wall + offset)).toBe(time);
        // An unescaped + arrives as a space.
        expect(instantOf(wall + offset.replace('+', ' '))).toBe(time);
      }
    }),
  );
});

test.each([
  '',
  'now',
  '2026-03-01',
  '2026-03-01T10:00:00',
  '2026-13-01T10:00:00Z',
  '2026-02-30T10:00:00Z',
  '1e3',
  '99999999999999999',
  '8640000000000000',
  '-8640000000000000',
  'NaN',
])('"%s" names no instant: a zone is never guessed', (text) => expect(instantOf(text)).toBeUndefined());
