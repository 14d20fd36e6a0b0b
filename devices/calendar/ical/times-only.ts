import { type ContentLine, contentLines } from './content-line.ts';
import { eventLines } from './event.ts';

const times = new Set(['DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID']);
const parameters = ['TZID', 'VALUE'];
const free = new Set(['STATUS:CANCELLED', 'TRANSP:TRANSPARENT']);

/**
 * The same agenda with its times alone, as an iCalendar text that is read to the same occupations: no titles, guests,
 * places or notes, and numbers for the UIDs, which may hold an address. An agenda is kept in this form only.
 */
export function timesOnly(text: string): string {
  const numbers = new Map<string, number>();
  const events = eventLines(contentLines(text, []), []).map(({ properties }) => {
    const uid = properties.find(({ name }) => name === 'UID')?.value ?? '';
    const number = numbers.get(uid) ?? numbers.size + 1;
    numbers.set(uid, number);
    const kept = properties.filter(({ name, value }) => times.has(name) || free.has(`${name}:${value}`));
    return ['BEGIN:VEVENT', `UID:${number}`, ...kept.map(written), 'END:VEVENT'];
  });
  // RFC 5545, 3.6 asks for both in every calendar
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Vigie//times only//FR',
    ...events.flat(),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

function written(line: ContentLine): string {
  const said = parameters.flatMap((name) => {
    const value = line.parameters.get(name);
    return value === undefined ? [] : [`;${name}="${value}"`];
  });
  return `${line.name}${said.join('')}:${line.value}`;
}
