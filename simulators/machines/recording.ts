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
import { bustle, grown, type Machine, type Moment, momentOf } from './moment.ts';

/** What a machine's agent holds at an instant (epoch ms), in the `.snmprec` format; undefined for a type that nobody plays. */
export function recordingOf(machine: Machine, time: number): string | undefined {
  const write = types[machine.type];
  if (write === undefined) return undefined;
  return write(momentOf(machine, time))
    .map(([oid, tag, value]) => `${oid}|${tag}|${value}\n`)
    .join('');
}

type Line = readonly [oid: string, tag: number, value: string | number];
const [integer, text, oid, counter32, gauge, ticks, counter64] = [2, 4, 6, 65, 66, 67, 70];
const system = '1.3.6.1.2.1.1';
const ifMib = '1.3.6.1.2.1.2.2.1';
const ifX = '1.3.6.1.2.1.31.1.1.1';
const storage = '1.3.6.1.2.1.25.2.3.1';
const ucd = '1.3.6.1.4.1.2021';
const sfos = '1.3.6.1.4.1.2604.5.1';
const unifi = '1.3.6.1.4.1.41112.1.6.1';
const loco = '1.3.6.1.4.1.10002.1.1.1';

const types: Readonly<Record<string, (moment: Moment) => Line[]>> = {
  'unifi-ap': accessPoint,
  'linux-host': linux,
  'windows-host': windows,
  'sophos-firewall': firewall,
};

/** TimeTicks: hundredths of a second, which begin anew after 497 days. */
function timeTicks({ uptime }: Moment): number {
  return Math.floor(uptime * 100) % 2 ** 32;
}

function identity(moment: Moment, descr: string, objectId: string): Line[] {
  return [
    [`${system}.1.0`, text, descr],
    [`${system}.2.0`, oid, objectId],
    [`${system}.3.0`, ticks, timeTicks(moment)],
  ];
}

function accessPoint(moment: Moment): Line[] {
  const present = people(moment);
  const total = 126_000;
  return [
    ...identity(moment, 'Linux U6-Lite 5.4.0', '1.3.6.1.4.1.41112'),
    ['1.3.6.1.4.1.41112.1.6.3.3.0', text, 'U6-Lite'],
    ...radios.flatMap((name, at): Line[] => [
      [`${unifi}.1.1.2.${at + 1}`, text, name],
      [`${unifi}.1.1.6.${at + 1}`, integer, channelUse(moment, at)],
    ]),
    ...(
      [
        ['Cigale', Math.ceil(present / 2)],
        ['Cigale', Math.floor(present / 2)],
        ['Cigale-Service', Math.round(present / 9)],
      ] as const
    ).flatMap(([name, clients], at): Line[] => [
      [`${unifi}.2.1.6.${at + 1}`, text, name],
      [`${unifi}.2.1.8.${at + 1}`, integer, clients],
    ]),
    [`${loco}.1.1.0`, gauge, total],
    [`${loco}.1.2.0`, gauge, Math.round(total * (0.42 - 0.1 * bustle(moment)))],
    [`${loco}.4.2.1.3.1`, text, String(Math.round(6 + 30 * bustle(moment)))],
  ];
}

function linux(moment: Moment): Line[] {
  const { time } = moment;
  const all = grown(time, 0) * 100 * cores.length;
  const busy = grown(time, processorSwing) * cores.length * processorMean(moment);
  const total = 16_384_000;
  const ticksOf = { 50: 0.62, 51: 0, 52: 0.3, 54: 0.05, 56: 0, 61: 0.03, 64: 0 };
  return [
    ...identity(moment, 'Linux serveur 6.1.0-28-amd64 #1 SMP x86_64', '1.3.6.1.4.1.8072.3.2.10'),
    ['1.3.6.1.2.1.25.1.1.0', ticks, timeTicks(moment)],
    ...Object.entries(ticksOf).map(([n, share]): Line => [`${ucd}.11.${n}.0`, counter32, wrapped(busy * share)]),
    [`${ucd}.11.53.0`, counter32, wrapped(all - busy)],
    [`${ucd}.4.3.0`, integer, 4_194_304],
    [`${ucd}.4.4.0`, integer, Math.round(41_943.04 * (100 - swapUsed(moment)))],
    [`${ucd}.4.5.0`, integer, total],
    [`${ucd}.4.27.0`, integer, Math.round((total * (100 - serverMemory(moment))) / 100)],
    [`${ucd}.10.1.5.2`, integer, Math.round(20 + 160 * bustle(moment))],
    ['1.3.6.1.4.1.8072.1.3.2.3.1.1.7.117.112.100.97.116.101.115', text, String(pendingUpdates(moment))],
    ...disks(moment, linuxDisks),
    ...interfaces(moment, [linuxPort], linuxTraffic),
  ];
}

