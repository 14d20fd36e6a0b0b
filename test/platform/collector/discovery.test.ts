import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scan } from '../../../collector/snmp/scan.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import type { SnmpFound } from '../../../devices/snmp-found.ts';
import { type Agent, startAgent } from '../../../simulators/snmp/agent.ts';
import { emptyFolder } from '../../support/folder.ts';
import { freeUdpPort } from '../../support/snmpd.ts';
import { productionFolder, runVigie, startVigie } from '../../support/vigie.ts';

const netSnmp = '1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.8072.3.2.10\n1.3.6.1.4.1.2021.4.5.0|2|9\n';
const agents = {
  '127.0.0.21': `1.3.6.1.2.1.1.1.0|4|Linux box 6.1.0\n1.3.6.1.2.1.1.5.0|4|mairie-srv1\n${netSnmp}`,
  // sysObjectID of net-snmp as well: its own MIB tells it apart
  '127.0.0.22': `1.3.6.1.2.1.1.1.0|4|Linux nas\n1.3.6.1.2.1.1.5.0|4|sauvegarde\n1.3.6.1.2.1.1.6.0|4|Mairie de Tartas\n${netSnmp}1.3.6.1.4.1.6574.1.5.1.0|4|DS920+\n`,
  '127.0.0.23': '1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.534.1\n1.3.6.1.2.1.33.1.2.1.0|2|2\n1.3.6.1.2.1.33.1.2.4.0|2|87\n',
  // sysObjectID alone proves nothing
  '127.0.0.24': '1.3.6.1.2.1.1.1.0|4|Linux\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2604.5\n',
};

test('a range is looked through: what answers waits in the discovery with its type, its name and its site, and is attached', async () => {
  await using world = await startWorld();
  const { vigie, port } = world;
  const session = await vigie.session();
  const order = { range: '127.0.0.16/28', credentials: 'switches', port };
  expect((await vigie.ask(session, '/discovery/scan')).body).toMatchObject({ credentials: ['switches'], scan: null });
  expect((await vigie.ask(session, '/discovery/scan', order)).status).toBe(202);
  expect((await vigie.ask(session, '/discovery/scan', order)).status).toBe(409);
  await expect
    .poll(async () => (await vigie.ask(session, '/discovery/scan')).body.scan)
    .toMatchObject({ is: 'done', done: 14, total: 14, found: 3, known: 1, refused: 0 });
  const { items } = (await vigie.ask(session, '/discovery')).body as {
    items: { id: number; address: string; proposal: object }[];
  };
  expect(new Map(items.map(({ address, proposal }) => [address, proposal]))).toEqual(
    new Map([
      [`snmp:127.0.0.21:${port}`, { type: 'linux-host', site: 'mairie', name: 'mairie-srv1', credentials: 'switches' }],
      [
        `snmp:127.0.0.22:${port}`,
        { type: 'synology-nas', site: 'mairie', name: 'sauvegarde', credentials: 'switches' },
      ],
      // of nothing but its neighbour it is known where it stands
      [`snmp:127.0.0.24:${port}`, { site: 'mairie', name: `127.0.0.24:${port}`, credentials: 'switches' }],
    ]),
  );
  const { id } = items.find(({ address }) => address.includes('127.0.0.22')) ?? { id: 0 };
  const nas = { type: 'synology-nas', site: 'mairie', name: 'Sauvegarde' };
  expect(await vigie.ask(session, `/discovery/${id}/attach`, nas)).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('choose its credentials') },
  });
  const attached = await vigie.ask(session, `/discovery/${id}/attach`, { ...nas, credentials: 'switches' });
  expect(attached).toMatchObject({ status: 200, body: { device: 'sauvegarde' } });
  await expect
    .poll(() => vigie.get('/api/v1/readings/latest?device=sauvegarde'))
    .toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ metric: 'device.up', value: 1 })]) });
  // known now, it is neither asked nor proposed again
  expect((await vigie.ask(session, '/discovery/scan', order)).status).toBe(202);
  await expect
    .poll(async () => (await vigie.ask(session, '/discovery/scan')).body.scan)
    .toMatchObject({ is: 'done', found: 2, known: 2 });
  expect((await vigie.ask(session, '/discovery')).body.items).toHaveLength(2);
  expect((await vigie.ask(session, '/refused')).body.items).toEqual([]);
});

