import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { parseTerritory } from '../../../devices/territory-file.ts';
import { serializeTerritory } from '../../../devices/territory-text.ts';

test('the demonstration’s territory, written out and read again, is the same', () => {
  const folder = join(import.meta.dirname, '../../../simulators/demo/territory');
  const files = readdirSync(folder).map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  const parsed = parseTerritory(files, catalogue);
  if (!parsed.ok) throw new Error('the territory has mistakes');
  const again = parseTerritory(serializeTerritory(parsed.territory), catalogue);
  if (!again.ok) throw new Error(JSON.stringify(again.mistakes));
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
