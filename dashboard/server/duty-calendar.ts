import { addDays, type LocalDate } from '../../devices/calendar/local-date.ts';

export interface CalendarTurn {
  readonly from: LocalDate;
  /** included */
  readonly to: LocalDate;
  readonly person: { readonly id: string; readonly name: string };
}

/** The turns as an iCalendar text (RFC 5545), days as wholes: the same turns give the same text. */
export function dutyCalendar(turns: readonly CalendarTurn[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Vigie//Permanence//FR',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Permanence téléphonique',
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    ...turns.flatMap(({ from, to, person }) => [
      'BEGIN:VEVENT',
      `UID:permanence-${from}-${person.id}@vigie`,
      `DTSTAMP:${compact(from)}T000000Z`,
      `DTSTART;VALUE=DATE:${compact(from)}`,
      `DTEND;VALUE=DATE:${compact(addDays(to, 1))}`,
      `SUMMARY:${escaped(`Permanence : ${person.name}`)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function compact(date: LocalDate): string {
  return date.replaceAll('-', '');
}

/** 3.3.11 */
function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r\n|[\r\n]/g, '\\n');
}

/** 3.1: at most 75 octets a line, never within a letter. */
function folded(line: string): string {
  let text = '';
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > 75) {
      text += '\r\n ';
      octets = 1;
    }
    text += letter;
    octets += size;
  }
  return text;
}
