import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseICalendar } from '../../../../devices/calendar/ical/icalendar.ts';

const window = { from: '2026-01-01', to: '2026-12-31', timeZone: 'Europe/Paris' };

test('an hour by the clocks of Paris, of UTC, of Outlook or of nobody is the same booking', () => {
  const hours = [
    event('DTSTART;TZID=Europe/Paris:20260701T100000', 'DTEND;TZID=Europe/Paris:20260701T120000'),
    event('DTSTART:20260701T080000Z', 'DURATION:PT2H'),
    event('DTSTART;TZID="Romance Standard Time":20260701T100000', 'DURATION:PT120M'),
    event('DTSTART:20260701T100000', 'DTEND:20260701T120000'),
  ].map((text) => played(text));
  expect(hours).toEqual(Array(4).fill(['2026-07-01T08:00Z 2026-07-01T10:00Z']));
});

test('a whole day and three whole days are days, without the day of DTEND', () => {
  expect(played(event('DTSTART;VALUE=DATE:20260714'))).toEqual(['2026-07-14..2026-07-14']);
  expect(played(event('DTSTART;VALUE=DATE:20260714', 'DTEND;VALUE=DATE:20260717'))).toEqual(['2026-07-14..2026-07-16']);
});

test('lines folded in the middle of a word or of a date are put together', () => {
  expect(played('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTST\r\n ART;VALUE=DATE:2026\r\n\t0714\r\nEND:VEVENT\r\n')).toEqual(
    ['2026-07-14..2026-07-14'],
  );
});

test('a weekly booking keeps its hour on the wall over the change of clocks', () => {
  const choir = event(
    'DTSTART;TZID=Europe/Paris:20260323T183000',
    'DURATION:PT2H',
    'RRULE:FREQ=WEEKLY;UNTIL=20260406T163000Z',
    'EXDATE;TZID=Europe/Paris:20260406T183000',
  );
  expect(played(choir)).toEqual(['2026-03-23T17:30Z 2026-03-23T19:30Z', '2026-03-30T16:30Z 2026-03-30T18:30Z']);
});

test('an exception written as a day takes that day’s hours out', () => {
  const lesson = event(
    'DTSTART:20260302T090000',
    'DURATION:PT1H',
    'RRULE:FREQ=DAILY;COUNT=2',
    'EXDATE;VALUE=DATE:20260302',
  );
  expect(played(lesson)).toEqual(['2026-03-03T08:00Z 2026-03-03T09:00Z']);
});

