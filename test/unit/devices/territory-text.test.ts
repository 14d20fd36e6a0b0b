import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { parseTerritory } from '../../../devices/territory-file.ts';
import { serializeTerritory } from '../../../devices/territory-text.ts';

const loto = `BEGIN:VCALENDAR
BEGIN:VEVENT
UID:loto@tartas.fr
DTSTART;TZID=Europe/Paris:20260301T140000
DURATION:PT4H
RRULE:FREQ=MONTHLY;BYDAY=1SU
EXDATE;TZID=Europe/Paris:20260802T140000
END:VEVENT
END:VCALENDAR
`;

test('the demonstration’s territory and an agenda, written out and read again, are the same', () => {
  const folder = join(import.meta.dirname, '../../../simulators/demo/territory');
  const agendas = [`calendars: [{ id: foyer, week: {}, bookingsFile: foyer.ics, closuresFile: foyer.ics }]`, loto];
  const files = [
    ...readdirSync(folder).map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })),
    ...agendas.map((text, i) => ({ path: ['foyer.yaml', 'foyer.ics'][i]!, text })),
  ];
  const parsed = parseTerritory(files, catalogue);
  if (!parsed.ok) throw new Error('the territory has mistakes');
  const again = parseTerritory(serializeTerritory(parsed.territory), catalogue);
  if (!again.ok) throw new Error(JSON.stringify(again.mistakes));
  expect(again.territory.calendars.get('foyer')?.furtherClosures).toContain('FREQ=MONTHLY');
  for (const list of ['organisations', 'sites', 'devices', 'clients', 'calendars'] as const) {
    expect(parsed.territory[list].size, list).toBeGreaterThan(0);
    expect(Object.fromEntries(again.territory[list]), list).toEqual(Object.fromEntries(parsed.territory[list]));
  }
});

test('a name survives being written as YAML, whatever it is', () => {
  const names = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), fc.constantFrom('no', '1e3', '~'));
  fc.assert(
    fc.property(names, (name) => {
      fc.pre(name.trim() !== '');
      const organisations = new Map([['a', { id: 'a', name: name.trim() }]]);
      const empty = { sites: new Map(), devices: new Map(), clients: new Map(), calendars: new Map(), mappings: [] };
      const again = parseTerritory(serializeTerritory({ organisations, ...empty }), catalogue);
      expect(again.ok && again.territory.organisations.get('a')?.name).toBe(name.trim());
    }),
  );
});
