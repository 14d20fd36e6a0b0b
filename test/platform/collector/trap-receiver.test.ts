import { createSocket } from 'node:dgram';
import { expect, test } from 'vitest';
import type { Learnt } from '../../../collector/collector.ts';
import { startTraps, type TrapsOptions } from '../../../collector/snmp/traps/traps.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import { parseSnmpAddress } from '../../../devices/snmp-address.ts';
import type { Device } from '../../../devices/territory.ts';
import { emptyFolder } from '../../support/folder.ts';
import { type Sending, sendInform, sendTrap } from '../../support/notify.ts';

const avamar = '1.3.6.1.4.1.15597.1.1.2';
const device = (id: string, type: string, more: Partial<Device>): Device => ({
  ...{ id, name: id, site: 'mairie', type, credentials: 'appliances' },
  ...more,
});
const devices = [
  device('grille', 'avamar-grid', {}),
  device('dax', 'avamar-member', { parent: 'grille', address: 'avamar:/clients/mairie-dax' }),
  device('pare-feu', 'sophos-firewall', { address: 'snmp:127.0.0.9' }),
  device('onduleur', 'ups', { address: 'snmp:127.0.0.10' }),
];

test('the end of a backup on a grid is the state of the member’s client, and the grid is asked at once', async () => {
  await using world = await startWorld();
  const activity = (domain: string, status: number): NonNullable<Sending['variables']> => [
    [`${avamar}.2.1.0`, 's', 'srv-etatcivil'],
    [`${avamar}.2.2.0`, 's', domain],
    [`${avamar}.2.5.0`, 's', 'Scheduled Backup'],
    [`${avamar}.2.11.0`, 'i', String(status)],
    [`${avamar}.2.12.0`, 'i', '0'],
  ];
  const oid = `${avamar}.1.0.1`;
  await sendTrap(world.sending({ from: '127.0.0.8', oid, variables: activity('/clients/mairie-dax', 30999) }));
  await sendTrap(world.sending({ from: '127.0.0.8', oid, variables: activity('/clients/nobody', 30000) }));
  await expect.poll(() => world.traps.counters().taken).toBe(2);
  expect(world.learnt).toMatchObject([{ device: 'dax', metrics: { 'backup.state': { 'srv-etatcivil': 3 } } }]);
  expect(world.hastened).toEqual(['grille', 'grille']);
});

test('a firewall’s message makes it be asked; its text, which may name people, is kept nowhere', async () => {
  await using world = await startWorld();
  const base = '1.3.6.1.4.1.2604.5.1.8.1';
  const variables: NonNullable<Sending['variables']> = [
    ['1.3.6.1.4.1.2604.5.1.8.1.2.0', 's', 'login of jeanne failed'],
  ];
  await sendTrap(world.sending({ from: '127.0.0.9', oid: `${base}.1`, variables }));
  await sendTrap(world.sending({ from: '127.0.0.9', oid: `${base}.7`, variables }));
  await expect.poll(() => world.hastened).toEqual(['pare-feu', 'pare-feu']);
  expect(world.learnt).toEqual([]);
  expect(world.told).toMatchObject([{ about: { trap: `${base}.7`, variables: 1 } }]);
  expect(JSON.stringify([world.told, world.logged])).not.toContain('jeanne');
});

test('an inform is not acknowledged while the journal takes nothing', async () => {
  await using world = await startWorld({ take: async () => false });
  const sending = world.sending({ from: '127.0.0.10', oid: '1.3.6.1.2.1.33.2.1' });
  expect(await sendInform(sending, 1)).toBe(false);
  expect(world.traps.counters()).toMatchObject({ received: 1, taken: 0, leftOut: 1, leftOutByJournal: 1 });
});

test('a storm from one device is bounded and told once, whatever the other sends comes through', async () => {
  await using world = await startWorld({ limits: { perSource: 50, inAll: 1_000 } });
  await using raging = await openSocket('127.0.0.9');
  await sendTrap(world.sending({ from: '127.0.0.10', oid: '1.3.6.1.2.1.33.2.1' }));
  await expect.poll(() => world.learnt.length).toBe(1);
  const junk = Buffer.from('no notification');
  // a little at a time: what the system drops for us is no storm that we bounded
  for (let i = 0; i < 2_000; i++) {
    raging.send(junk, world.traps.port);
    if (i % 100 === 99) await expect.poll(() => world.traps.counters().received).toBe(2 + i);
  }
  await sendTrap(world.sending({ from: '127.0.0.10', oid: '1.3.6.1.2.1.33.2.1' }));
  await expect.poll(() => world.learnt.length).toBe(2);
  const { refused, leftOut } = world.traps.counters();
  expect(refused + leftOut).toBe(2_000);
  expect(leftOut).toBeGreaterThan(500);
  expect(world.told.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('is no notification'),
    'sends too many notifications: what is beyond the limit is counted and left out',
  ]);
});

async function openSocket(from: string) {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, from, resolve));
  return {
    send: (bytes: Buffer, port: number) => socket.send(bytes, port, '127.0.0.1'),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => socket.close(resolve)),
  };
}

async function startWorld(more: Partial<TrapsOptions> = {}) {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await emptyFolder());
  const learnt: Learnt[] = [];
  const hastened: string[] = [];
  const told: { source: string; about: object; reason: string }[] = [];
  const logged: unknown[] = [];
  const traps = stack.use(
    await startTraps({
      ...{ listen: { host: '127.0.0.1', port: 0 }, catalogue, devices },
      credentials: new Map([['appliances', { version: '2c', community: 'hidden' }]]),
      // the grid’s address stands in the settings
      hostOf: ({ id, address }) => (id === 'grille' ? '127.0.0.8' : parseSnmpAddress(address ?? '')?.host),
      resolve: async () => [],
      rowName: () => undefined,
      async take(what) {
        learnt.push(...what);
        return true;
      },
      hasten: (id) => hastened.push(id),
      discover: async () => true,
      refuse: (source, about, reason) => told.push({ source, about, reason }),
      onBug: (error) => {
        throw error;
      },
      log: { info: (...line) => logged.push(line), warn: (...line) => logged.push(line) },
      ...more,
    }),
  );
  const owned = stack.move();
  return {
    traps,
    ...{ learnt, hastened, told, logged },
    sending: (how: Pick<Sending, 'from' | 'oid'> & Partial<Sending>): Sending => ({
      ...{ port: traps.port, secret: { community: 'hidden' }, folder: folder.path },
      ...how,
    }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
