import { vi } from 'vitest';
import type { Device, Organisation, Site, Territory } from '../../devices/territory.ts';
import { type ServerOptions, startTestServer } from './server.ts';

export const hostile = '<img src=x onerror="document.title=1">';
const hour = 3_600_000;
/** A Wednesday afternoon in Tartas: what a screen shows hangs on the hour, the day and the week, never on when the tests run. */
const moment = Date.parse('2026-11-18T14:20:00Z');

const organisations: Organisation[] = [
  {
    id: 'tartas',
    name: 'Tartas',
    insee: '40313',
    population: 3252,
    contacts: [{ name: 'Sylvie Darrigade', role: 'Secrétaire générale', phone: '05 36 49 10 13' }],
    services: ['backup', 'energy', 'wifi'],
  },
  { id: 'dax', name: 'Dax', insee: '40088', population: 21_000 },
  { id: 'hostile', name: hostile },
];
const sites: Site[] = [
  {
    id: 'mairie-tartas',
    name: 'Mairie de Tartas',
    organisation: 'tartas',
    timeZone: 'Europe/Paris',
    fewStaff: false,
    area: 780,
    position: [43.8325, -0.809],
  },
  { id: 'creche-tartas', name: 'Crèche de Tartas', organisation: 'tartas', timeZone: 'Europe/Paris', fewStaff: true },
  {
    id: 'mairie-dax',
    name: 'Mairie de Dax',
    organisation: 'dax',
    timeZone: 'Europe/Paris',
    fewStaff: false,
    position: [43.7102, -1.0538],
  },
  { id: 'hostile', name: hostile, organisation: 'hostile', timeZone: 'Europe/Paris', fewStaff: false },
];
const devices: Device[] = [
  { id: 'elec-tartas', name: 'Compteur électrique', site: 'mairie-tartas', type: 'electricity-meter' },
  { id: 'eau-tartas', name: 'Compteur d’eau', site: 'mairie-tartas', type: 'water-meter' },
  { id: 'air-tartas', name: 'Qualité de l’air, salle du conseil', site: 'mairie-tartas', type: 'air-quality' },
  { id: 'accueil-tartas', name: 'Température, accueil', site: 'mairie-tartas', type: 'climate' },
  { id: 'eau-creche', name: 'Compteur d’eau', site: 'creche-tartas', type: 'water-meter' },
  { id: 'sauvegardes-tartas', name: 'Sauvegardes', site: 'creche-tartas', type: 'avamar-member' },
  { id: 'eau-dax', name: 'Compteur d’eau', site: 'mairie-dax', type: 'water-meter' },
  { id: 'air-dax', name: 'Qualité de l’air, accueil', site: 'mairie-dax', type: 'air-quality' },
  { id: 'serveur-dax', name: 'Serveur de fichiers', site: 'mairie-dax', type: 'linux-host', parent: 'ligne-dax' },
  {
    id: 'ligne-dax',
    name: 'Liaison fibre',
    site: 'mairie-dax',
    type: 'site-line',
    line: { operator: 'Orange Business', contract: 'FTTO-40088', support: '39 00' },
  },
  { id: 'hostile', name: hostile, site: 'hostile', type: 'climate' },
];

