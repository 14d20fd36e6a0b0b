import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startAgent } from '../../../simulators/snmp/agent.ts';
import { emptyFolder } from '../../support/folder.ts';
import { type Secret, type Sending, sendInform, sendTrap } from '../../support/notify.ts';
import { freeUdpPort } from '../../support/snmpd.ts';
import { productionFolder, startVigie } from '../../support/vigie.ts';

const settings = `collector:
  credentials:
    switches: { version: 2c, communityFile: community }
    others: { version: 2c, communityFile: others }
    servers:
      { version: "3", user: alice, authProtocol: sha256, authKeyFile: auth, privProtocol: aes, privKeyFile: priv }
`;
const linkDown = '1.3.6.1.6.3.1.1.5.3';
const onBattery = '1.3.6.1.2.1.33.2.1';
const community: Secret = { community: 'hidden' };
const v3 = (user: string, authKey: string, privKey: string): Secret => ({
  v3: [...['-u', user, '-l', 'authPriv', '-a', 'SHA-256', '-A', authKey, '-x', 'AES', '-X', privKey], '-e', engine],
});
const engine = '0x80001f8880deadbeef';
/** RFC 3414: of an inform the receiver's engine counts, which its sender asks for */
const v3Inform: Secret = {
  v3: ['-u', 'alice', '-l', 'authPriv', '-a', 'SHA-256', '-A', 'authpass1', '-x', 'AES', '-X', 'privpass1'],
};
const router = `1.3.6.1.2.1.1.3.0|67|360000
1.3.6.1.2.1.31.1.1.1.1.10|4|wan
1.3.6.1.2.1.2.2.1.7.10|2|1
1.3.6.1.2.1.2.2.1.8.10|2|1
`;
const downOf = (index: number, admin = 1): [string, string, string][] => [
  [`1.3.6.1.2.1.2.2.1.1.${index}`, 'i', String(index)],
  [`1.3.6.1.2.1.2.2.1.7.${index}`, 'i', String(admin)],
  [`1.3.6.1.2.1.2.2.1.8.${index}`, 'i', '2'],
];

test('a link that a switch says is down is so at once by the interface’s name, and the switch is asked again', async () => {
  await using world = await startWorld();
  const { agent } = world;
  await expect.poll(() => world.latest('commutateur')).toMatchObject({ 'interface.up{wan}': 1 });
  agent.set('1.3.6.1.2.1.2.2.1.8.10|2|2\n');
  const asked = agent.requests();
  await sendTrap(world.sending({ from: '127.0.0.5', oid: linkDown, variables: downOf(10) }));
  await expect.poll(() => world.latest('commutateur')).toMatchObject({ 'interface.up{wan}': 0 });
  // its minute is not over: the trap alone made it be asked
  await expect.poll(() => agent.requests(), { timeout: 10_000 }).toBeGreaterThan(asked);
  expect(await world.latest('commutateur')).toMatchObject({ 'interface.up{wan}': 0 });
});

test('an interface that somebody switched off is no fault, a started agent is asked at once', async () => {
  await using world = await startWorld();
  const { agent } = world;
  await expect.poll(() => world.latest('commutateur')).toMatchObject({ 'interface.up{wan}': 1 });
  await sendTrap(world.sending({ from: '127.0.0.5', oid: linkDown, variables: downOf(10, 2) }));
  const asked = agent.requests();
  await sendTrap(world.sending({ from: '127.0.0.5', oid: '1.3.6.1.6.3.1.1.5.1' }));
  await expect.poll(() => agent.requests(), { timeout: 10_000 }).toBeGreaterThan(asked);
  expect(await world.latest('commutateur')).toMatchObject({ 'interface.up{wan}': 1 });
  expect((await world.vigie.ask(await world.vigie.session(), '/refused')).body.items).toEqual([]);
});

test.each<[string, (world: World) => Partial<Sending>]>([
  ['of v2c from its own address', () => ({ from: '127.0.0.6', secret: community })],
  [
    'of v2c behind NAT, by the address that it gives itself',
    () => ({
      ...{ from: '127.0.0.99', secret: community },
      variables: [...minutesLeft, ['1.3.6.1.6.3.18.1.3.0', 'a', '127.0.0.6']],
    }),
  ],
])('a UPS on battery, %s', async (_, how) => {
  await using world = await startWorld();
  await sendTrap(world.sending({ oid: onBattery, variables: minutesLeft, ...how(world) }));
  await expect.poll(() => world.latest('onduleur')).toMatchObject({ 'ups.mains': 0, 'ups.runtime': 17 });
});

test('over v3 a notification is believed from behind NAT by its user, and never with other keys or none', async () => {
  await using world = await startWorld();
  const sending = world.sending({
    ...{ oid: onBattery, from: '127.0.0.77', variables: minutesLeft },
    secret: v3('alice', 'authpass1', 'privpass1'),
  });
  await sendTrap(sending);
  await expect.poll(() => world.latest('baie')).toMatchObject({ 'ups.mains': 0 });
  await sendTrap({ ...sending, secret: v3('alice', 'mistaken1', 'privpass1') });
  await sendTrap({ ...sending, secret: v3('alice', 'authpass1', 'mistaken1') });
  await sendTrap({ ...sending, secret: v3('eve', 'authpass1', 'privpass1') });
  await sendTrap({ ...sending, secret: { v3: ['-u', 'alice', '-l', 'noAuthNoPriv', '-e', engine] } });
  await expect
    .poll(() => world.reasons())
    .toEqual([
      'comes at a lower security level than its user’s',
      'comes from a user that is none of ours',
      'cannot be decrypted: privKeyFile or privProtocol is another than the sender’s',
      'is not authentic: authKeyFile or authProtocol is another than the sender’s',
    ]);
});

