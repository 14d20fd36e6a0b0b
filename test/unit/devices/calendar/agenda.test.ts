import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAgenda } from '../../../../devices/calendar/ical/agenda.ts';
import { timesOnly } from '../../../../devices/calendar/ical/times-only.ts';

test('an hour by the clocks of Paris, of UTC, of Outlook or of nobody is the same booking', () => {
  const hours = [
    event('DTSTART;TZID=Europe/Paris:20260701T100000', 'DTEND;TZID=Europe/Paris:20260701T120000'),
    event('DTSTART:20260701T080000Z', 'DURATION:PT2H'),
    event('DTSTART;TZID="Romance Standard Time":20260701T100000', 'DURATION:PT120M'),
    event('DTSTART;TZID="(UTC+01:00) Brussels, Copenhagen, Madrid, Paris":20260701T100000', 'DURATION:PT2H'),
    event('DTSTART;TZID=/mozilla.org/20050126_1/Europe/Paris:20260701T100000', 'DURATION:PT2H'),
    event('DTSTART:20260701T100000', 'DTEND:20260701T120000'),
  ].map((text) => played(text));
  expect(hours).toEqual(Array(6).fill(['2026-07-01T08:00Z 2026-07-01T10:00Z']));
});

test('a whole day and three whole days are days, without the day of DTEND', () => {
  expect(played(event('DTSTART;VALUE=DATE:20260714'))).toEqual(['2026-07-14..2026-07-14']);
  expect(played(event('DTSTART;VALUE=DATE:20260714', 'DTEND;VALUE=DATE:20260717'))).toEqual(['2026-07-14..2026-07-16']);
});

test('lines folded in the middle of a word or of a date are put together', () => {
  expect(played('BEGIN:VEVENT\r\nDTST\r\n ART;VALUE=DATE:2026\r\n\t0714\r\nEND:VEVENT\r\n')).toEqual([
    '2026-07-14..2026-07-14',
  ]);
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
    'RRULE:FREQ=HOURLY',
    'END:VEVENT',
    'BEGIN:VEVENT',
  ].join('\n');
  const { agenda, mistakes } = readAgenda(text, 'Europe/Paris');
  expect(agenda.occupations('2026-01-01', '2026-12-31')).toEqual([
    { is: 'days', from: '2026-03-02', to: '2026-03-02' },
  ]);
  expect(mistakes.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '3 DTSTART is not a date or a time',
    '5 is not a property such as "DTSTART:20260301"',
    '7 the zone "Mars/Olympus" is not of the IANA list',
    '11 DTEND is before DTSTART',
    '13 the event has no DTSTART',
    '18 FREQ=HOURLY is not understood: DAILY, WEEKLY, MONTHLY, YEARLY',
    '20 BEGIN:VEVENT has no END:VEVENT',
  ]);
});

test('a file that repeats without measure is cut short with one reason', () => {
  const rule = event('DTSTART;VALUE=DATE:00010101', 'RRULE:FREQ=DAILY;COUNT=100000;INTERVAL=9');
  expect(reasons(rule.repeat(50))).toEqual(['the file repeats too much from here on: give UNTIL, not COUNT']);
  const endless = event('DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=DAILY');
  expect(reasons(endless.repeat(1001))).toEqual(['only 1000 events of a file can repeat']);
  const long = event('DTSTART;VALUE=DATE:20260101', 'DURATION:P101D', 'RRULE:FREQ=YEARLY');
  expect(reasons(long)).toEqual(['what repeats lasts at most 100 days']);
  expect(reasons(' '.repeat(4_200_000))).toEqual(['is larger than 4194304 characters: export fewer years']);
});

