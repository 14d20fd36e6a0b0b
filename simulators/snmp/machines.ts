import { keyOf, uniform, wander } from '../chance.ts';

/** A machine whose agent is played; the same id and seed give the same machine. */
export interface Machine {
  readonly id: string;
  readonly type: string;
  readonly seed: number;
}

/** What a machine's agent holds at an instant (epoch ms), in the `.snmprec` format; undefined for a type that nobody plays. */
export function recordingOf(machine: Machine, time: number): string | undefined {
  const write = types[machine.type];
  if (write === undefined) return undefined;
  const key = keyOf(machine.seed, machine.id);
  const lines = write({ key, time, day: time / dayMs, uptime: Math.floor((time - bootOf(key, time)) / 10) });
  return lines.map(([oid, tag, value]) => `${oid}|${tag}|${value}\n`).join('');
}

type Line = readonly [oid: string, tag: number, value: string | number];
interface Moment {
  readonly key: number;
  readonly time: number;
  readonly day: number;
  /** hundredths of a second since it was started */
  readonly uptime: number;
}

const dayMs = 86_400_000;
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

/** Machines are started anew every two months or so, each on its own day. */
function bootOf(key: number, time: number): number {
  const period = (45 + Math.floor(uniform(key, 1) * 40)) * dayMs;
  const phase = Math.floor(uniform(key, 2) * period);
  return Math.floor((time - phase) / period) * period + phase;
}

/** 0…1: how busy people are, a hump in working hours; days off are quiet. */
function bustle({ time, day, key }: Moment): number {
  const hour = (time / 3_600_000 + 1) % 24;
  const weekday = (Math.floor(day) + 4) % 7;
  const hump = Math.max(0, Math.sin(((hour - 7) / 12) * Math.PI));
  const rest = weekday === 0 || weekday === 6 ? 0.25 : 1;
  return Math.min(1, Math.max(0, hump * rest * (0.8 + 0.15 * wander(key, time / 1_800_000))));
}

/** Seconds' worth of a load that swings by `swing` over the day round its mean 1, since 1970: its growth is never negative. */
function grown(time: number, swing: number): number {
  const turn = (2 * Math.PI * time) / dayMs;
  return time / 1_000 - (swing * dayMs * Math.cos(turn - Math.PI)) / (2_000 * Math.PI);
}

function identity({ uptime }: Moment, descr: string, objectId: string): Line[] {
  return [
    [`${system}.1.0`, text, descr],
    [`${system}.2.0`, oid, objectId],
    [`${system}.3.0`, ticks, uptime % 2 ** 32],
  ];
}

