import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../../commands/config/read-config.ts';
import { certificates } from '../../support/certificates.ts';
import { emptyFolder } from '../../support/folder.ts';
import { productionFolder, runVigie, startVigie } from '../../support/vigie.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFile(join(root, path), 'utf8');

/** What the operator puts beside the copied example, as the guide says. */
const operatorsFiles = [
  'secrets/admin-password',
  'secrets/influxdb-password',
  'secrets/influxdb-token',
  'tls/server.key',
  'tls/server.pem',
];

test('on a fresh clone the example of a production lacks its certificate, its key and its token, and nothing else', async () => {
  await using folder = await emptyFolder();
  const example = join(root, 'docs/exemple');
  const before = await runVigie(['check', '--config', join(example, 'vigie.yaml')]);
  const lacks = [...before.stderr.matchAll(/:\d+ (\S+) "([^"]+)" cannot be read/g)].map((found) => found.slice(1, 3));
  expect(lacks).toEqual([
    ['influxdb.tokenFile', join(example, 'secrets/influxdb-token')],
    ['mqtt.tls.cert', join(example, 'tls/server.pem')],
    ['mqtt.tls.key', join(example, 'tls/server.key')],
  ]);
  expect(before).toMatchObject({ code: 2, stderr: expect.stringMatching(/^(?:[^\n]+\n){3}$/) });

  const place = await production(folder.path);
  const after = await runVigie(['check', '--config', join(place, 'vigie.yaml')]);
  expect(after).toMatchObject({ code: 0, stderr: '' });
  expect(after.stdout).toMatch(/2 organisations, 4 sites, 7 devices, 2 clients/);
  expect(after.stdout).toContain('influxdb://');
});

const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      environment: z.record(z.string(), z.string()),
      secrets: z.array(z.string()),
      volumes: z.array(z.string()),
      ports: z.array(z.string()).default([]),
      depends_on: z.record(z.string(), z.object({ condition: z.literal('service_healthy') })).default({}),
      restart: z.string(),
    }),
  ),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
  volumes: z.record(z.string(), z.null()),
});

test('the compose file gives each service its secrets and volumes, and its Vigie passes the check with them', async () => {
  await using folder = await emptyFolder();
  const compose = Compose.parse(parse(await read('docker-compose.yml')));
  const { vigie, influxdb } = compose.services;
  if (vigie === undefined || influxdb === undefined) throw new Error('vigie or influxdb is no service');

  const files = Object.values(compose.secrets).map(({ file }) => file);
  expect(files.sort()).toEqual(operatorsFiles.map((file) => `./production/${file}`));
  const named = new Set<string>();
  for (const [name, { environment, secrets, volumes }] of Object.entries(compose.services)) {
    const read = Object.values(environment).flatMap((value) => /^\/run\/secrets\/(.+)$/.exec(value)?.[1] ?? []);
    expect(read.sort(), name).toEqual(secrets.toSorted());
    for (const secret of secrets) expect(compose.secrets).toHaveProperty([secret]);
    for (const volume of volumes.map((one) => one.split(':', 1)[0] ?? '').filter((one) => !one.startsWith('.'))) {
      expect(compose.volumes).toHaveProperty([volume]);
      named.add(volume);
    }
  }
  expect([...named].sort()).toEqual(Object.keys(compose.volumes).sort());
  expect(vigie.depends_on).toHaveProperty('influxdb');
  expect([vigie.restart, influxdb.restart]).toEqual(['unless-stopped', 'unless-stopped']);
  // the screens for the proxy of this machine alone, the sensors over TLS alone
  expect(vigie.ports).toEqual(['127.0.0.1:8080:8080', '8883:8883']);
  expect(influxdb.ports).toEqual([]);

  const made = influxdb.environment;
  const address = `influxdb://influxdb:8086/${made.DOCKER_INFLUXDB_INIT_BUCKET}?org=${made.DOCKER_INFLUXDB_INIT_ORG}`;
  expect(vigie.environment.VIGIE_STORE).toBe(address);

  const place = await production(folder.path);
  const answers: Record<string, string> = {
    VIGIE_HTTP_PUBLIC_URL: 'https://vigie.tartas.fr',
    VIGIE_ADMIN_EMAIL: 'marie@tartas.fr',
  };
  const env = Object.fromEntries(
    Object.entries({ ...(await imageVariables()), ...vigie.environment }).map(([name, value]) => [
      name,
      value
        .replace(/^\$\{(\w+):\?[^}]+\}$/, (_, asked: string) => answers[asked] ?? '')
        .replace(/^\/run\/secrets\/(.+)$/, (_, secret: string) => {
          return join(place, '..', compose.secrets[secret]?.file ?? 'none');
        }),
    ]),
  );
  const found = await runVigie(['check', '--config', join(place, 'vigie.yaml')], env);
  expect(found).toMatchObject({ code: 0, stderr: '' });
  expect(found.stdout).toContain('http://0.0.0.0:8080, for people https://vigie.tartas.fr');
  expect(found.stdout).toContain('influxdb://influxdb:8086/vigie');
});