test.each([
  ['the first Monday of a month, as Google writes it', 'FREQ=MONTHLY;BYDAY=1MO', '01-05 02-02 03-02 04-06 05-04 06-01'],
  ['the same, as Outlook writes it', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1', '01-05 02-02 03-02 04-06 05-04 06-01'],
  ['the last Friday of every second month', 'FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR', '01-30 03-27 05-29'],
  [
    'the last working day of a month',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    '01-30 02-27 03-31 04-30 05-29 06-30',
  ],
  ['the last day of a month', 'FREQ=MONTHLY;BYMONTHDAY=-1', '01-31 02-28 03-31 04-30 05-31 06-30'],
  ['Friday the thirteenth', 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '02-13 03-13'],
  ['a month without the day has none', 'FREQ=MONTHLY;BYMONTHDAY=31', '01-31 03-31 05-31'],
  ['the day of the month on which it began', 'FREQ=MONTHLY;COUNT=3', '01-01 02-01 03-01'],
  ['Mother’s Day but for Pentecost', 'FREQ=YEARLY;BYMONTH=5;BYDAY=-1SU', '05-31'],
  ['two months of Mondays', 'FREQ=WEEKLY;BYDAY=MO;BYMONTH=2,5', '02-02 02-09 02-16 02-23 05-04 05-11 05-18 05-25'],
])('what repeats by months is played out: %s', (_, rule, days) => {
  const text = event('DTSTART;VALUE=DATE:20260101', `RRULE:${rule}`);
  expect(played(text).flatMap((day) => (day < '2026-07' ? [day.slice(5, 10)] : []))).toEqual(days.split(' '));
});

test.each([
  ['FREQ=YEARLY;BYDAY=20MO', 'BYDAY and WKST are days such as MO; BYDAY also 1MO or -1FR'],
  ['FREQ=YEARLY;BYDAY=1MO', 'BYDAY=1MO is understood within months only: FREQ=MONTHLY, or YEARLY with BYMONTH'],
  ['FREQ=WEEKLY;BYDAY=1MO', 'BYDAY=1MO is understood within months only: FREQ=MONTHLY, or YEARLY with BYMONTH'],
  ['FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1', 'BYSETPOS=1 is understood within one month only'],
  ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY=0 is not understood'],
  ['FREQ=MONTHLY;BYMONTH=13', 'BYMONTH=13 is not understood'],
  ['FREQ=DAILY;BYHOUR=9,15', 'BYHOUR=9,15 is not understood'],
])('a rule that is not understood is told, not guessed: %s', (rule, reason) => {
  expect(reasons(event('DTSTART;VALUE=DATE:20260101', `RRULE:${rule}`))).toEqual([reason]);
});

test('dates written one by one stand beside the rule, but for those taken out', () => {
  const fair = event('DTSTART;VALUE=DATE:20260301', 'RDATE;VALUE=DATE:20260308,20260321', 'EXDATE;VALUE=DATE:20260308');
  expect(played(fair).map((day) => day.slice(0, 10))).toEqual(['2026-03-01', '2026-03-21']);
});

test('a window plays the same days as the whole year, whatever is counted', () => {
  const events = [
    event('UID:1', 'DTSTART:20250901T180000', 'DURATION:PT2H', 'RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=60'),
    event('UID:2', 'DTSTART;VALUE=DATE:20251227', 'DURATION:P9D', 'RRULE:FREQ=MONTHLY'),
  ].join('');
  const { agenda } = readAgenda(calendar(events), 'Europe/Paris');
  const whole = agenda.occupations('2026-01-01', '2026-12-31');
  expect(whole.length).toBe(37);
  const inMarch = whole.filter((one) =>
    one.is === 'days'
      ? one.to >= '2026-03-01' && one.from <= '2026-03-31'
      : one.from >= Date.parse('2026-02-28T23:00Z') && one.from < Date.parse('2026-03-31T22:00Z'),
  );
  expect(inMarch.length).toBe(10);
  expect(agenda.occupations('2026-03-01', '2026-03-31')).toEqual(inMarch);
});

test('what is kept of an agenda says when, never what, where or who', () => {
  const text = calendar(
    event(
      'UID:marie.martin@tartas.fr',
      'DTSTART;TZID="Europe/Paris";X-PLACE=Salle:20260701T100000',
      'DTEND:20260701T100000Z',
      'SUMMARY:Anniversaire de Marie Martin',
      'DESCRIPTION:Code de la porte 1234',
      'LOCATION:Salle des fêtes',
      'ORGANIZER;CN=Marie Martin:mailto:marie.martin@tartas.fr',
      'STATUS:CONFIRMED',
      'BEGIN:VALARM',
      'DURATION:PT5M',
      'END:VALARM',
    ),
  );
  expect(timesOnly(text).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Vigie//times only//FR',
    'BEGIN:VEVENT',
    'UID:1',
    'DTSTART;TZID="Europe/Paris":20260701T100000',
    'DTEND:20260701T100000Z',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('what takes no room is left out, whatever it says', () => {
  const birthday = event('DTSTART:20260301', 'RRULE:FREQ=HOURLY', 'TRANSP:TRANSPARENT');
  expect(played(birthday + event('DTSTART:neverland', 'STATUS:CANCELLED'))).toEqual([]);
  expect(timesOnly(calendar(birthday))).not.toContain('VEVENT');
});

test('a page saved in place of the agenda costs one line', () => {
  const { mistakes } = readAgenda('<!doctype html>\n<title>Connexion</title>\n'.repeat(50), 'Europe/Paris');
  expect(mistakes).toEqual([{ line: 1, reason: 'is no iCalendar file: it has no line BEGIN:VCALENDAR' }]);
});

test('whatever the text, there is an answer', () => {
  const line = fc.oneof(
    fc.constantFrom('BEGIN:VEVENT', 'END:VEVENT', 'DTSTART:20260301T100000Z', 'RRULE:FREQ=WEEKLY;BYDAY=MO', ' folded'),
    fc.constantFrom('DURATION:P1D', 'EXDATE:20260301', 'DTSTART;TZID=:2', 'RRULE:', 'DTEND;VALUE=DATE:20260303', 'UID'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const { agenda } = readAgenda(calendar(lines.join('\r\n')), 'Europe/Paris');
      const occupations = agenda.occupations('2026-01-01', '2026-12-31');
      return occupations.every((one) => (one.is === 'days' ? one.from <= one.to : one.from < one.to));
    }),
    { numRuns: 500 },
  );
});

function event(...lines: string[]): string {
  return ['BEGIN:VEVENT', ...lines, 'END:VEVENT', ''].join('\r\n');
}

function calendar(events: string): string {
  return `BEGIN:VCALENDAR\r\n${events}\r\nEND:VCALENDAR\r\n`;
}

function reasons(events: string): string[] {
  return readAgenda(calendar(events), 'Europe/Paris').mistakes.map(({ reason }) => reason);
}

/** The occupations of 2026; what is kept of the text says the same. */
function played(events: string): string[] {
  const [whole, kept] = [calendar(events), timesOnly(calendar(events))].map((text) => {
    const { agenda, mistakes } = readAgenda(text, 'Europe/Paris');
    expect(mistakes).toEqual([]);
    return agenda.occupations('2026-01-01', '2026-12-31');
  });
  expect(kept).toEqual(whole);
  const short = (time: number) => new Date(time).toISOString().replace(':00.000', '');
  return whole!.map((one) => (one.is === 'days' ? `${one.from}..${one.to}` : `${short(one.from)} ${short(one.to)}`));
}