test('every second week on two days counts what it left out of sight', () => {
  const yoga = event('DTSTART;VALUE=DATE:20251229', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=4');
  expect(played(yoga)).toEqual(['2026-01-01..2026-01-01', '2026-01-12..2026-01-12', '2026-01-15..2026-01-15']);
});

test('the first day of the week decides which weeks are the second ones (RFC 5545, 3.8.5.3)', () => {
  const days = (weekStart: string) =>
    played(
      event('DTSTART;VALUE=DATE:20260804', `RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=${weekStart}`),
    ).map((day) => day.slice(0, 10));
  expect(days('MO')).toEqual(['2026-08-04', '2026-08-09', '2026-08-18', '2026-08-23']);
  expect(days('SU')).toEqual(['2026-08-04', '2026-08-16', '2026-08-18', '2026-08-30']);
});

test('a rule without an end is played out inside the window only', () => {
  expect(played(event('DTSTART;VALUE=DATE:20000229', 'RRULE:FREQ=YEARLY'))).toEqual([]);
  expect(played(event('DTSTART;VALUE=DATE:20000714', 'RRULE:FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=14'))).toHaveLength(1);
  expect(played(event('DTSTART;VALUE=DATE:19700101', 'RRULE:FREQ=DAILY'))).toHaveLength(365);
});

test('an event that began before the window and reaches into it counts', () => {
  expect(played(event('DTSTART;VALUE=DATE:20251220', 'DTEND;VALUE=DATE:20260105'))).toEqual(['2025-12-20..2026-01-04']);
});

test('a moved occurrence stands at its new hour only, a cancelled one nowhere', () => {
  const lessons = `${event('UID:a', 'DTSTART;VALUE=DATE:20260302', 'RRULE:FREQ=DAILY;COUNT=4')}${event(
    'UID:a',
    'RECURRENCE-ID;VALUE=DATE:20260303',
    'DTSTART;VALUE=DATE:20260310',
  )}${event('UID:a', 'RECURRENCE-ID;VALUE=DATE:20260304', 'DTSTART;VALUE=DATE:20260304', 'STATUS:CANCELLED')}`;
  expect(played(lessons).map((day) => day.slice(0, 10))).toEqual(['2026-03-02', '2026-03-05', '2026-03-10']);
});

test('what stands inside an event is not its own: an alarm’s duration is not the booking’s', () => {
  const text = event('DTSTART;VALUE=DATE:20260302', 'BEGIN:VALARM', 'DURATION:P3D', 'END:VALARM');
  expect(played(text)).toEqual(['2026-03-02..2026-03-02']);
});

test('a line that cannot be used gives its number and a reason, the other events are read', () => {
  const text = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'DTSTART:20260230',
    'END:VEVENT',
    'hello',
    'BEGIN:VEVENT',
    'DTSTART;TZID=Mars/Olympus:20260301T100000',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART:20260301T100000Z',
    'DTEND:20260301T090000Z',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'SUMMARY:no start',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20260302',
    'RRULE:FREQ=MONTHLY',
    'END:VEVENT',
    'BEGIN:VEVENT',
  ].join('\n');
  const { occupations, mistakes } = parseICalendar(text, window);
  expect(occupations).toEqual([{ is: 'days', from: '2026-03-02', to: '2026-03-02' }]);
  expect(mistakes.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '3 DTSTART is not a date or a time',
    '5 is not a property such as "DTSTART:20260301"',
    '7 the zone "Mars/Olympus" is not of the IANA list',
    '11 DTEND is before DTSTART',
    '13 the event has no DTSTART',
    '18 FREQ=MONTHLY is not understood: DAILY, WEEKLY or YEARLY',
    '20 BEGIN:VEVENT has no END:VEVENT',
  ]);
});

test('a file that repeats without measure is cut short with one reason', () => {
  const rule = event('DTSTART;VALUE=DATE:00010101', 'RRULE:FREQ=DAILY;COUNT=100000;INTERVAL=9');
  const { mistakes } = parseICalendar(rule.repeat(50), window);
  expect(mistakes.map(({ reason }) => reason)).toEqual(['the file repeats too much from here on']);
});

test('whatever the text, there is an answer', () => {
  const line = fc.oneof(
    fc.constantFrom('BEGIN:VEVENT', 'END:VEVENT', 'DTSTART:20260301T100000Z', 'RRULE:FREQ=WEEKLY;BYDAY=MO', ' folded'),
    fc.constantFrom('DURATION:P1D', 'EXDATE:20260301', 'DTSTART;TZID=:2', 'RRULE:', 'DTEND;VALUE=DATE:20260303', 'UID'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const { occupations } = parseICalendar(lines.join('\r\n'), window);
      return occupations.every((one) => (one.is === 'days' ? one.from <= one.to : one.from < one.to));
    }),
    { numRuns: 500 },
  );
});

function event(...lines: string[]): string {
  return ['BEGIN:VEVENT', ...lines, 'END:VEVENT', ''].join('\r\n');
}

function played(text: string): string[] {
  const { occupations, mistakes } = parseICalendar(text, window);
  expect(mistakes).toEqual([]);
  const short = (time: number) => new Date(time).toISOString().replace(':00.000', '');
  return occupations.map((one) =>
    one.is === 'days' ? `${one.from}..${one.to}` : `${short(one.from)} ${short(one.to)}`,
  );
}