test('a range too large, of others, or of no credentials is refused in one line that says what to do', async () => {
  await using world = await startWorld();
  const session = await world.vigie.session();
  const seen: string[] = [];
  for (const [range, credentials] of [
    ['10.0.0.0/8', 'switches'],
    ['8.8.8.0/24', 'switches'],
    ['10.1.2.9-10.1.2.1', 'switches'],
    ['fd00::/64', 'switches'],
    ['2001:db8::/120', 'switches'],
    ['10.1.2.0/24', 'switch'],
  ]) {
    const { status, body } = await world.vigie.ask(session, '/discovery/scan', { range, credentials });
    expect(status).toBe(400);
    seen.push(body.detail);
  }
  expect(seen).toEqual([
    '10.0.0.0/8 holds 16777214 addresses: at most 4096 at a time, as a /20',
    '8.8.8.0/24 is not within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 127.0.0.0/8, fc00::/7, ::1: name it in collector.discovery.ranges',
    '"10.1.2.9-10.1.2.1" is no range of addresses, as 10.1.2.0/24, 10.1.2.10-10.1.2.40, fd00:1::/112 or one address',
    'fd00::/64 holds 18446744073709552000 addresses: at most 65536 at a time, as a /112',
    '2001:db8::/120 is not within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 127.0.0.0/8, fc00::/7, ::1: name it in collector.discovery.ranges',
    'collector.credentials has no "switch". Did you mean "switches"?',
  ]);
});

test('vigie discover has the running Vigie look, tells what was found, and Ctrl-C stops it', async () => {
  await using world = await startWorld();
  const { config, port } = world;
  const told = await runVigie([
    ...['discover', '127.0.0.21-127.0.0.24', '--credentials', 'switches', '--port', String(port)],
    ...['--config', config],
  ]);
  expect(told).toEqual({
    ...{ code: 0, stderr: '' },
    stdout: '4 of 4 addresses of 127.0.0.21-127.0.0.24 asked, 3 found, 1 known already\n',
  });
  const root = join(import.meta.dirname, '../../../vigie.ts');
  const args = ['discover', '127.0.4.0/22', '--credentials', 'switches', '--config', config, '--json'];
  const child = spawn(process.execPath, [root, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  const session = await world.vigie.session();
  await expect
    .poll(async () => (await world.vigie.ask(session, '/discovery/scan')).body.scan)
    .toMatchObject({ is: 'running', total: 1022 });
  child.kill('SIGINT');
  await once(child, 'close');
  expect(JSON.parse(stdout)).toMatchObject({ is: 'stopped', total: 1022 });
  const large = await runVigie(['discover', '10.0.0.0/8', '--credentials', 'switches', '--config', config]);
  expect(large).toMatchObject({ code: 2, stderr: expect.stringMatching(/at most 4096 at a time/) });
  await world.vigie.kill('SIGTERM');
  const alone = await runVigie(['discover', '127.0.0.21', '--credentials', 'switches', '--config', config]);
  expect(alone).toMatchObject({ code: 1, stderr: expect.stringContaining('start it first') });
});

test('a scan keeps to its pace and to so many at once, and tells who does not take the credentials', async () => {
  await using agent = await startAgent({ recording: agents['127.0.0.21'], community: 'hidden', host: '127.0.0.41' });
  const found: [string, SnmpFound][] = [];
  let most = 0;
  let now = 0;
  const begun = performance.now();
  const end = await scan({
    ranges: [{ family: 4, first: 0x7f000020n, last: 0x7f000033n }],
    port: agent.port,
    credentials: { name: 'switches', secret: { version: '2c', community: 'hidden' } },
    catalogue,
    isKnown: () => {
      most = Math.max(most, ++now);
      return false;
    },
    found: async (place, what) => void found.push([place, what]),
    onProgress: () => {
      now--;
    },
    signal: AbortSignal.timeout(20_000),
    limits: { atOnce: 4, perSecond: 20, timeoutMs: 50 },
  });
  expect(end).toEqual({ done: 20, total: 20, found: 1, known: 0, refused: 0 });
  expect(performance.now() - begun).toBeGreaterThan(900);
  expect(most).toBeLessThanOrEqual(4);
  expect(found).toMatchObject([
    [`snmp:127.0.0.41:${agent.port}`, { types: [{ type: 'linux-host' }], sysName: 'mairie-srv1' }],
  ]);
});

async function startWorld() {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await emptyFolder());
  const port = await freeUdpPort();
  const running: Agent[] = [];
  for (const [host, recording] of Object.entries(agents)) {
    running.push(stack.use(await startAgent({ recording, community: 'hidden', host, port })));
  }
  await writeFile(join(folder.path, 'community'), 'hidden\n');
  const place = await productionFolder(folder.path, {
    yaml: 'collector: { credentials: { switches: { version: 2c, communityFile: community } } }\n',
    devices: `  - { id: onduleur, name: Onduleur, site: mairie, type: ups, address: "snmp:127.0.0.23:${port}", credentials: switches }\n`,
  });
  const vigie = stack.use(await startVigie(place));
  const owned = stack.move();
  return { vigie, port, config: place.config, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
