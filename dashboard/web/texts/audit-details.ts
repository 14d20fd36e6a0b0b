import type { AuditLine } from '../../contract/running.ts';
import type { AuditWords } from './audit.ts';
import type { Format } from './format.ts';
import { say, type Words } from './words.ts';

/** The particulars of a deed, which the audit keeps as it was written at the time, in the reader's words; what is not known stays as it is. */
export function auditDetails(
  { action, details }: Pick<AuditLine, 'action' | 'details'>,
  { auditDetails: known }: AuditWords,
  words: Words,
  format: Format,
): string {
  if (details === '') return '';
  const pairs = pairsOf(details);
  if (pairs !== undefined) {
    const told = pairs.map(
      ([key, value]) => `${nameOf(key, known.keys)}${known.colon}${valueText(key, value, known, words, format)}`,
    );
    return told.join(known.between);
  }
  switch (action) {
    case 'session.open':
      return named(details, known.by) ?? details;
    case 'readings.fine':
      return details === 'a site of few people' ? known.fewPeople : details;
    case 'readings.import':
      return filled(details, /^(\d+) readings, (\d+) bad lines$/, known.imported);
    case 'user.keys':
      return filled(details, /^(\d+) removed$/, known.removed);
    case 'user.link':
      return named(details, known.links) ?? details;
    case 'client.add':
      return filled(details, /^publish (.*) subscribe (.*)$/, known.client);
    case 'user.add':
    case 'user.remove': {
      const [role = '', ...organisations] = details.trim().split(' ');
      return [named(role, words.roles) ?? role, ...organisations].join(' ');
    }
    case 'token.add': {
      const [, name, role = '', more = ''] = /^(.*): (\S+) ?(.*)$/.exec(details) ?? [];
      return name === undefined ? details : `${name}${known.colon}${named(role, words.roles) ?? role} ${more}`.trim();
    }
    default:
      return details;
  }
}

/** The keys and values of what was kept as JSON, those without a value left out. */
function pairsOf(details: string): [string, unknown][] | undefined {
  if (!details.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(details);
    return typeof value === 'object' && value !== null
      ? Object.entries(value).filter(([, one]) => one !== null)
      : undefined;
  } catch {
    return undefined; // cut off at its bound
  }
}

function valueText(
  key: string,
  value: unknown,
  known: AuditWords['auditDetails'],
  words: Words,
  format: Format,
): string {
  if (typeof value === 'boolean') return value ? known.yes : known.no;
  if (typeof value === 'number') return format.number(value, Number.isInteger(value) ? 0 : 3);
  if (Array.isArray(value)) return format.list(value.map(String));
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return format.moment(Date.parse(text));
  return (key === 'role' ? named(text, words.roles) : undefined) ?? text;
}

/** The word of a code, undefined where there is none. */
function named(code: string, of: Readonly<Record<string, string>>): string | undefined {
  return Object.hasOwn(of, code) ? of[code] : undefined;
}

function nameOf(key: string, keys: Readonly<Record<string, string>>): string {
  return named(key, keys) ?? key;
}

function filled(details: string, pattern: RegExp, text: string): string {
  const caught = pattern.exec(details);
  return caught === null ? details : say(text, { first: caught[1] ?? '', second: caught[2] || '–' });
}
