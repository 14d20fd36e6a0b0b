import {
  channelUse,
  coreLoad,
  cores,
  diskUsed,
  pendingUpdates,
  people,
  processorMean,
  processorSwing,
  serverMemory,
  swapUsed,
  trafficMean,
  trafficSwing,
} from './figures.ts';
import { firewallAt } from './firewall.ts';
import {
  linuxDisks,
  linuxPort,
  linuxTraffic,
  radios,
  tunnel,
  windowsDisks,
  windowsPort,
  windowsTraffic,
} from './kinds.ts';
import { bustle, dayMs, type Machine, type Moment, momentOf, pace } from './moment.ts';

/** A value as Vigie would have it: a metric, of which instance ('' for the only one), in the metric's unit. */
export type Told = readonly [metric: string, instance: string, value: number];

/** What whoever asks a played machine at an instant would learn of it; undefined for a type that nobody plays. */
export function toldOf(machine: Machine, time: number): Told[] | undefined {
  const moment = momentOf(machine, time);
  const tell = types[machine.type];
  return tell && [...tell(moment), ['host.uptime', '', Math.floor(moment.uptime)]];
}

const types: Readonly<Record<string, (moment: Moment) => Told[]>> = {
  'unifi-ap': accessPoint,
  'linux-host': linux,
  'windows-host': windows,
  'sophos-firewall': firewall,
};

function accessPoint(moment: Moment): Told[] {
  const present = people(moment);
  return [
    ['wifi.clients', 'Cigale', present],
    ['wifi.clients', 'Cigale-Service', Math.round(present / 9)],
    ...radios.map((radio, at): Told => ['wifi.channelUse', radio, channelUse(moment, at)]),
    ['host.memory', '', 58 + 10 * bustle(moment)],
    ['host.cpu', '', Math.round(6 + 30 * bustle(moment))],
  ];
}

function linux(moment: Moment): Told[] {
  return [
    ['host.cpu', '', processorMean(moment) * pace(moment.time, processorSwing)],
    ['host.memory', '', serverMemory(moment)],
    ['host.swap', '', swapUsed(moment)],
    ['host.load', '', Math.round(20 + 160 * bustle(moment)) / 100],
    ['host.updates', '', pendingUpdates(moment)],
    ...linuxDisks.map((disk, at): Told => ['disk.used', disk, diskUsed(moment, at)]),
    ...port(moment, linuxPort, linuxTraffic),
  ];
}

function windows(moment: Moment): Told[] {
  const loads = cores.map((core) => coreLoad(moment, core));
  return [
    ['host.cpu', '', loads.reduce((sum, load) => sum + load, 0) / loads.length],
    ['host.memory', '', serverMemory(moment)],
    ...windowsDisks.map((disk, at): Told => ['disk.used', disk.slice(0, 2), diskUsed(moment, at)]),
    ...port(moment, windowsPort, windowsTraffic),
  ];
}

function port(moment: Moment, name: string, usual: number): Told[] {
  const bits = trafficMean(moment, 0, usual) * pace(moment.time, trafficSwing);
  return [
    ['interface.in', name, bits],
    ['interface.out', name, bits / 3],
    ['interface.errors', name, 0],
    ['interface.up', name, 1],
  ];
}

const services = [
  ...['pop3', 'imap4', 'smtp', 'ftp', 'http', 'antivirus', 'antispam', 'dns', 'ha', 'ips', 'apache', 'ntp', 'tomcat'],
  ...['sslvpn', 'ipsecvpn', 'database', 'network', 'garner', 'drouting', 'sshd', 'dgd'],
];
const licences = ['base', 'network', 'web', 'mail'];

function firewall(moment: Moment): Told[] {
  const at = firewallAt(moment);
  const mean = at.processors.reduce((sum, load) => sum + load, 0) / at.processors.length;
  return [
    ['host.cpu', '', mean],
    ['host.memory', '', at.memory],
    ['host.swap', '', at.swap],
    ['disk.used', '', at.disk],
    ['firewall.users', '', at.users],
    ...services.flatMap((name, n): Told[] => {
      const code = at.services[n] ?? 0;
      return code === 0 ? [] : [['firewall.service', name, code === 3 ? 1 : 0]];
    }),
    ...licences.flatMap((name, n): Told[] => {
      const { state = 3, until = '' } = at.licences[n] ?? {};
      const days = Math.round((Date.parse(`${until} UTC`) - Math.floor(moment.day) * dayMs) / dayMs);
      return [
        ['firewall.licence', name, state === 3 ? 1 : 0],
        ['firewall.licenceDays', name, days],
      ];
    }),
    ['vpn.up', tunnel, at.tunnelState === 1 ? 1 : 0.5],
  ];
}
