import { expect, test } from 'vitest';
import { identify } from '../../../collector/snmp/identify.ts';
import { openSession } from '../../../collector/snmp/session.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import { met } from '../../support/agent-in-hand.ts';

const system = (objectID: string, description: string) =>
  `1.3.6.1.2.1.1.1.0|4|${description}\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.${objectID}\n1.3.6.1.2.1.1.3.0|67|360000\n`;

/** Objects below a prefix, a line each, in the format of recordings. */
const below = (prefix: string, lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => `1.3.6.1.4.1.${prefix}.${line.trim()}\n`)
    .join('');

// access points have hardware addresses as their index
const mac = '36.159.195.1.2.3';
const arubaInstant = `${system('14823.1.2.59', 'ArubaOS (MODEL: 515)')}${below(
  '14823.2.3.3.1',
  `1.7.1.2.0|4|Cigale
  1.7.1.3.0|2|0
  1.7.1.4.0|66|12
  1.7.1.2.1|4|Agents
  1.7.1.3.1|2|1
  1.7.1.4.1|66|3
  2.1.1.2.${mac}|4|place-marcadieu
  2.1.1.7.${mac}|2|14
  2.1.1.8.${mac}|2|250
  2.1.1.9.${mac}|67|8640000
  2.1.1.10.${mac}|2|1000
  2.1.1.11.${mac}|2|1
  2.2.1.8.${mac}.0|2|22
  2.2.1.20.${mac}.0|2|1
  2.2.1.8.${mac}.1|2|41
  2.2.1.20.${mac}.1|2|1
  2.2.1.8.${mac}.2|2|99
  2.2.1.20.${mac}.2|2|2`,
)}`;

const sfos = `${system('2604.5', 'Linux localhost 4.14.38 #2 SMP')}${below(
  '2604.5.1',
  `1.1.0|4|fw-tartas
  2.2.0|67|8640000
  2.4.2.0|66|37
  2.5.2.0|66|64
  2.5.4.0|66|2
  2.6.0|66|17
  3.4.0|2|0
  3.6.0|2|3
  3.10.0|2|5
  3.14.0|2|2
  3.18.0|2|3
  4.1.0|2|1
  4.4.0|2|3
  4.5.0|2|1
  5.1.1.0|2|3
  5.1.2.0|4|Dec 31 2026
  5.2.1.0|2|3
  5.2.2.0|4|Mar 01 2026
  5.6.1.0|2|4
  5.6.2.0|4|Feb 19 2026
  5.9.1.0|2|2
  5.9.2.0|4|N/A
  6.1.1.1.1.2.1|4|VPNTunnel1
  6.1.1.1.1.9.1|2|2
  6.1.1.1.1.10.1|2|1
  6.1.1.1.1.2.2|4|Essai
  6.1.1.1.1.9.2|2|0
  6.1.1.1.1.10.2|2|0
  7.1.1.1.3.97.112.49|4|ap1
  7.1.1.5.3.97.112.49|2|0
  7.1.1.6.3.97.112.49|66|9`,
)}1.3.6.1.2.1.25.3.3.1.2.1|2|10\n1.3.6.1.2.1.25.3.3.1.2.2|2|30\n`;
const sfosSays = {
  'host.cpu': 20,
  'host.memory': 64,
  'host.swap': 2,
  'host.uptime': 86_400,
  'disk.used': 37,
  'firewall.users': 17,
  // ftp is untouched: not used here
  'firewall.service': { antivirus: 1, ips: 0, sslvpn: 0.5, garner: 1 },
  'firewall.licence': { base: 1, network: 1, sandstorm: 0 },
  // it is 1 March 2026
  'firewall.licenceDays': { base: 305, network: 0, sandstorm: -10 },
  'firewall.pair': 1,
  'firewall.peer': 1,
  'vpn.up': { VPNTunnel1: 0.5 },
  'wifi.up': { ap1: 1 },
  'wifi.clients': { ap1: 9 },
};

