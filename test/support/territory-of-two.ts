import type { Device, Organisation, Site, Territory } from '../../devices/territory.ts';

const organisations: Organisation[] = [
  { id: 'tartas', name: 'Mairie de Tartas', insee: '40313' },
  { id: 'dax', name: 'Ville de Dax', insee: '40088' },
];
const sites: Site[] = [
  site('mairie-tartas', 'Mairie', 'tartas'),
  site('creche-tartas', 'Crèche', 'tartas', true),
  site('mairie-dax', 'Mairie', 'dax'),
];
const devices: Device[] = [
  device('eau-tartas', 'mairie-tartas', 'water-meter'),
  device('air-tartas', 'mairie-tartas', 'air-quality'),
  device('gaz-tartas', 'mairie-tartas', 'gas-meter'),
  device('serveur-tartas', 'mairie-tartas', 'linux-host'),
  device('eau-creche', 'creche-tartas', 'water-meter'),
  device('eau-dax', 'mairie-dax', 'water-meter'),
  device('air-dax', 'mairie-dax', 'air-quality'),
];

/** Tartas, with a building of few people, and Dax: the smallest territory in which one must not see the other. */
export function territoryOfTwo(): Territory {
  return {
    organisations: byId(organisations),
    sites: byId(sites),
    devices: byId(devices),
    clients: new Map(),
    calendars: new Map(),
    mappings: [],
  };
}

function site(id: string, name: string, organisation: string, fewStaff = false): Site {
  return { id, name, organisation, timeZone: 'Europe/Paris', fewStaff };
}

function device(id: string, site: string, type: string): Device {
  return { id, name: id, site, type };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}
