import type { Device, MqttClient, Organisation, Site, Territory } from '../../devices/territory.ts';

/** A small territory for tests: Tartas with its town hall, Dax with a school, and what is added. */
export function smallTerritory(more: { devices?: Device[]; clients?: MqttClient[]; sites?: Site[] } = {}): Territory {
  const organisations: Organisation[] = [
    { id: 'tartas', name: 'Tartas', insee: '40313' },
    { id: 'dax', name: 'Dax', insee: '40088' },
  ];
  const place = { timeZone: 'Europe/Paris', fewStaff: false };
  const sites: Site[] = [
    { id: 'mairie-tartas', name: 'Mairie de Tartas', organisation: 'tartas', ...place },
    { id: 'ecole-dax', name: 'École Berthelot', organisation: 'dax', ...place },
    ...(more.sites ?? []),
  ];
  const devices: Device[] = [
    { id: 'tartas-air', name: 'Salle du conseil', site: 'mairie-tartas', type: 'air-quality', client: 'tartas' },
    { id: 'tartas-eau', name: 'Compteur d’eau', site: 'mairie-tartas', type: 'water-meter', client: 'tartas' },
    { id: 'dax-air', name: 'Salle 3', site: 'ecole-dax', type: 'air-quality', client: 'dax' },
    ...(more.devices ?? []),
  ];
  const clients: MqttClient[] = [
    { id: 'tartas', publish: ['vigie/v1/mairie-tartas/+'], subscribe: ['vigie/v1/mairie-tartas/#'] },
    { id: 'dax', publish: [], subscribe: [] },
    ...(more.clients ?? []),
  ];
  return {
    organisations: byId(organisations),
    sites: byId(sites),
    devices: byId(devices),
    clients: byId(clients),
    calendars: new Map(),
    mappings: [],
  };
}

function byId<T extends { id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}
