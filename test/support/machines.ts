import type { Device } from '../../devices/territory.ts';
import { startScreens } from './screens.ts';

const site = 'mairie-tartas';

/** The machines of a town hall: server, firewall, backups, as screens show them. */
const machines: Device[] = [
  { id: 'srv-tartas', name: 'Serveur de la mairie', site, type: 'linux-host' },
  { id: 'fw-tartas', name: 'Pare-feu de la mairie', site, type: 'sophos-firewall' },
  { id: 'sauvegardes-tartas', name: 'Sauvegardes de Tartas', site, type: 'avamar-member' },
  { id: 'idrac-tartas', name: 'Carte de gestion du serveur', site, type: 'dell-idrac', parent: 'srv-tartas' },
];

type Values = Readonly<Record<string, number | Readonly<Record<string, number>>>>;

/** The values that each says at once; `{name: value}` where it has several. */
const says: Readonly<Record<string, Values>> = {
  'srv-tartas': {
    'device.up': 1,
    'host.cpu': 12.4,
    'host.memory': 93.1,
    'host.swap': 3,
    'host.load': 0.42,
    'host.uptime': 86_400 * 124,
    'host.updates': 12,
    'disk.used': { '/': 41.2, '/var': 88.4, '/home': 71 },
    'interface.up': { eno1: 1, eno2: 0, 'wlan0 <img src=x onerror="document.title=1">': 0.5, eno10: 1 },
    'interface.in': { eno1: 12_345_678, eno2: 0, eno10: 900_000 },
    'interface.out': { eno1: 2_345_678, eno2: 0, eno10: 100 },
    'interface.errors': { eno1: 0, eno2: 0, eno10: 1.25 },
  },
  'fw-tartas': {
    'device.up': 1,
    'host.cpu': 20,
    'host.memory': 64,
    'disk.used': 37,
    'firewall.users': 17,
    'firewall.service': { antivirus: 1, ips: 0, sslvpn: 0.5, garner: 1, dns: 1, ntp: 1 },
    'firewall.licence': { base: 1, network: 1, sandstorm: 0 },
    'firewall.licenceDays': { base: 305, network: 12, sandstorm: -10 },
    'firewall.pair': 1,
    'firewall.peer': 0.5,
    'vpn.up': { 'Vers ALPI': 1, 'Vers Dax': 0.5 },
    'wifi.up': { accueil: 1, 'salle des fêtes': 0 },
    'wifi.clients': { accueil: 9, 'salle des fêtes': 0 },
  },
  'sauvegardes-tartas': {
    'backup.state': { 'srv-tartas': 0, 'srv-etatcivil': 3, 'poste-compta': 1 },
    'backup.age': { 'srv-tartas': 9.5, 'srv-etatcivil': 57.2, 'poste-compta': 33 },
    'backup.bytes': { 'srv-tartas': 128_849_018_880, 'srv-etatcivil': 2_147_483_648 },
    'backup.duration': { 'srv-tartas': 1048, 'srv-etatcivil': 300 },
  },
  'idrac-tartas': {
    'host.health': 0.5,
    'disk.health': { 'Physical Disk 0:1:0': 1, 'Physical Disk 0:1:1': 0 },
    'power.health': 1,
  },
};

/** The screens with the machines of a town hall beside its sensors, each having spoken a minute ago. */
export async function startMachines() {
  const server = await startScreens({ more: machines });
  const tell = (device: string, metric: string, value: number, instance = '', ageMs = 60_000) =>
    server.live.push({ device, metric, instance, time: Date.now() - ageMs, value });
  for (const [device, values] of Object.entries(says))
    for (const [metric, value] of Object.entries(values)) {
      if (typeof value === 'number') tell(device, metric, value);
      else for (const [instance, one] of Object.entries(value)) tell(device, metric, one, instance);
    }
  // thirty days: memory that is short on most of them, one disk that fills, updates that nobody applies
  const hour = 3_600_000;
  const hours = Array.from({ length: 31 * 24 }, (_, i) => Date.now() - (31 * 24 - i) * hour);
  const keep = (metric: string, value: (day: number) => number, instance = '') =>
    server.keep(
      'srv-tartas',
      metric,
      hours.map((time, i) => [time, value(i / 24)]),
      instance,
    );
  await keep('host.memory', (day) => (day < 21.4 ? 95 : 60));
  await keep('disk.used', () => 41.2, '/');
  await keep('disk.used', (day) => 72.9 + day / 2 + 2 * Math.sin(day * day), '/var');
  await keep('host.updates', () => 12);
  return { ...server, tell };
}