function accessPoint(moment: Moment): Line[] {
  const { key, time } = moment;
  const people = Math.round(bustle(moment) * (6 + 30 * uniform(key, 3)));
  const total = 126_000;
  const radio = (at: number) => Math.round(8 + 40 * bustle(moment) + 6 * Math.abs(wander(key + at, time / 600_000)));
  return [
    ...identity(moment, 'Linux U6-Lite 5.4.0', '1.3.6.1.4.1.41112'),
    ['1.3.6.1.4.1.41112.1.6.3.3.0', text, 'U6-Lite'],
    ...['ra0', 'rai0'].flatMap((name, at): Line[] => [
      [`${unifi}.1.1.2.${at + 1}`, text, name],
      [`${unifi}.1.1.6.${at + 1}`, integer, Math.min(100, radio(at))],
    ]),
    ...(
      [
        ['Cigale', Math.ceil(people / 2)],
        ['Cigale', Math.floor(people / 2)],
        ['Cigale-Service', Math.round(people / 9)],
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
  const { key, time, uptime } = moment;
  const cores = 4;
  const all = grown(time, 0) * 100 * cores;
  const busy = grown(time, 0.7) * 100 * cores * (0.06 + 0.12 * uniform(key, 4));
  const total = 16_384_000;
  const memory = total * Math.min(0.97, 0.55 + 0.35 * uniform(key, 5) + 0.03 * wander(key, time / 7_200_000));
  const ticksOf = { 50: 0.62, 51: 0, 52: 0.3, 54: 0.05, 56: 0, 61: 0.03, 64: 0 };
  return [
    ...identity(moment, 'Linux serveur 6.1.0-28-amd64 #1 SMP x86_64', '1.3.6.1.4.1.8072.3.2.10'),
    ['1.3.6.1.2.1.25.1.1.0', ticks, uptime % 2 ** 32],
    ...Object.entries(ticksOf).map(([n, share]): Line => [`${ucd}.11.${n}.0`, counter32, wrapped(busy * share)]),
    [`${ucd}.11.53.0`, counter32, wrapped(all - busy)],
    [`${ucd}.4.3.0`, integer, 4_194_304],
    [`${ucd}.4.4.0`, integer, Math.round(4_194_304 * (0.99 - 0.2 * uniform(key, 6)))],
    [`${ucd}.4.5.0`, integer, total],
    [`${ucd}.4.27.0`, integer, Math.round(total - memory)],
    [`${ucd}.10.1.5.2`, integer, Math.round(20 + 160 * bustle(moment))],
    ['1.3.6.1.4.1.8072.1.3.2.3.1.1.7.117.112.100.97.116.101.115', text, String(pending(moment))],
    ...disks(moment, ['/', '/var', '/srv']),
    ...interfaces(moment, ['eno1'], 30e6),
  ];
}

function windows(moment: Moment): Line[] {
  const { key, time, uptime } = moment;
  const memory = Math.min(97, 52 + 40 * uniform(key, 5) + 3 * wander(key, time / 7_200_000));
  const core = (at: number) => Math.max(1, Math.round(4 + 45 * bustle(moment) + 5 * wander(key + at, time / 300_000)));
  return [
    ...identity(moment, 'Hardware: Intel64 Family 6 - Software: Windows Version 10.0', '1.3.6.1.4.1.311.1.1.3.1.2'),
    ['1.3.6.1.2.1.25.1.1.0', ticks, uptime % 2 ** 32],
    ...[1, 2, 3, 4].map((at): Line => [`1.3.6.1.2.1.25.3.3.1.2.${at}`, integer, core(at)]),
    ...disks(moment, ['C:\\ Label:  Serial Number 1a2b3c4d', 'D:\\ Label:Donnees  Serial Number 5e6f7a8b']),
    [`${storage}.2.9`, oid, '1.3.6.1.2.1.25.2.1.2'],
    [`${storage}.3.9`, text, 'Physical Memory'],
    [`${storage}.5.9`, integer, 262_144],
    [`${storage}.6.9`, integer, Math.round((262_144 * memory) / 100)],
    ...interfaces(moment, ['Intel(R) Ethernet Connection I219-LM'], 20e6),
  ];
}

function firewall(moment: Moment): Line[] {
  const { key, time, uptime } = moment;
  const isRunning = [2, 5, 6, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21];
  const service = (n: number) => (isRunning.includes(n) ? (n === 10 && uniform(key, 7) < 0.15 ? 5 : 3) : 0);
  const expiry = (n: number) => `${months[(n + key) & 7]} 15 ${new Date(time).getUTCFullYear() + 1}`;
  return [
    ...identity(moment, 'Linux localhost 4.14.38 #2 SMP x86_64', '1.3.6.1.4.1.2604.5'),
    [`${sfos}.1.1.0`, text, 'pare-feu'],
    [`${sfos}.1.2.0`, text, 'XGS116_XN01_SFOS'],
    [`${sfos}.1.3.0`, text, '20.0.2 MR-2-Build378'],
    [`${sfos}.2.2.0`, ticks, uptime % 2 ** 32],
    [`${sfos}.2.4.2.0`, gauge, Math.round(18 + 40 * uniform(key, 8))],
    [`${sfos}.2.5.2.0`, gauge, Math.round(48 + 25 * uniform(key, 9) + 8 * bustle(moment))],
    [`${sfos}.2.5.4.0`, gauge, Math.round(2 + 6 * uniform(key, 10))],
    [`${sfos}.2.6.0`, gauge, Math.round(bustle(moment) * (8 + 30 * uniform(key, 11)))],
    ...[1, 2].map((at): Line => [`1.3.6.1.2.1.25.3.3.1.2.${at}`, integer, Math.round(5 + 40 * bustle(moment))]),
    ...Array.from({ length: 21 }, (_, n): Line => [`${sfos}.3.${n + 1}.0`, integer, service(n + 1)]),
    [`${sfos}.4.1.0`, integer, 0],
    ...Array.from({ length: 9 }, (_, n): Line[] => [
      [`${sfos}.5.${n + 1}.1.0`, integer, n < 4 ? (n === 2 && uniform(key, 12) < 0.2 ? 4 : 3) : 2],
      [`${sfos}.5.${n + 1}.2.0`, text, n < 4 ? expiry(n) : 'N/A'],
    ]).flat(),
    [`${sfos}.6.1.1.1.1.2.1`, text, 'Agence'],
    [`${sfos}.6.1.1.1.1.9.1`, integer, uniform(key, 13) < 0.1 ? 2 : 1],
    [`${sfos}.6.1.1.1.1.10.1`, integer, 1],
  ];
}

const months = ['Jan', 'Mar', 'Apr', 'Jun', 'Aug', 'Sep', 'Oct', 'Dec'];

/** Updates wait for a fortnight at most, in most places; in some nobody ever looks. */
function pending({ key, day }: Moment): number {
  const since = uniform(key, 14) < 0.2 ? 40 + (day % 20) : (day + 14 * uniform(key, 19)) % 14;
  return Math.floor(since * (0.6 + uniform(key, 15)));
}

/** Each disk of a machine fills up by some thousandths a day, and is tidied when it is nearly full. */
function disks({ key, day }: Moment, names: readonly string[]): Line[] {
  return names.flatMap((name, at): Line[] => {
    const size = 26_214_400;
    const used = 30 + ((uniform(key + at, 16) * 66 + day * (0.02 + 0.2 * uniform(key + at, 17))) % 66);
    return [
      [`${storage}.2.${at + 1}`, oid, '1.3.6.1.2.1.25.2.1.4'],
      [`${storage}.3.${at + 1}`, text, name],
      [`${storage}.5.${at + 1}`, integer, size],
      [`${storage}.6.${at + 1}`, integer, Math.round((size * used) / 100)],
    ];
  });
}

/** Interfaces with a mean of so many bits a second, out a third of in. */
function interfaces({ key, time }: Moment, names: readonly string[], mean: number): Line[] {
  return names.flatMap((name, at): Line[] => {
    const octets = (grown(time, 0.8) * mean * (0.2 + uniform(key + at, 18))) / 8;
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
