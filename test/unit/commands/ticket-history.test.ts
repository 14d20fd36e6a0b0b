import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHistory } from '../../../commands/tickets/read-history.ts';
import { createZone } from '../../../devices/calendar/local-time.ts';
import { ticketStatistics } from '../../../gateway/calculate/ticket-statistics.ts';
import { createTickets } from '../../../gateway/state/create-tickets.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { agencyYear, helpdeskCsv, helpdeskYear } from '../../../simulators/helpdesk/year.ts';

const organisations = new Map(['tartas', 'dax', 'departement'].map((id) => [id, id]));
const zone = createZone('Europe/Paris');
const settings = { year: 2025, organisations: ['tartas', 'dax'], department: 'departement', seed: 40313 };

test('the agency’s year is published exactly as it was imported, however often', async () => {
  const past = helpdeskYear(settings);
  const bad: string[] = [];
  const read = readHistory(helpdeskCsv(past), {
    organisations,
    onBad: (line, reason) => bad.push(`${line} ${reason}`),
  });
  expect(bad).toEqual([]);
  await using state = openState({ file: ':memory:' });
  const tickets = await createTickets(state);
  expect(await tickets.take(read)).toBe(3_383);
  expect(await tickets.take(read)).toBe(0);
  const counted = await tickets.counted({});
  const published = ticketStatistics(counted, { year: 2025, zone, today: '2026-11-23' });
  // 251 days from Monday to Friday, public holidays left out: 261 less ten
  expect(published).toMatchObject({ requests: 2_908, incidents: 475, workingDays: 251, callsPerWorkingDay: 13 });
  expect(published.calls).toBe(251 * agencyYear.callsPerWorkingDay);
  for (const groups of [published.byCategory, published.byMonth, published.bySource]) {
    expect(groups.reduce((sum, { requests }) => sum + requests, 0)).toBe(2_908);
    expect(groups.reduce((sum, { incidents }) => sum + incidents, 0)).toBe(475);
  }
  const software = past.filter(({ kind, category }) => kind === 'request' && category === 'software').length;
  expect(published.byCategory.find(({ category }) => category === 'software')?.requests).toBe(software);
  expect(software).toBeGreaterThan(500);
  // the same seed is the same year, another one another
  expect(helpdeskYear(settings)).toEqual(past);
  expect(helpdeskYear({ ...settings, seed: 1 })).not.toEqual(past);
  // of a year under way only its days so far count, and no other year's tickets
  const early = ticketStatistics(counted, { year: 2026, zone, today: '2026-01-05' });
  expect(early).toMatchObject({ requests: 0, workingDays: 2, callsPerWorkingDay: 0 });
  expect(ticketStatistics(counted, { year: 2027, zone, today: '2026-01-05' }).callsPerWorkingDay).toBeNull();
});

test('a ticket of the last evening of the year belongs to the year on the agency’s clock', () => {
  const one = { kind: 'request', category: 'other', source: 'call', organisation: 'dax', calls: 1, solvedAt: null };
  const counted = [{ ...one, openedAt: Date.parse('2025-12-31T23:30:00Z') }] as const;
  const requests = (year: number) =>
    // border: literals of the union
    ticketStatistics(counted as never, { year, zone, today: '2026-11-23' }).requests;
  expect([requests(2025), requests(2026)]).toEqual([0, 1]);
});

test('what is wrong in a history is told with its line, and the rest is taken', () => {
  const bad: string[] = [];
  const lines = [
    'number,opened,closed,organisation,title,category',
    '1,2025-03-01T09:00:00+01:00,,tartas,"Imprimante, accueil\nétage ""2""",printer',
    '2,hier,,tartas,Poste,other',
    '3,2025-03-01T09:00:00Z,,nowhere,Poste,other',
    '4,2025-03-01T09:00:00Z,2025-02-01T09:00:00Z,dax,Poste,other',
    '5,2025-03-01T09:00:00Z,2025-03-02T09:00:00Z,dax,Poste,cafetière',
    '6,2025-03-01T09:00:00Z,2025-03-02T09:00:00Z,dax,Poste,',
  ];
  const read = readHistory(lines.join('\r\n'), {
    organisations,
    onBad: (line, reason) => bad.push(`${line} ${reason}`),
  });
  expect(read).toMatchObject([
    { reference: '1', title: 'Imprimante, accueil\nétage "2"', state: 'new', kind: 'request', source: 'call' },
    { reference: '6', category: 'other', state: 'closed' },
  ]);
  expect(bad.map((line) => line.slice(0, 22))).toEqual([
    '4 opened: Invalid ISO ',
    '5 organisation "nowher',
    '6 closed: is before op',
    '7 category: Invalid op',
  ]);
  // as a spreadsheet in French saves it, with a quote that somebody forgot
  const [head = '', , , , , , last = ''] = lines;
  const spread = [head, last, '7,2025-03-01T09:00:00Z,,dax,"Poste,'].join('\r\n').replaceAll(',', ';');
  const told: string[] = [];
  const some = readHistory(spread, { organisations, onBad: (line, reason) => told.push(`${line} ${reason}`) });
  expect(some.map(({ reference }) => reference)).toEqual(['6']);
  expect(told).toEqual(['3 a quote (") opens here and is never closed: the rest of the file was left']);
  const wrong: string[] = [];
  expect(readHistory('a,b\n', { organisations, onBad: (_, reason) => wrong.push(reason) })).toEqual([]);
  expect(wrong[0]).toContain('the header lacks number, opened, organisation, title');
});

test('a title comes back as it was written, whatever stands in it', () => {
  const word = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text && !/[\r]/.test(text));
  const property = fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (titles) => {
    const rows = titles.map((title, at) => ({
      ...({
        number: String(at),
        kind: 'request',
        opened: '2025-03-01T09:00:00Z',
        closed: '2025-03-01T10:00:00Z',
      } as const),
      ...{ organisation: 'dax', category: 'other', priority: 'normal', state: 'closed', source: 'call', title },
    }));
    const read = readHistory(helpdeskCsv(rows), { organisations, onBad: (_, reason) => expect(reason).toBe('') });
    expect(read.map(({ title }) => title)).toEqual(titles);
  });
  fc.assert(property, { seed: 40313, numRuns: 40 });
});