const dataDomain = `${system('19746.3.1.38', 'Data Domain OS 5.5.1.4-464376')}${below(
  '19746.1',
  `1.1.1.1.1.3.1.1|4|Power Module 1
  1.1.1.1.1.4.1.1|2|1
  1.1.1.1.1.3.1.2|4|Power Module 2
  1.1.1.1.1.4.1.2|2|4
  1.2.1.1.1.4.1.1|4|CPU 0
  1.2.1.1.1.5.1.1|2|43
  1.2.1.1.1.6.1.1|2|1
  1.2.1.1.1.4.1.2|4|Slot 9
  1.2.1.1.1.5.1.2|2|0
  1.2.1.1.1.6.1.2|2|2
  1.3.1.1.1.4.1.1|4|Fan 1
  1.3.1.1.1.6.1.1|2|1
  3.1.1.0|2|3
  3.2.1.1.3.1|4|/data: pre-comp
  3.2.1.1.7.1|2|0
  3.2.1.1.3.2|4|/data: post-comp
  3.2.1.1.7.2|2|76
  3.2.1.1.3.3|4|/ddvar
  3.2.1.1.7.3|2|18
  5.1.1.1.2.1|2|7
  6.1.1.1.8.1.1|2|1
  6.1.1.1.8.1.2|2|4
  6.1.1.1.8.1.3|2|3`,
)}`;

const ucopia = `${system('31218.3.6.0', 'Linux ucopia 4.9')}${below(
  '31218',
  `3.7.0|2|1
  4.1.0|2|1
  4.2.0|2|3
  4.7.0|2|2`,
)}`;

const utm = `${system('8072.3.2.10', 'Linux asg 3.12.74-0.327535988.gc5bb1a9-smp64 #1 SMP')}${below(
  '2021',
  `4.3.0|2|1000
  4.4.0|2|900
  4.5.0|2|4000
  4.6.0|2|1000
  4.14.0|2|200
  4.15.0|2|800
  10.1.5.2|2|42`,
)}1.3.6.1.2.1.25.2.3.1.2.1|6|1.3.6.1.2.1.25.2.1.4
1.3.6.1.2.1.25.2.3.1.3.1|4|/var/storage
1.3.6.1.2.1.25.2.3.1.5.1|2|2000
1.3.6.1.2.1.25.2.3.1.6.1|2|500
`;

test.each([
  [
    'aruba-instant',
    arubaInstant,
    {
      // the agents' network is switched off
      'wifi.clients': { Cigale: 12 },
      // a radio that is off has no part in it
      'wifi.channelUse': 41,
      'wifi.up': { 'place-marcadieu': 1 },
      'host.cpu': { 'place-marcadieu': 14 },
      'host.memory': { 'place-marcadieu': 75 },
      'host.uptime': { 'place-marcadieu': 86_400 },
    },
  ],
  [
    'ruckus-unleashed',
    `${system('25053.3.1.5.20', 'Ruckus Wireless')}${below(
      '25053.1.15.1.1.1.15',
      '1.0|66|4\n2.0|66|31\n13.0|2|12\n14.0|2|55',
    )}`,
    { 'wifi.accessPoints': 4, 'wifi.clients': 31, 'host.cpu': 12, 'host.memory': 55, 'host.uptime': 3600 },
  ],
  [
    'ruckus-smartzone',
    `${system('25053.3.1.11.1', 'Ruckus SmartZone')}${below(
      '25053.1.4',
      `1.1.1.15.1.0|66|27
      1.1.1.15.2.0|66|310
      2.1.1.1.2.1.1.1|4|Cigale
      2.1.1.1.2.1.12.1|66|300
      2.1.1.1.2.1.1.2|4|Cigale
      2.1.1.1.2.1.12.2|66|10`,
    )}`,
    { 'wifi.accessPoints': 27, 'wifi.clients': { Cigale: 310 }, 'host.uptime': 3600 },
  ],
  [
    'meraki',
    `${system('29671.1', 'Meraki Cloud Controller')}${below(
      '29671.1.1.4.1',
      `2.${mac}|4|Halle
      3.${mac}|2|1
      5.${mac}|66|8
      2.36.159.195.1.2.4|4|Port
      3.36.159.195.1.2.4|2|0
      5.36.159.195.1.2.4|66|0`,
    )}`,
    { 'wifi.up': { Halle: 1, Port: 0 }, 'wifi.clients': { Halle: 8, Port: 0 } },
  ],
  [
    'meraki-ap',
    `${system('29671.2.109', 'Meraki MR36 Cloud Managed AP')}1.3.6.1.2.1.2.2.1.2.1|4|wired0
1.3.6.1.2.1.2.2.1.7.1|2|1
1.3.6.1.2.1.2.2.1.8.1|2|1
`,
    { 'interface.up': { wired0: 1 }, 'host.uptime': 3600 },
  ],
  ['ucopia', ucopia, { 'hotspot.health': 1, 'hotspot.service': { 'service 1': 1, 'service 7': 0 } }],
  ['sophos-firewall', sfos, sfosSays],
  ['sophos-utm', utm, { 'host.memory': 50, 'host.swap': 10, 'host.load': 0.42, 'disk.used': { '/var/storage': 25 } }],
  [
    'data-domain',
    dataDomain,
    {
      'backup.capacity': 76,
      'disk.used': { '/data: post-comp': 76, '/ddvar': 18 },
      'volume.health': 1,
      'disk.health': { '1.1': 1, '1.2': 0 },
      'power.health': { 'Power Module 1': 1, 'Power Module 2': 0 },
      'fan.health': { 'Fan 1': 1 },
      'host.temperature': { 'CPU 0': 43 },
      'host.cpu': 7,
      'host.uptime': 3600,
    },
  ],
])('%s is recognised by what it answers, and says what its description promises', async (type, recording, says) => {
  await using world = await met(recording);
  const signal = AbortSignal.timeout(10_000);
  const address = { host: '127.0.0.1', port: world.agent.port };
  const credentials = { version: '2c', community: 'hidden' } as const;
  using session = openSession({ address, credentials, signal, timeoutMs: 500, retries: 1 });
  expect((await identify(session, catalogue)).candidates[0]?.type).toBe(type);
  const { metrics, reason } = await world.ask(type);
  expect(reason).toBeUndefined();
  expect(metrics).toMatchObject(says);
  for (const [metric, value] of Object.entries(says)) expect(metrics[metric], metric).toEqual(value);
});