test('the systemd unit runs what is there, with settings that exist and the credentials that it loads', async () => {
  await using folder = await emptyFolder();
  const unit = await read('docs/exemple/vigie.service');
  const values = (key: string) => [...unit.matchAll(new RegExp(`^${key}=(.+)$`, 'gm'))].map(([, value = '']) => value);
  const [start = ''] = values('ExecStart');
  expect(start).toBe('/opt/vigie/node_modules/.bin/node /opt/vigie/vigie.ts start --config /etc/vigie/vigie.yaml');
  const loaded = new Map(
    values('LoadCredential').map((value) => [value.split(':')[0] ?? '', value.split(':')[1] ?? '']),
  );
  const place = await production(folder.path);
  const env: Record<string, string> = {};
  const used = new Set<string>();
  for (const setting of values('Environment').flatMap((line) => line.split(' '))) {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(setting) ?? [];
    env[name] = value.replace(/^%d\/(.+)$/, (_, credential: string) => {
      used.add(credential);
      return loaded.get(credential)?.replace('/etc/vigie', place) ?? 'none';
    });
  }
  expect([...used].sort()).toEqual(['influxdb-token', 'tls-cert', 'tls-key']);
  expect([...loaded.keys()].sort()).toEqual([...used].sort());
  expect(await runVigie(['check', '--config', join(place, 'vigie.yaml')], env)).toMatchObject({ code: 0, stderr: '' });
});

test('the image’s question of health tells a Vigie that lives, over TLS too, from none', async () => {
  await using folder = await emptyFolder();
  const dockerfile = await read('Dockerfile');
  const question = z
    .tuple([z.literal('node')], z.string())
    .parse(JSON.parse(/^HEALTHCHECK .*CMD (.+)$/m.exec(dockerfile)?.[1] ?? ''));
  const ask = async (port: number) => {
    const env = { ...process.env, VIGIE_HTTP_LISTEN: `0.0.0.0:${port}` };
    const [code] = await once(spawn(process.execPath, question.slice(1), { env, stdio: 'inherit' }), 'exit');
    return code;
  };
  const place = await productionFolder(folder.path);
  expect(await ask(place.http)).toBe(1);
  {
    await using _ = await startVigie(place);
    expect(await ask(place.http)).toBe(0);
  }
  certificates(join(folder.path, 'tls'));
  const [cert, key] = [
    await readFile(join(folder.path, 'tls/server.pem')),
    await readFile(join(folder.path, 'tls/server.key')),
  ];
  let status = 200;
  const overTls = createServer({ cert, key }, (_, response) => response.writeHead(status).end()).listen(0, '127.0.0.1');
  await once(overTls, 'listening');
  const { port } = z.object({ port: z.number() }).parse(overTls.address());
  expect(await ask(port)).toBe(0);
  status = 503;
  expect(await ask(port)).toBe(1);
  overTls.close();
});

test('the image’s variables are settings of Vigie, and its ports those that they name', async () => {
  const variables = await imageVariables();
  const settings = Object.fromEntries(Object.entries(variables).filter(([name]) => name.startsWith('VIGIE_')));
  const found = readConfig(undefined, settings);
  if (!found.ok) throw new Error(found.mistakes.join('\n'));
  expect(found.config).toMatchObject({
    data: '/var/lib/vigie',
    http: { listen: { port: 8080 } },
    mqtt: { listen: { port: 1883 } },
  });
  const dockerfile = await read('Dockerfile');
  expect(dockerfile).toMatch(/^EXPOSE 8080 1883 8883$/m);
  expect(dockerfile).toMatch(/^VOLUME \/var\/lib\/vigie$/m);
  expect(dockerfile.indexOf('\nUSER vigie\n')).toBeGreaterThan(dockerfile.lastIndexOf('\nRUN '));
});

test('what .dockerignore lets into the image is all that the commands load', async () => {
  await using folder = await emptyFolder();
  const lines = (await read('.dockerignore')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines[0]).toBe('*');
  const taken = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  for (const name of taken) await cp(join(root, name), join(folder.path, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder.path, 'node_modules'));
  const load = `import { commands } from './commands/commands.ts'; let count = 0;
    for (const { load } of commands) { await load(); count++; } process.stdout.write(String(count));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', load], {
    cwd: folder.path,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let count = '';
  child.stdout.on('data', (chunk) => {
    count += chunk;
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  expect(Number(count)).toBeGreaterThan(10);
  expect(taken).not.toContain('test');
});

/** The variables that the image's last stage sets. */
async function imageVariables(): Promise<Record<string, string>> {
  const last = (await read('Dockerfile')).split(/^FROM /m).at(-1) ?? '';
  const pairs = [...last.matchAll(/^ENV (.+)$/gm)].flatMap(([, line = '']) => line.split(' '));
  const variables = Object.fromEntries(pairs.map((pair) => /^(\w+)=(.*)$/.exec(pair)?.slice(1) ?? []));
  expect(Object.keys(variables)).toContain('VIGIE_DATA');
  delete variables.PATH;
  return z.record(z.string(), z.string()).parse(variables);
}

/** The example copied into `production`, with the operator's files beside it. */
async function production(folder: string): Promise<string> {
  const place = join(folder, 'production');
  await cp(join(root, 'docs/exemple'), place, { recursive: true });
  certificates(join(place, 'tls'));
  for (const file of operatorsFiles.filter((one) => one.startsWith('secrets/'))) {
    await mkdir(dirname(join(place, file)), { recursive: true });
    await writeFile(join(place, file), 'Un-mot-de-passe-de-preuve-40\n');
  }
  return place;
}
