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

test.each([
  ['Atlantic/Azores', '2026-10-25T12:00Z', '2026-10-25T00:00Z', '2026-10-26T01:00Z'],
  ['America/Havana', '2026-11-01T12:00Z', '2026-11-01T04:00Z', '2026-11-02T05:00Z'],
  ['Africa/Cairo', '2026-10-29T12:00Z', '2026-10-28T21:00Z', '2026-10-29T22:00Z'],
  ['Australia/Lord_Howe', '2026-04-05T00:00Z', '2026-04-04T13:00Z', '2026-04-05T13:30Z'],
  ['Asia/Dhaka', '2009-06-20T12:00Z', '2009-06-19T17:00Z', '2009-06-20T17:00Z'],
])(
  'in %s the day that holds %s begins at %s and ends at %s, and every instant of it is in it',
  (name, noon, from, to) => {
    const zone = createZone(name);
    const day = zone.dayAt(at(noon));
    expect([zone.dayStart(day), zone.dayStart(day + 1)].map(iso)).toEqual([from, to]);
    let seen = 0;
    for (let instant = at(from); instant < at(to); instant += hour / 4) {
      seen++;
      expect([zone.startOfDay(instant), zone.nextDay(instant)].map(iso)).toEqual([from, to]);
    }
    expect(seen).toBeGreaterThanOrEqual(23 * 4);
  },
);

test('an hour that is shown again after its midnight counts to the day that had begun', () => {
  const zone = createZone('America/St_Johns');
  const again = at('2010-11-07T02:45:00Z');
  expect(zone.toLocal(again)).toEqual({ date: '2010-11-06', minute: 23 * 60 + 15 });
  expect(iso(zone.startOfDay(again))).toBe('2010-11-07T02:30Z');
  expect(iso(zone.nextDay(again))).toBe('2010-11-08T03:30Z');
});

test('a date that the clocks skip is a day without an instant', () => {
  const apia = createZone('Pacific/Apia');
  const eve = apia.dayAt(at('2011-12-30T09:00:00Z'));
  expect([1, 2].map((days) => iso(apia.dayStart(eve + days)))).toEqual(['2011-12-30T10:00Z', '2011-12-30T10:00Z']);
  expect(apia.dayAt(at('2011-12-30T10:00:00Z'))).toBe(eve + 2);
});

test('what the clocks show leads back to the instant, or to the other hour of the same name', () => {
  const zones = [
    'Europe/Paris',
    'Atlantic/Azores',
    'America/Havana',
    'Australia/Lord_Howe',
    'Asia/Beirut',
    'Africa/Cairo',
  ].map(createZone);
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

function iso(time: number): string {
  return new Date(time).toISOString().replace(':00.000Z', 'Z');
}
