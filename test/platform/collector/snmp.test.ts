import { expect, test } from 'vitest';
import { CollectTrouble } from '../../../collector/collector.ts';
import type { SnmpCredentials } from '../../../collector/snmp/credentials.ts';
import { createSnmpCollector } from '../../../collector/snmp/snmp.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import type { Device } from '../../../devices/territory.ts';
import { emptyFolder } from '../../support/folder.ts';
import { startSnmpd } from '../../support/snmpd.ts';

const config = `rocommunity hidden 127.0.0.1
extend updates /bin/echo 7 packages
createUser alice SHA-256 "authpass1" AES "privpass1"
createUser bob SHA "authpass1" AES256 "privpass1"
createUser dave SHA "authpass1" AES256C "privpass1"
createUser carol SHA-512 "authpass1"
createUser outsider SHA "authpass1" AES "privpass1"
rouser alice priv
rouser bob priv
rouser carol auth
rouser dave priv
`;

const key = (protocol: 'sha' | 'sha256' | 'sha512', secret = 'authpass1') => ({ protocol, key: secret });
const aes = (protocol: 'aes' | 'aes256b' | 'aes256r', secret = 'privpass1') => ({ protocol, key: secret });
const credentials = {
  v1: { version: '1', community: 'hidden' },
  v2c: { version: '2c', community: 'hidden' },
  'SHA-256 and AES-128': { version: '3', user: 'alice', auth: key('sha256'), priv: aes('aes') },
  'SHA-1 and AES-256': { version: '3', user: 'bob', auth: key('sha'), priv: aes('aes256b') },
  'SHA-1 and AES-256 extended as Reeder does': {
    version: '3',
    user: 'dave',
    auth: key('sha'),
    priv: aes('aes256r'),
  },
  'SHA-512 without privacy': { version: '3', user: 'carol', auth: key('sha512') },
  'another community': { version: '2c', community: 'public' },
  'an unknown user': { version: '3', user: 'eve', auth: key('sha256'), priv: aes('aes') },
  'a wrong password': { version: '3', user: 'alice', auth: key('sha256', 'mistaken1'), priv: aes('aes') },
  'a wrong privacy password': { version: '3', user: 'alice', auth: key('sha256'), priv: aes('aes', 'mistaken1') },
  'the other key extension': { version: '3', user: 'bob', auth: key('sha'), priv: aes('aes256r') },
  'too low a level': { version: '3', user: 'alice', auth: key('sha256') },
  'a user without rights': { version: '3', user: 'outsider', auth: key('sha'), priv: aes('aes') },
} as const satisfies Record<string, SnmpCredentials>;
type Name = keyof typeof credentials;

test.each<Name>([
  'v1',
  'v2c',
  'SHA-256 and AES-128',
  'SHA-1 and AES-256',
  'SHA-1 and AES-256 extended as Reeder does',
  'SHA-512 without privacy',
])('a Linux machine with net-snmp’s own agent is read over %s', async (name) => {
  await using agent = await startAgent();
  const [learnt] = await agent.ask('linux-host', name);
  expect(learnt?.metrics).toMatchObject({
    'host.memory': expect.any(Number),
    'host.load': expect.any(Number),
    'host.uptime': expect.any(Number),
    'host.updates': 7,
    'disk.used': { '/': expect.any(Number) },
  });
  expect(learnt?.metrics['interface.up']).not.toHaveProperty(['lo']);
});

test('traffic shows at the second poll, and not after the agent was restarted', async () => {
  await using agent = await startAgent();
  const [first] = await agent.ask('network-equipment', 'v2c');
  expect(first?.metrics).not.toHaveProperty(['interface.in']);
  await expect
    .poll(async () => (await agent.ask('network-equipment', 'v2c'))[0]?.metrics)
    .toMatchObject({ 'interface.in': expect.any(Object), 'interface.errors': expect.any(Object) });
  // old enough that the new one is younger when it is asked
  const uptime = async () => (await agent.ask('network-equipment', 'v2c'))[0]?.metrics['host.uptime'];
  await expect.poll(uptime, { timeout: 30_000, interval: 500 }).toBeGreaterThan(5);
  await agent.restart();
  const [fresh] = await agent.ask('network-equipment', 'v2c');
  expect(fresh?.metrics).not.toHaveProperty(['interface.in']);
});

test('an agent that comes back with another engine ID is asked on, and its new engine is told', async () => {
  await using agent = await startAgent();
  await agent.ask('linux-host', 'SHA-256 and AES-128');
  await agent.restart('exactEngineID 0x8000000001020304\n');
  const [learnt] = await agent.ask('linux-host', 'SHA-256 and AES-128');
  expect(learnt?.metrics).toMatchObject({ 'host.memory': expect.any(Number) });
  expect(new Set(agent.engines).size).toBe(2);
  expect(agent.engines.at(-1)).toBe('8000000001020304');
});

test.each<[Name, string]>([
  ['an unknown user', 'knows no such user: correct `user`'],
  ['a wrong password', 'refuses the authentication: correct authKeyFile'],
  ['a wrong privacy password', 'correct privKeyFile or privProtocol'],
  ['the other key extension', 'correct privKeyFile or privProtocol'],
  ['too low a level', 'lets us read nothing'],
  ['a user without rights', 'lets us read nothing'],
])('%s is told apart from silence', async (name, reason) => {
  await using agent = await startAgent();
  const trouble = await agent.troubleOf('linux-host', name);
  expect(trouble.isUnreachable).toBe(false);
  expect(trouble.message).toContain(reason);
  expect(trouble.message).not.toMatch(/authpass1|privpass1|mistaken1/);
});

test('an agent that keeps silent, as those of v2c do to a wrong community, is unreachable', async () => {
  await using agent = await startAgent();
  const trouble = await agent.troubleOf('linux-host', 'another community');
  expect(trouble.isUnreachable).toBe(true);
  expect(trouble.message).toContain('silent to a wrong community as well');
});

test('an agent that has nothing of the type says so', async () => {
  await using agent = await startAgent();
  const trouble = await agent.troubleOf('ups', 'v2c');
  expect(trouble).toMatchObject({ isUnreachable: false, message: expect.stringContaining('is it of another type?') });
});

async function startAgent() {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await emptyFolder());
  let agent = await startSnmpd({ folder: folder.path, config });
  stack.defer(() => agent[Symbol.asyncDispose]());
  const engines: string[] = [];
  const collector = createSnmpCollector({
    catalogue,
    credentials: new Map(Object.entries(credentials)),
    timeoutMs: 400,
    retries: 2,
    onEngine: (_, engine) => engines.push(engine),
  });
  const ask = (type: string, name: Name) => {
    const address = `snmp:127.0.0.1:${agent.port}`;
    const device: Device = { id: 'server', name: 'Serveur', site: 'mairie', type, address, credentials: name };
    return collector.ask(device, { now: Date.now(), signal: AbortSignal.timeout(20_000) });
  };
  const owned = stack.move();
  return {
    ask,
    engines,
    async troubleOf(type: string, name: Name): Promise<CollectTrouble> {
      const trouble = await ask(type, name).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (trouble instanceof CollectTrouble) return trouble;
      throw new Error(`expected a trouble, not ${String(trouble)}`);
    },
    /** The same agent once more, on the same port; `more` stands in its configuration as well. */
    async restart(more = '') {
      await agent[Symbol.asyncDispose]();
      agent = await startSnmpd({ folder: folder.path, config: `${more}${config}`, port: agent.port });
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