/** The real server with the built screens, at `now`, with a small territory and fourteen months of readings that follow a simple rule. */
export async function startScreens({
  now = moment,
  more = [],
  ...options
}: { now?: number /** devices beside the usual ones */; more?: readonly Device[] } & Pick<ServerOptions, 'mail'> = {}) {
  vi.useFakeTimers({ toFake: ['Date'], now });
  const territory: Territory = {
    organisations: byId(organisations),
    sites: byId(sites),
    devices: byId([...devices, ...more]),
    clients: new Map(),
    calendars: new Map(),
    mappings: [],
  };
  const trouble = (device: string) =>
    device === 'serveur-dax'
      ? { is: 'behind' as const, reason: 'is reached through "ligne-dax", which does not answer', since: now - hour }
      : undefined;
  const server = await startTestServer({ ...options, parts: { territory: () => territory, trouble } });
  const first = now - 430 * 24 * hour;
  const hours = Array.from({ length: 430 * 24 }, (_, index) => first + index * hour);
  // 1 kWh an hour, 2 until a year ago; 10 L an hour.
  const yearAgo = now - 200 * 24 * hour;
  await server.keep(
    'elec-tartas',
    'electricity.energy',
    hours.map((time) => [time, (time - first) / hour + Math.min(time - first, yearAgo - first) / hour]),
  );
  for (const device of ['eau-tartas', 'eau-creche', 'eau-dax'])
    await server.keep(
      device,
      'water.volume',
      hours.map((time) => [time, (10 * (time - first)) / hour]),
    );
  const recent = hours.slice(-40 * 24);
  await server.keep(
    'air-tartas',
    'air.temperature',
    recent.map((time) => [time, 19]),
  );
  await server.keep(
    'air-tartas',
    'air.co2',
    recent.map((time, index) => [time, 420 + (index % 24) * 20]),
  );
  await server.keep(
    'accueil-tartas',
    'air.temperature',
    recent.map((time) => [time, 21]),
  );
  // up for forty days but for twelve hours of one working day and a day of which nothing is known
  const minutes = Array.from({ length: 40 * 24 * 60 }, (_, index) => now - 40 * 24 * hour + (index * hour) / 60);
  const [noon, quiet] = ['2026-11-16T11:00:00Z', '2026-11-13T23:00:00Z'].map((text) => Date.parse(text)) as [
    number,
    number,
  ];
  await server.keep(
    'serveur-dax',
    'device.up',
    minutes
      .filter((time) => time < quiet || time >= quiet + 24 * hour)
      .map((time) => [time, time >= noon && time < noon + 12 * hour ? 0 : 1]),
  );
  const say = (device: string, metric: string, value: number, ageMs = 60_000, instance = '') =>
    server.live.push({ device, metric, instance, time: now - ageMs, value });
  say('elec-tartas', 'electricity.power', 2400);
  say('elec-tartas', 'electricity.energy', 14_000);
  say('eau-tartas', 'water.volume', 103_200);
  say('air-tartas', 'air.co2', 640);
  say('air-tartas', 'air.temperature', 19);
  say('accueil-tartas', 'air.temperature', 21);
  say('eau-dax', 'water.volume', 103_200, 5 * hour);
  say('air-dax', 'air.co2', 800);
  say('eau-creche', 'water.volume', 103_200);
  say('hostile', 'air.temperature', 18);
  const backups: [client: string, state: number, age: number][] = [
    ['srv-paie', 0, 9.5],
    ['srv-ged', 3, 33.5],
    [hostile, 4, 105],
    ['srv-sig', 2, 9],
  ];
  for (const [client, state, age] of backups) {
    say('sauvegardes-tartas', 'backup.state', state, 60_000, client);
    say('sauvegardes-tartas', 'backup.age', age, 60_000, client);
    say('sauvegardes-tartas', 'backup.bytes', 128e9 / age, age * hour, client);
    say('sauvegardes-tartas', 'backup.duration', 2_460, age * hour, client);
  }
  server.inbox.refusals.push({
    id: 1,
    time: now,
    client: 'passerelle',
    topic: `vigie/v1/${hostile}`,
    reason: 'air.co2 is 99999 ppm, outside 0…10000',
    payload: Buffer.from(`{"metrics": {"air.co2": 99999}, "note": ${JSON.stringify(hostile)}}`),
  });
  server.inbox.discoveries.push({
    id: 7,
    address: `zigbee2mqtt:${hostile}`,
    client: 'passerelle',
    firstSeen: now - 5 * hour,
    lastSeen: now,
    messages: 12,
    topic: `zigbee2mqtt/${hostile}`,
    payload: Buffer.from(`{"note": ${JSON.stringify(hostile)}, "temperature": 20, "humidity": 50}`),
    ignored: false,
  });
  return {
    ...server,
    say,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      vi.useRealTimers();
    },
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}