test('a firewall that stands alone says nothing of a pair; a fail-over is a warning, a lost peer is worse', async () => {
  await using world = await met(sfos);
  const pair = async (objects: string) => {
    world.agent.set(below('2604.5.1.4', objects));
    const { metrics } = await world.ask('sophos-firewall');
    return [metrics['firewall.pair'], metrics['firewall.peer']];
  };
  expect(await pair('4.0|2|1\n5.0|2|3')).toEqual([0.5, 0.5]);
  expect(await pair('4.0|2|3\n5.0|2|4')).toEqual([1, 0]);
  expect(await pair('1.0|2|0\n4.0|2|2\n5.0|2|0')).toEqual([undefined, undefined]);
});

test('a licence counts whole days, at whatever hour it is asked', async () => {
  await using world = await met(sfos);
  const evening = await world.ask('sophos-firewall', 15 * 3600);
  expect(evening.metrics['firewall.licenceDays']).toEqual(sfosSays['firewall.licenceDays']);
});

test('the service that keeps the legal log lives or does not, where the device says which one it is', async () => {
  await using world = await met(ucopia);
  const log = '1.3.6.1.4.1.31218.4.7.0';
  expect((await world.ask('ucopia')).metrics).not.toHaveProperty(['hotspot.log']);
  const told = { places: { 'hotspot.log': log } };
  expect((await world.ask('ucopia', 0, told)).metrics['hotspot.log']).toBe(0);
  world.agent.set(`${log}|2|1\n`);
  expect((await world.ask('ucopia', 0, told)).metrics['hotspot.log']).toBe(1);
  // switched off is as bad as stopped: the law wants it
  world.agent.set(`${log}|2|3\n`);
  expect((await world.ask('ucopia', 0, told)).metrics['hotspot.log']).toBe(0);
});

test('a value that this version keeps elsewhere is read where the territory says', async () => {
  await using world = await met(`${arubaInstant}1.3.6.1.4.1.14823.9.9.${mac}|66|5\n`);
  const places = { 'host.cpu': '1.3.6.1.4.1.14823.9.9' };
  expect((await world.ask('aruba-instant', 0, { places })).metrics['host.cpu']).toEqual({ 'place-marcadieu': 5 });
});
