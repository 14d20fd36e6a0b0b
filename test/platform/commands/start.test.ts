import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/folder.ts';
import { productionFolder, runVigie, startVigie } from '../../support/vigie.ts';

test('a busy port, a folder that takes nothing, an account that cannot be: one line each, nothing left behind', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  await writeFile(join(folder.path, 'file'), '');
  await mkdir(join(folder.path, 'broken'));
  await writeFile(join(folder.path, 'broken/journal.sqlite'), 'this is no database, and no journal of anything at all');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const busy = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const cases: [Record<string, string>, number, RegExp][] = [
    [{ VIGIE_HTTP_LISTEN: busy }, 1, /^http\.listen 127\.0\.0\.1:\d+ is taken by another program: stop/],
    [{ VIGIE_MQTT_LISTEN: busy }, 1, /^mqtt\.listen 127\.0\.0\.1:\d+ is taken by another program: stop/],
    [{ VIGIE_HTTP_LISTEN: '203.0.113.7:8080' }, 1, /^http\.listen 203\.0\.113\.7:8080 is no address of this machine/],
    [{ VIGIE_DATA: 'file/data' }, 1, /^the data folder \/\S+\/file\/data cannot be used \(ENOTDIR\): give "data"/],
    [{ VIGIE_DATA: '/proc/vigie/data' }, 1, /^the data folder \/proc\/vigie\/data cannot be used \(ENOENT\)/],
    [{ VIGIE_DATA: 'broken' }, 1, /^data \S+broken: file is not a database/],
    [{ VIGIE_ADMIN_EMAIL: 'a@b.fr', VIGIE_ADMIN_PASSWORD: '123' }, 2, /^VIGIE_ADMIN_PASSWORD: the first administrator/],
    [
      { VIGIE_ADMIN_EMAIL: 'a@b.fr', VIGIE_ADMIN_PASSWORD_FILE: '/nowhere' },
      2,
      /^VIGIE_ADMIN_PASSWORD: .*no such file/,
    ],
  ];
  for (const [env, code, says] of cases) {
    const ended = await runVigie(['start', '--config', place.config], { VIGIE_LOG_LEVEL: 'silent', ...env });
    expect(ended, JSON.stringify(env)).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(says) });
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  }
  server.close();
  await using vigie = await startVigie(place);
  expect(await vigie.get('/readyz')).toMatchObject({});
});

test('a second Vigie on the same data is one line, and the first goes on', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  await using first = await startVigie(place);
  const elsewhere = { VIGIE_HTTP_LISTEN: '127.0.0.1:0', VIGIE_MQTT_LISTEN: '127.0.0.1:0', VIGIE_LOG_LEVEL: 'silent' };
  const second = await runVigie(['start', '--config', place.config], elsewhere);
  expect(second).toMatchObject({ code: 1, stdout: '' });
  expect(second.stderr).toMatch(/^\S+store\.duckdb is in use: another Vigie runs on this folder.*\n$/);
  expect(await first.get('/api/v1/session')).toMatchObject({});
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it cleanly within five seconds', async (signal) => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  await using vigie = await startVigie(place);
  const began = performance.now();
  await vigie.kill(signal);
  expect(vigie.child.exitCode).toBe(0);
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('paths are meant from the folder of the file, and the environment wins', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  const config = join(folder.path, 'other.yaml');
  await writeFile(config, 'data: ./kept\nterritory: ./territory\nhttp: { listen: "127.0.0.1:1" }\n');
  const env = { VIGIE_HTTP_LISTEN: '127.0.0.1:2', VIGIE_HTTP_PUBLIC_URL: 'https://vigie.fr' };
  const { stdout } = await runVigie(['check', '--config', config], env);
  expect(stdout).toMatch(`screens   http://127.0.0.1:2, for people https://vigie.fr`);
  expect(stdout).toMatch(`keeps in  ${join(folder.path, 'kept')}\n`);
  expect(place.http).toBeGreaterThan(0);
});
