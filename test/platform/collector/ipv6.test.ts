import { writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scan } from '../../../collector/snmp/scan.ts';
import { createSnmpCollector } from '../../../collector/snmp/snmp.ts';
import { parseAddressRanges } from '../../../devices/address-range.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import type { SnmpFound } from '../../../devices/snmp-found.ts';
import { asked, deviceAt } from '../../support/checked.ts';
import { emptyFolder } from '../../support/folder.ts';
import { startSnmpd } from '../../support/snmpd.ts';
import { runVigie } from '../../support/vigie.ts';

const isHere = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

test('over IPv6 a real snmpd is probed, found in a list of ranges and asked, v2c and v3; without IPv6 that is said', async () => {
  if (!isHere) {
    const nobody = await runVigie(['probe', '::1', '--community', 'hidden']);
    expect(nobody).toMatchObject({ code: 1, stderr: expect.stringMatching(/^vigie probe: \[::1\]:161 .*\n$/) });
    return;
  }
  await using folder = await emptyFolder();
  await writeFile(join(folder.path, 'auth'), 'authpass1\n');
  await writeFile(join(folder.path, 'priv'), 'privpass1\n');
  const config =
    'rocommunity6 hidden ::1\ncreateUser alice SHA-256 "authpass1" AES "privpass1"\nrouser alice priv\nsysName mairie-srv6\n';
  await using agent = await startSnmpd({ folder: folder.path, config, at: 'udp6:[::1]' });
  const { port } = agent;

  for (const address of ['::1', '0:0:0:0:0:0:0:1', '[::1]', 'snmp:[::1]']) {
    const told = await runVigie(['probe', address, '--port', String(port), '--community', 'hidden', '--json']);
    expect(JSON.parse(told.stdout), address).toMatchObject({ type: 'linux-host', sysName: 'mairie-srv6' });
  }
  const keys = ['--auth-key-file', join(folder.path, 'auth'), '--priv-key-file', join(folder.path, 'priv')];
  const secure = await runVigie([
    'probe',
    `[::1]:${port}`,
    '--snmp-version',
    '3',
    '--user',
    'alice',
    ...keys,
    '--json',
  ]);
  expect(JSON.parse(secure.stdout)).toMatchObject({ metrics: { 'disk.used': { '/': expect.any(Number) } } });

  const read = parseAddressRanges('127.0.0.61, ::1-::1, ::1/128');
  if (!read.ok) throw new Error(read.reason);
  const found: [string, SnmpFound][] = [];
  const secret = { version: '2c', community: 'hidden' } as const;
  const end = await scan({
    ...{ ranges: read.ranges, port, credentials: { name: 'serveurs', secret }, catalogue },
    isKnown: (place) => found.some(([one]) => one === place),
    found: async (place, what) => void found.push([place, what]),
    signal: AbortSignal.timeout(20_000),
    limits: { atOnce: 1, timeoutMs: 300 },
  });
  expect(end).toEqual({ done: 3, total: 3, found: 1, known: 1, refused: 0 });
  expect(found.map(([place, { types, sysName }]) => [place, types[0]?.type, sysName])).toEqual([
    [`snmp:[::1]:${port}`, 'linux-host', 'mairie-srv6'],
  ]);

  const collector = createSnmpCollector({ catalogue, credentials: new Map([['parc', secret]]), timeoutMs: 500 });
  const at = (place: string, credentials = 'parc') =>
    asked(collector, deviceAt(place, { id: 'srv', type: 'linux-host', credentials }));
  expect((await at(`snmp:[::1]:${port}`)).learnt[0]?.metrics).toMatchObject({ 'host.memory': expect.any(Number) });
  const gone = await at(`snmp:[::1]:${port + 1 > 65_535 ? port - 1 : port + 1}`);
  expect(gone).toMatchObject({ isUnreachable: true, reason: expect.stringContaining('snmp:[::1]') });
});
