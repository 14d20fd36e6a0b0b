import { expect, test } from 'vitest';
import { createSearch } from '../../../dashboard/server/search.ts';
import type { Device, Organisation, Site } from '../../../devices/territory.ts';

const organisations: Organisation[] = [
  {
    id: 'tartas',
    name: 'Tartas',
    insee: '40313',
    contacts: [{ name: 'Élodie Lœuil', role: 'Secrétaire', phone: '05 58 73 30 03', email: 'mairie@tartas.example' }],
  },
  { id: 'dax', name: 'Dax', insee: '40088' },
  { id: 'cc-pays-tarusate', name: 'Communauté de communes du Pays Tarusate' },
  { id: 'saint-paul-les-dax', name: 'Saint-Paul-lès-Dax', insee: '40279' },
];
const sites: Site[] = [
  site('mairie-tartas', 'Mairie de Tartas', 'tartas'),
  site('ecole-tartas', 'École élémentaire', 'tartas'),
  site('mairie-dax', 'Mairie de Dax', 'dax'),
];
const devices: Device[] = [
  {
    id: 'serveur-tartas',
    name: 'Serveur',
    site: 'mairie-tartas',
    type: 'windows-host',
    serial: 'CZJ-2290-4K7',
    address: 'snmp:10.40.0.5',
  },
  { id: 'serveur-dax', name: 'Serveur', site: 'mairie-dax', type: 'linux-host' },
  {
    id: 'ligne-dax',
    name: 'Liaison fibre',
    site: 'mairie-dax',
    type: 'site-line',
    line: { operator: 'Orange', contract: 'FTTO-40088' },
  },
];
const search = createSearch({ organisations: byId(organisations), sites: byId(sites), devices: byId(devices) });
const find = (query: string) => search.find(query, () => true, 12).map(({ kind, id }) => `${kind} ${id}`);

test('three letters find a member before its places, with and without accents', () => {
  expect(find('tar').slice(0, 2)).toEqual(['organisation tartas', 'organisation cc-pays-tarusate']);
  expect(find('DAX')[0]).toBe('organisation dax');
  expect(find('saint paul les')).toEqual(['organisation saint-paul-les-dax']);
  expect(find('elementaire')).toEqual(['site ecole-tartas']);
  expect(find('loeuil')).toEqual(['contact tartas']);
  expect(find('ta')).toEqual([]);
  expect(find('zzz')).toEqual([]);
});

test('a device is found with the place it stands in, by its serial number, its address and its line’s contract', () => {
  expect(find('serveur tartas')[0]).toBe('device serveur-tartas');
  expect(find('serveur')).toEqual(['device serveur-dax', 'device serveur-tartas']);
  expect(find('czj-2290')).toEqual(['device serveur-tartas']);
  expect(search.find('10.40.0.5', () => true, 12)[0]).toMatchObject({
    id: 'serveur-tartas',
    matched: { by: 'address' },
  });
  expect(find('ftto')).toEqual(['device ligne-dax']);
  expect(find('ligne-dax')).toEqual(['device ligne-dax']);
});

test('a telephone number finds its contact however it is written, an INSEE code its commune', () => {
  for (const dialled of ['0558733003', '05 58 73 30 03', '+33 5 58 73 30 03', '5873300']) {
    expect(
      search.find(dialled, () => true, 12),
      dialled,
    ).toMatchObject([{ kind: 'contact', name: 'Élodie Lœuil', matched: { by: 'phone', text: '05 58 73 30 03' } }]);
  }
  expect(search.find('40313', () => true, 12)).toMatchObject([
    { id: 'tartas', matched: { by: 'insee', text: '40313' } },
  ]);
});

test('nobody finds what is another organisation’s, and no more than was asked for', () => {
  expect(search.find('mairie', (organisation) => organisation === 'dax', 12).map(({ id }) => id)).toEqual([
    'mairie-dax',
  ]);
  expect(search.find('mairie', () => true, 1)).toHaveLength(1);
});

function site(id: string, name: string, organisation: string): Site {
  return { id, name, organisation, timeZone: 'Europe/Paris', fewStaff: false };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}
