import { defineDeviceType } from '../../device-type.ts';

const licences = {
  base: 1,
  network: 2,
  web: 3,
  mail: 4,
  'web server': 5,
  sandstorm: 6,
  'enhanced support': 7,
  'enhanced plus': 8,
  'central orchestration': 9,
};
const licence = (column: number) =>
  Object.fromEntries(Object.entries(licences).map(([name, n]) => [name, `1.3.6.1.4.1.2604.5.1.5.${n}.${column}.0`]));

/** A Sophos firewall (SFOS: XG, XGS, virtual), alone or one of a pair: SFOS-FIREWALL-MIB. Of its users only their number is read. */
export const sophosFirewall = defineDeviceType({
  id: 'sophos-firewall',
  label: { fr: 'Pare-feu Sophos', en: 'Sophos firewall' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: { sysObjectID: ['1.3.6.1.4.1.2604.5'], answers: '1.3.6.1.4.1.2604.5.1.1' },
    tables: {
      processors: {},
      // one row of scalars, which counts only while high availability is switched on
      pair: { only: { '1.3.6.1.4.1.2604.5.1.4.1': [1] } },
      accessPoints: { name: ['1.3.6.1.4.1.2604.5.1.7.1.1.1'] },
      // connections that somebody activated
      tunnels: {
        name: ['1.3.6.1.4.1.2604.5.1.6.1.1.1.1.2'],
        only: { '1.3.6.1.4.1.2604.5.1.6.1.1.1.1.10': [1] },
      },
    },
  },
  metrics: {
    'host.cpu': { table: 'processors', from: '1.3.6.1.2.1.25.3.3.1.2', fold: 'mean' },
    'host.memory': { from: '1.3.6.1.4.1.2604.5.1.2.5.2.0' },
    'host.swap': { from: '1.3.6.1.4.1.2604.5.1.2.5.4.0' },
    'host.uptime': { from: '1.3.6.1.4.1.2604.5.1.2.2.0', decode: 'hundredths' },
    'disk.used': { from: '1.3.6.1.4.1.2604.5.1.2.4.2.0' },
    'firewall.users': { from: '1.3.6.1.4.1.2604.5.1.2.6.0' },
    // untouched and unregistered services are not used here
    'firewall.service': {
      instances: {
        pop3: '1.3.6.1.4.1.2604.5.1.3.1.0',
        imap4: '1.3.6.1.4.1.2604.5.1.3.2.0',
        smtp: '1.3.6.1.4.1.2604.5.1.3.3.0',
        ftp: '1.3.6.1.4.1.2604.5.1.3.4.0',
        http: '1.3.6.1.4.1.2604.5.1.3.5.0',
        antivirus: '1.3.6.1.4.1.2604.5.1.3.6.0',
        antispam: '1.3.6.1.4.1.2604.5.1.3.7.0',
        dns: '1.3.6.1.4.1.2604.5.1.3.8.0',
        ha: '1.3.6.1.4.1.2604.5.1.3.9.0',
        ips: '1.3.6.1.4.1.2604.5.1.3.10.0',
        apache: '1.3.6.1.4.1.2604.5.1.3.11.0',
        ntp: '1.3.6.1.4.1.2604.5.1.3.12.0',
        tomcat: '1.3.6.1.4.1.2604.5.1.3.13.0',
        sslvpn: '1.3.6.1.4.1.2604.5.1.3.14.0',
        ipsecvpn: '1.3.6.1.4.1.2604.5.1.3.15.0',
        database: '1.3.6.1.4.1.2604.5.1.3.16.0',
        network: '1.3.6.1.4.1.2604.5.1.3.17.0',
        garner: '1.3.6.1.4.1.2604.5.1.3.18.0',
        drouting: '1.3.6.1.4.1.2604.5.1.3.19.0',
        sshd: '1.3.6.1.4.1.2604.5.1.3.20.0',
        dgd: '1.3.6.1.4.1.2604.5.1.3.21.0',
      },
      states: { 0: null, 1: 0, 2: 0.5, 3: 1, 4: 0.5, 5: 0, 6: 0, 7: null },
    },
    'firewall.licence': {
      instances: licence(1),
      states: { 0: null, 1: 0.5, 2: null, 3: 1, 4: 0, 5: 0 },
    },
    'firewall.licenceDays': { instances: licence(2), decode: 'monthDayYear', absent: ['N/A', ''], daysUntil: true },
    'firewall.pair': {
      table: 'pair',
      from: '1.3.6.1.4.1.2604.5.1.4.4',
      fold: 'min',
      states: { 0: null, 1: 0.5, 2: 0, 3: 1, 4: 0, 5: 1 },
    },
    'firewall.peer': {
      table: 'pair',
      from: '1.3.6.1.4.1.2604.5.1.4.5',
      fold: 'min',
      states: { 0: null, 1: 1, 2: 0, 3: 0.5, 4: 0, 5: 1 },
    },
    'wifi.up': { table: 'accessPoints', from: '1.3.6.1.4.1.2604.5.1.7.1.1.5', states: { 0: 1, 1: 0 } },
    'wifi.clients': { table: 'accessPoints', from: '1.3.6.1.4.1.2604.5.1.7.1.1.6' },
    'vpn.up': {
      table: 'tunnels',
      from: '1.3.6.1.4.1.2604.5.1.6.1.1.1.1.9',
      states: { 0: 0, 1: 1, 2: 0.5 },
    },
    'device.up': {},
  },
  traps: {
    // its text names people and addresses now and then: it is not read, the firewall is asked instead
    '1.3.6.1.4.1.2604.5.1.8.1.1': { label: { fr: 'Message du pare-feu', en: 'Message of the firewall' } },
  },
});
