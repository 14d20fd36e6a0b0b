import { expect, test } from 'vitest';
import { takeEntries } from '../../../dashboard/server/energy/take-entries.ts';
import { entryReason } from '../../../dashboard/web/texts/entry-reasons.ts';

const sites = [
  { id: 'mairie', name: 'Mairie', timeZone: 'Europe/Paris' },
  { id: 'ecole-nord', name: 'École', timeZone: 'Europe/Paris' },
  { id: 'ecole-sud', name: 'École', timeZone: 'Europe/Paris' },
];
const entries = { of: async () => [], add: async () => [] };
const head = 'site;energie;date;index;debut;fin;quantite;euros;unite';
const take = (csv: string, site: string | undefined = undefined) =>
  takeEntries({ csv, site, sites, by: 'someone', now: Date.parse('2026-11-23T12:00:00Z') }, entries);

/** each bad line, and what a French page says of it */
const said: readonly (readonly [string, string])[] = [
  ['Mairie;bois;2026-03-16;12;;;;;', 'énergie : « bois » n’est ni eau, ni gaz, ni électricité, ni chaleur'],
  ['Mairie;eau;2026-03-16;douze;;;;;', 'index : « douze » n’est pas un nombre'],
  ['Mairie;eau;mardi;12;;;;;', 'date : « mardi » n’est pas un jour, comme 16/03/2026'],
  ['Mairie;eau;2027-03-16;12;;;;;', 'date : le 16/03/2027 n’est pas encore passé'],
  ['Mairie;eau;1999-03-16;12;;;;;', 'date : le 16/03/1999 est avant l’an 2000'],
  ['Mairie;gaz;;;01/03/2026;31/03/2026;;90;', 'quantité : rien n’est écrit'],
  ['Mairie;gaz;;;01/03/2026;31/03/2026;-5;90;', 'quantité : « -5 » n’est pas accepté'],
  ['Mairie;électricité;;;01/03/2026;31/03/2026;5;90;m3', 'unité : « m3 » ne mesure pas l’électricité, écrivez kWh'],
  ['Mairie;gaz;;;31/03/2026;01/03/2026;5;90;', 'fin : le 01/03/2026 est avant le début'],
  ['Mairie;gaz;;;01/01/2024;31/03/2026;5;90;', 'fin : plus de 400 jours après le début'],
  ['Gare;eau;2026-03-16;12;;;;;', '« Gare » n’est le nom d’aucun de vos bâtiments'],
  ['École;eau;2026-03-16;12;;;;;', '« École » est le nom de 2 bâtiments : écrivez l’identifiant'],
  [';eau;2026-03-16;12;;;;;', 'le bâtiment manque : nommez-le dans une colonne « site »'],
];

test('a French page says in French why a line of a file was not taken', async () => {
  const { bad } = await take([head, ...said.map(([line]) => line)].join('\n'));
  expect(bad.map(({ reason }) => entryReason('fr', reason).replaceAll('\u00a0', ' '))).toEqual(
    said.map(([, french]) => french),
  );
  expect(bad).toHaveLength(13);
  for (const [csv, french] of [
    ['', 'le fichier est vide'],
    ['a;b\n1;2', 'il manque des colonnes'],
  ] as const) {
    const [first] = (await take(csv)).bad;
    expect(entryReason('fr', first?.reason ?? '')).toContain(french);
  }
});

test('an English page keeps the words of the API, and what nobody foresaw is shown as it came', () => {
  expect(entryReason('en', 'date: is missing')).toBe('date: is missing');
  expect(entryReason('fr', 'something else')).toBe('something else');
});
