import { isLocalDate } from './calendar/local-date.ts';

const isoPattern = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * Epoch ms of a payload's time: an epoch in ms, or ISO 8601 with an offset and any number of decimals; never a guess
 * of the zone.
 */
export function parseInstant(time: unknown): number | 'no offset' | 'unreadable' {
  if (typeof time === 'number') return Number.isFinite(time) ? Math.floor(time) : 'unreadable';
  if (typeof time !== 'string' || time.length > 40) return 'unreadable';
  const match = isoPattern.exec(time);
  // Date.parse takes 30 February for 2 March; the first 28 days are in every month
  if (match === null || (time.slice(8, 10) > '28' && !isLocalDate(time.slice(0, 10)))) return 'unreadable';
  if (match[1] === undefined) return 'no offset';
  const parsed = Date.parse(time.replace(',', '.').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(parsed) ? 'unreadable' : parsed;
}
