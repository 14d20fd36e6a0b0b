import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identify } from '../../../collector/snmp/identify.ts';
import { openSession } from '../../../collector/snmp/session.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import { startAgent } from '../../../simulators/snmp/agent.ts';
import { emptyFolder } from '../../support/folder.ts';
import { freeUdpPort, startSnmpd } from '../../support/snmpd.ts';
import { runVigie } from '../../support/vigie.ts';

const netSnmp =
  '1.3.6.1.2.1.1.1.0|4|Linux box 6.1.0\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.8072.3.2.10\n1.3.6.1.4.1.2021.4.5.0|2|9\n';

test.each([
  ['linux-host', netSnmp],
  ['synology-nas', `${netSnmp}1.3.6.1.4.1.6574.1.5.1.0|4|DS920+\n`],
  ['unifi-ap', `${netSnmp}1.3.6.1.4.1.41112.1.6.3.3.0|4|U6\n`],
  [
    'sophos-firewall',
    '1.3.6.1.2.1.1.1.0|4|Linux x\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2604.5\n1.3.6.1.4.1.2604.5.1.1.1.0|4|fw\n',
  ],
  ['ups', '1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.534.1\n1.3.6.1.2.1.2.2.1.8.1|2|1\n1.3.6.1.2.1.33.1.2.1.0|2|2\n'],
  ['network-equipment', '1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1\n1.3.6.1.2.1.2.2.1.8.1|2|1\n'],
  // sysObjectID alone proves nothing
  [undefined, '1.3.6.1.2.1.1.1.0|4|Linux\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2604.5\n'],
])('an agent is told to be %s by what it answers, not by its name alone', async (type, recording) => {
  await using agent = await startAgent({ recording, community: 'hidden' });
  const address = { host: '127.0.0.1', port: agent.port };
  const signal = AbortSignal.timeout(10_000);
  using session = openSession({
    address,
    credentials: { version: '2c', community: 'hidden' },
    signal,
    timeoutMs: 500,
    retries: 1,
  });
  expect((await identify(session, catalogue)).candidates[0]?.type).toBe(type);
});

test('vigie probe says which type a machine is and why, its values, and what shows later', async () => {
  await using folder = await emptyFolder();
  await writeFile(join(folder.path, 'auth'), 'authpass1\n');
  await writeFile(join(folder.path, 'priv'), 'privpass1\n');
  const config =
    'rocommunity hidden 127.0.0.1\ncreateUser alice SHA-256 "authpass1" AES "privpass1"\nrouser alice priv\n';
  await using agent = await startSnmpd({ folder: folder.path, config });
  const plain = await runVigie(['probe', '127.0.0.1', '--port', String(agent.port), '--community', 'hidden']);
  expect(plain).toMatchObject({ code: 0, stderr: '' });
  expect(plain.stdout).toMatch(/^type linux-host: sysObjectID is 1\.3\.6\.1\.4\.1\.8072\.3\.2\.10, sysDescr matches/m);
  expect(plain.stdout).toMatch(/^ {2}disk\.used\{\/\} [\d.]+ %$/m);
  expect(plain.stdout).toMatch(/^ {2}interface\.in shows at the second time of asking$/m);
  const keys = ['--auth-key-file', join(folder.path, 'auth'), '--priv-key-file', join(folder.path, 'priv')];
  const v3 = ['probe', `127.0.0.1:${agent.port}`, '--snmp-version', '3', '--user', 'alice', ...keys, '--json'];
  const secure = await runVigie(v3);
  expect(JSON.parse(secure.stdout)).toMatchObject({
    type: 'linux-host',
    metrics: { 'disk.used': { '/': expect.any(Number) } },
  });
});

test('a probe without a secret, of nobody, or as what it is not: one line and its exit code', async () => {
  const port = String(await freeUdpPort());
  expect(await runVigie(['probe', '127.0.0.1'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'vigie probe: give --community, or --snmp-version 3 with --user\n',
  });
  const nobody = await runVigie(['probe', '127.0.0.1', '--port', port, '--community', 'hidden']);
  expect(nobody).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining(`127.0.0.1:${port} does not answer`),
  });
  const wrongType = await runVigie(['probe', '127.0.0.1', '--community', 'x', '--type', 'climate']);
  expect(wrongType).toMatchObject({ code: 2, stderr: expect.stringContaining('no type that is asked over SNMP') });
});