function windows(moment: Moment): Line[] {
  return [
    ...identity(moment, 'Hardware: Intel64 Family 6 - Software: Windows Version 10.0', '1.3.6.1.4.1.311.1.1.3.1.2'),
    ['1.3.6.1.2.1.25.1.1.0', ticks, timeTicks(moment)],
    ...cores.map((at): Line => [`1.3.6.1.2.1.25.3.3.1.2.${at}`, integer, coreLoad(moment, at)]),
    ...disks(moment, windowsDisks),
    [`${storage}.2.9`, oid, '1.3.6.1.2.1.25.2.1.2'],
    [`${storage}.3.9`, text, 'Physical Memory'],
    [`${storage}.5.9`, integer, 262_144],
    [`${storage}.6.9`, integer, Math.round(2_621.44 * serverMemory(moment))],
    ...interfaces(moment, [windowsPort], windowsTraffic),
  ];
}

function firewall(moment: Moment): Line[] {
  const { users, memory, swap, disk, services, licences, tunnelState, processors } = firewallAt(moment);
  return [
    ...identity(moment, 'Linux localhost 4.14.38 #2 SMP x86_64', '1.3.6.1.4.1.2604.5'),
    [`${sfos}.1.1.0`, text, 'pare-feu'],
    [`${sfos}.1.2.0`, text, 'XGS116_XN01_SFOS'],
    [`${sfos}.1.3.0`, text, '20.0.2 MR-2-Build378'],
    [`${sfos}.2.2.0`, ticks, timeTicks(moment)],
    [`${sfos}.2.4.2.0`, gauge, disk],
    [`${sfos}.2.5.2.0`, gauge, memory],
    [`${sfos}.2.5.4.0`, gauge, swap],
    [`${sfos}.2.6.0`, gauge, users],
    ...processors.map((load, at): Line => [`1.3.6.1.2.1.25.3.3.1.2.${at + 1}`, integer, load]),
    ...services.map((state, at): Line => [`${sfos}.3.${at + 1}.0`, integer, state]),
    [`${sfos}.4.1.0`, integer, 0],
    ...licences.flatMap(({ state, until }, at): Line[] => [
      [`${sfos}.5.${at + 1}.1.0`, integer, state],
      [`${sfos}.5.${at + 1}.2.0`, text, until ?? 'N/A'],
    ]),
    [`${sfos}.6.1.1.1.1.2.1`, text, tunnel],
    [`${sfos}.6.1.1.1.1.9.1`, integer, tunnelState],
    [`${sfos}.6.1.1.1.1.10.1`, integer, 1],
  ];
}

function disks(moment: Moment, names: readonly string[]): Line[] {
  return names.flatMap((name, at): Line[] => {
    const size = 26_214_400;
    return [
      [`${storage}.2.${at + 1}`, oid, '1.3.6.1.2.1.25.2.1.4'],
      [`${storage}.3.${at + 1}`, text, name],
      [`${storage}.5.${at + 1}`, integer, size],
      [`${storage}.6.${at + 1}`, integer, Math.round((size * diskUsed(moment, at)) / 100)],
    ];
  });
}

/** Interfaces with a mean of so many bits a second, out a third of in. */
function interfaces(moment: Moment, names: readonly string[], mean: number): Line[] {
  const { time } = moment;
  return names.flatMap((name, at): Line[] => {
    const octets = (grown(time, trafficSwing) * trafficMean(moment, at, mean)) / 8;
    return [
      [`${ifMib}.2.${at + 1}`, text, name],
      [`${ifMib}.3.${at + 1}`, integer, 6],
      [`${ifMib}.7.${at + 1}`, integer, 1],
      [`${ifMib}.8.${at + 1}`, integer, 1],
      [`${ifMib}.14.${at + 1}`, counter32, wrapped(time / 9e7)],
      [`${ifMib}.20.${at + 1}`, counter32, 0],
      [`${ifX}.1.${at + 1}`, text, name.slice(0, 8)],
      [`${ifX}.6.${at + 1}`, counter64, Math.floor(octets)],
      [`${ifX}.10.${at + 1}`, counter64, Math.floor(octets / 3)],
      [`${ifX}.15.${at + 1}`, gauge, 1_000],
      [`${ifX}.18.${at + 1}`, text, name],
    ];
  });
}

/** As a Counter32 tells it. */
function wrapped(count: number): number {
  return Math.floor(count) % 2 ** 32;
}