test.each<[string, Secret, string]>([
  ['v2c', community, 'onduleur'],
  ['v3', v3Inform, 'baie'],
])('an inform of %s is acknowledged, and durable by then: kill -9 loses none', async (_, secret, device) => {
  await using world = await startWorld();
  const from = device === 'onduleur' ? '127.0.0.6' : '127.0.0.7';
  let acknowledged = 0;
  for (let minutes = 1; minutes <= 3; minutes++) {
    const variables: Sending['variables'] = [['1.3.6.1.2.1.33.1.2.3.0', 'i', String(minutes)]];
    if (await sendInform(world.sending({ from, secret, oid: onBattery, variables }))) acknowledged++;
  }
  await world.vigie.kill('SIGKILL');
  expect(acknowledged).toBe(3);
  await world.restart();
  await expect.poll(() => world.values(device, 'ups.runtime')).toEqual([1, 2, 3]);
});

test('a wrong community, and credentials of another device, are each told once; a stranger waits in the discovery', async () => {
  await using world = await startWorld();
  const sending = world.sending({ from: '127.0.0.6', oid: onBattery });
  for (let i = 0; i < 5; i++) await sendTrap({ ...sending, secret: { community: 'mistaken' } });
  expect(await sendInform({ ...sending, secret: { community: 'mistaken' } }, 1)).toBe(false);
  for (let i = 0; i < 3; i++) await sendTrap({ ...sending, secret: { community: 'elsewhere' } });
  await sendTrap({ ...sending, oid: '1.3.6.1.4.1.99999.0.7' });
  for (let i = 0; i < 3; i++) await sendTrap({ ...sending, from: '127.0.0.99' });
  await expect
    .poll(async () => (await world.reasons()).toSorted())
    .toEqual([
      'comes with a community that is none of ours',
      'comes with credentials that are not those of "onduleur": correct them, or name them in collector.traps.credentials',
      'notification 1.3.6.1.4.1.99999.0.7 is none that a ups describes',
    ]);
  const everything =
    JSON.stringify((await world.vigie.ask(await world.vigie.session(), '/refused')).body) + world.log();
  expect(everything).not.toMatch(/mistaken|elsewhere|hidden/);
  await expect
    .poll(async () => (await world.vigie.ask(await world.vigie.session(), '/discovery')).body.items)
    .toMatchObject([{ address: 'snmp:127.0.0.99', messages: 1, proposal: { credentials: 'switches' } }]);
  expect(await world.latest('onduleur')).not.toHaveProperty(['ups.mains']);
});

const minutesLeft: NonNullable<Sending['variables']> = [['1.3.6.1.2.1.33.1.2.3.0', 'i', '17']];
type World = Awaited<ReturnType<typeof startWorld>>;

async function startWorld() {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await emptyFolder());
  const [traps, silent] = [await freeUdpPort(), await freeUdpPort()];
  const agent = stack.use(await startAgent({ recording: router, community: 'hidden', host: '127.0.0.5' }));
  for (const [file, secret] of [
    ['auth', 'authpass1'],
    ['priv', 'privpass1'],
    ['community', 'hidden'],
    ['others', 'elsewhere'],
  ] as const) {
    await writeFile(join(folder.path, file), `${secret}\n`);
  }
  const place = await productionFolder(folder.path, {
    yaml: settings,
    devices: `  - { id: commutateur, name: Commutateur, site: mairie, type: network-equipment, address: "snmp:127.0.0.5:${agent.port}", credentials: switches }
  - { id: onduleur, name: Onduleur, site: mairie, type: ups, address: "snmp:127.0.0.6:${silent}", credentials: switches }
  - { id: baie, name: Baie, site: mairie, type: ups, address: "snmp:127.0.0.7:${silent}", credentials: servers }
`,
  });
  const lines: string[] = [];
  const start = () => startVigie({ ...place, traps }, (line) => lines.push(line));
  let vigie = await start();
  stack.defer(() => vigie[Symbol.asyncDispose]());
  const owned = stack.move();
  return {
    agent,
    get vigie() {
      return vigie;
    },
    log: () => lines.join('\n'),
    async restart() {
      vigie = await start();
    },
    sending: (how: Pick<Sending, 'oid'> & Partial<Sending>): Sending => ({
      ...{ port: traps, secret: community, from: '127.0.0.1', folder: folder.path },
      ...how,
    }),
    /** values by `metric{instance}` */
    async latest(device: string): Promise<Record<string, number>> {
      const { items } = (await vigie.get(`/api/v1/readings/latest?device=${device}`)) as {
        items: { metric: string; instance?: string; value: number }[];
      };
      return Object.fromEntries(
        items.map(({ metric, instance, value }) => [instance === undefined ? metric : `${metric}{${instance}}`, value]),
      );
    },
    async values(device: string, metric: string): Promise<number[]> {
      const to = Date.now() + 60_000;
      const path = `/api/v1/readings?device=${device}&metric=${metric}&from=${to - 3_600_000}&to=${to}`;
      return ((await vigie.get(path)) as { values: number[] }).values;
    },
    /** why messages were refused, the newest first */
    async reasons(): Promise<string[]> {
      const { items } = (await vigie.get('/api/v1/refused')) as { items: { reason: string }[] };
      return items.map(({ reason }) => reason);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
