import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createZone } from '../../../../devices/calendar/local-time.ts';

const paris = createZone('Europe/Paris');
const at = (iso: string) => Date.parse(iso);
const hour = 3_600_000;

test('the night of March has 23 hours, that of October 25', () => {
  const march = at('2026-03-29T10:00:00Z');
  expect(paris.startOfDay(march)).toBe(at('2026-03-28T23:00:00Z'));
  expect(paris.nextDay(march) - paris.startOfDay(march)).toBe(23 * hour);
  const october = at('2026-10-25T10:00:00Z');
  expect(paris.startOfDay(october)).toBe(at('2026-10-24T22:00:00Z'));
  expect(paris.nextDay(october) - paris.startOfDay(october)).toBe(25 * hour);
});

test('an hour that the clocks skip is shifted on, one that they show twice is its first', () => {
  expect(paris.toInstant('2026-03-29', 150)).toBe(at('2026-03-29T01:30:00Z'));
  expect(paris.toInstant('2026-10-25', 150)).toBe(at('2026-10-25T00:30:00Z'));
  expect(paris.toLocal(at('2026-10-25T01:30:00Z'))).toEqual({ date: '2026-10-25', minute: 150 });
});

test('a change of offset counts from its very second', () => {
  expect(paris.offsetAt(at('2026-03-29T00:59:59.999Z'))).toBe(hour);
  expect(paris.offsetAt(at('2026-03-29T01:00:00Z'))).toBe(2 * hour);
});

test.each([
  ['America/Cayenne', -3],
  ['Indian/Reunion', 4],
  ['Asia/Kathmandu', 5.75],
  ['UTC', 0],
])('%s is %d hours ahead of UTC', (timeZone, hours) => {
  expect(createZone(timeZone).offsetAt(at('2026-07-01T00:00:00Z'))).toBe(hours * hour);
});

test('a zone whose clocks go forward at midnight begins that day at one', () => {
  const beirut = createZone('Asia/Beirut');
  const noon = at('2026-03-29T10:00:00Z');
  expect(beirut.startOfDay(noon)).toBe(at('2026-03-28T22:00:00Z'));
  expect(beirut.toLocal(beirut.startOfDay(noon))).toEqual({ date: '2026-03-29', minute: 60 });
});

test('what the clocks show leads back to the instant, or to the other hour of the same name', () => {
  const zones = ['Europe/Paris', 'America/Havana', 'Australia/Lord_Howe', 'Asia/Beirut'].map(createZone);
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: at('2000-01-01'), max: at('2040-01-01') }), (zone, t) => {
      const instant = Math.floor(t / 1000) * 1000;
      const { date, minute } = zone.toLocal(instant);
      const back = zone.toInstant(date, minute);
      expect(zone.toLocal(back)).toEqual({ date, minute });
      expect(instant - back === 0 || (instant > back && instant - back <= hour)).toBe(true);
      const [start, next] = [zone.startOfDay(instant), zone.nextDay(instant)];
      expect(start <= instant && instant < next).toBe(true);
      expect([23, 23.5, 24, 24.5, 25]).toContain((next - start) / hour);
    }),
    { numRuns: 300 },
  );
});

test('a zone that does not exist is refused', () => {
  expect(() => createZone('Europe/Tartas')).toThrow(RangeError);
});
