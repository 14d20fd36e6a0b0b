import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { createAccounts } from '../../../gateway/state/create-accounts.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { emptyFolder } from '../../support/folder.ts';
import { admin, productionFolder, runVigie, startVigie } from '../../support/vigie.ts';

const person = ['--role', 'responsable', '--organisation', 'tartas', '--name', 'Mairie'];

test('a running Vigie counts a changed territory at once, tells what differs, and again nothing', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  await using vigie = await startVigie(place);
  const session = await vigie.session();
  const land = await otherTerritory(folder.path);
  const dry = await runVigie(['territory', 'apply', land, '--dry-run', '--config', place.config]);
  const says = '+ devices/gaz\n~ devices/air\n- devices/eau\n';
  expect(dry).toMatchObject({ code: 0, stderr: '' });
  expect(dry.stdout).toBe(`${says}would change: 1 added, 1 changed, 1 removed; nothing was\n`);
  expect((await vigie.ask(session, '/devices/gaz')).status).toBe(404);

  const applied = await runVigie(['territory', 'apply', land, '--config', place.config]);
  expect(applied).toMatchObject({ code: 0, stdout: `${says}1 added, 1 changed, 1 removed\n` });
  expect(applied.stderr).toMatch(/the next start reads \S+territory again/);
  expect((await vigie.ask(session, '/devices/gaz')).body).toMatchObject({ name: 'Gaz', site: 'mairie' });
  expect((await vigie.ask(session, '/devices/eau')).status).toBe(404);
  const written = { device: 'gaz', time: '2026-03-01T10:00:00Z', metrics: { 'gas.volume': 12 } };
  const token = await vigie.ask(session, '/tokens', { name: 'script', role: 'writer' });
  expect((await vigie.ask({ authorization: `Bearer ${token.body.token}` }, '/readings', written)).status).toBe(204);
  const { body } = await vigie.ask(session, '/audit');
  expect(body.items.find((one: { action: string }) => one.action === 'territory.apply')).toMatchObject({
    who: 'commande locale',
    subject: '+1 ~1 -1',
    details: '+devices/gaz ~devices/air -devices/eau',
  });
  const again = await runVigie(['territory', 'apply', land, '--config', place.config, '--json']);
  expect(JSON.parse(again.stdout)).toEqual({ dryRun: false, added: [], changed: [], removed: [] });
});

test('what territory export writes is taken back without a difference, attached devices too', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  await using vigie = await startVigie(place);
  const session = await vigie.session();
  const mqtt = await connectAsync(`mqtt://127.0.0.1:${place.mqtt}`, { username: 'tartas', password: 'tartas' });
  await mqtt.publishAsync('vigie/v1/mairie/nouveau', '{"metrics":{"air.co2":777}}', { qos: 1 });
  await mqtt.endAsync();
  const { body } = await vigie.ask(session, '/discovery');
  const target = { type: 'air-quality', site: 'mairie', name: 'Bureau' };
  await vigie.ask(session, `/discovery/${body.items[0].id}/attach`, target);

  const out = join(folder.path, 'out');
  expect(await runVigie(['territory', 'export', out, '--config', place.config])).toMatchObject({ code: 0, stderr: '' });
  expect(await readFile(join(out, 'organisations/tartas.yaml'), 'utf8')).toMatch(/id: nouveau/);
  const applied = await runVigie(['territory', 'apply', out, '--config', place.config]);
  expect(applied).toMatchObject({ code: 0, stdout: 'nothing differs\n' });
  const second = await runVigie(['territory', 'export', out, '--config', place.config]);
  expect(second).toMatchObject({ code: 1, stdout: '' });
  expect(second.stderr).toMatch(/is not empty/);
});

test('mistakes of a territory are told all at once with file and line, and nothing is changed', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  await using vigie = await startVigie(place);
  const land = join(folder.path, 'wrong');
  await mkdir(land);
  await writeFile(join(land, 'a.yaml'), 'sites: [{ id: x, name: X, organisation: nobody }]\ndevices: 3\n');
  const { code, stdout, stderr } = await runVigie(['territory', 'apply', land, '--config', place.config]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/a\.yaml:1 sites\[0\]\.organisation "nobody" is no organisation/),
    expect.stringMatching(/a\.yaml:2 devices must be a list/),
  ]);
  expect((await vigie.ask(await vigie.session(), '/devices/eau')).status).toBe(200);
});

test('a territory that was applied outlives a restart where the configuration names no folder', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  const land = await otherTerritory(folder.path);
  const text = await readFile(place.config, 'utf8');
  await writeFile(place.config, text.replace(/^territory:.*\n/m, ''));
  {
    await using vigie = await startVigie(place);
    await runVigie(['territory', 'apply', land, '--config', place.config]);
    await vigie.kill('SIGTERM');
  }
  await using again = await startVigie(place);
  expect((await again.ask(await again.session(), '/devices/gaz')).status).toBe(200);
});

test('a client made by a command publishes at once; revoked, its connection ends at once and it is let in no more', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  await using vigie = await startVigie(place);
  const command = (...words: string[]) => runVigie(['client', ...words, '--config', place.config, '--json']);
  const added = await command('add', 'sonde', '--publish', 'vigie/v1/mairie/+', '--subscribe', 'vigie/v1/mairie/#');
  expect(added).toMatchObject({ code: 0, stderr: '' });
  const { secret } = JSON.parse(added.stdout);
  const credentials = { username: 'sonde', password: secret, reconnectPeriod: 0 };
  const mqtt = await connectAsync(`mqtt://127.0.0.1:${place.mqtt}`, credentials);
  await mqtt.publishAsync('vigie/v1/mairie/air', '{"metrics":{"air.co2":612}}', { qos: 1 });
  expect(await mqtt.subscribeAsync('vigie/v1/mairie/#')).toMatchObject([{ qos: 0 }]);
  const session = await vigie.session();
  expect((await vigie.ask(session, '/readings/latest?device=air')).body.items).toMatchObject([{ value: 612 }]);

  const listed = JSON.parse((await command('list')).stdout).clients;
  expect(listed).toMatchObject([
    { id: 'sonde', declared: false, secret: 'command', publish: ['vigie/v1/mairie/+'], devices: 0 },
    { id: 'tartas', declared: true, secret: 'file', devices: expect.any(Number) },
  ]);
  expect((await command('add', 'sonde', '--publish', 'a')).stderr).toMatch(/is there already/);
  expect((await command('add', 'tartas')).stderr).toMatch(/has its password in \S+password/);
  expect((await command('add', 'nobody')).stderr).toMatch(/declares no client "nobody"/);

  const closed = new Promise((resolve) => mqtt.once('close', () => resolve(undefined)));
  expect(JSON.parse((await command('revoke', 'sonde')).stdout)).toEqual({ id: 'sonde', connections: 1 });
  await closed;
  await expect(connectAsync(`mqtt://127.0.0.1:${place.mqtt}`, credentials)).rejects.toThrow(/Bad username or password/);
  expect(await command('revoke', 'sonde')).toMatchObject({ code: 1, stdout: '' });
  mqtt.end(true);
});

test('a client that the territory declares without a password is brought into service with its filters', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  const file = join(folder.path, 'territory/tartas.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/passwordFile: [^,]+, /, ''));
  await using vigie = await startVigie(place);
  const added = await runVigie(['client', 'add', 'tartas', '--config', place.config, '--json']);
  const { secret } = JSON.parse(added.stdout);
  const mqtt = await connectAsync(`mqtt://127.0.0.1:${place.mqtt}`, { username: 'tartas', password: secret });
  await mqtt.publishAsync('vigie/v1/mairie/air', '{"metrics":{"air.co2":613}}', { qos: 1 });
  await mqtt.publishAsync('vigie/v1/mairie/nouveau', '{"metrics":{"air.co2":1}}', { qos: 1 }); // by its filter
  await mqtt.endAsync();
  const session = await vigie.session();
  expect((await vigie.ask(session, '/readings/latest?device=air')).body.items).toMatchObject([{ value: 613 }]);
  expect((await vigie.ask(session, '/discovery')).body.items).toMatchObject([{ address: 'native:mairie/nouveau' }]);
});

test('an account made by a command signs in; disabled or given a password, its sessions and sockets end at once', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  await using vigie = await startVigie(place);
  const command = (...words: string[]) => runVigie(['user', ...words, '--config', place.config, '--json']);
  const added = JSON.parse((await command('add', 'mairie@tartas.fr', ...person)).stdout);
  expect(added).toMatchObject({ email: 'mairie@tartas.fr', role: 'responsable', organisations: ['tartas'] });
  const signIn = (password: string) =>
    fetch(`${vigie.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'mairie@tartas.fr', password }),
    });
  const signed = await signIn(added.password);
  expect(signed.status).toBe(204);
  const cookie = signed.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = io(vigie.url, { transports: ['websocket'], extraHeaders: { cookie, origin: vigie.url } });
  await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
  let ended = '';
  socket.once('disconnect', (reason) => {
    ended = reason;
  });

  const file = join(folder.path, 'new-password');
  await writeFile(file, 'Un-mot-de-passe-solide-1\nsecond line\n');
  expect(await command('password', 'mairie@tartas.fr', '--password-file', file)).toMatchObject({ code: 0, stderr: '' });
  // sooner than the look at all sockets that comes every ten seconds
  await expect.poll(() => ended, { timeout: 1_000 }).toBe('io server disconnect');
  socket.close();
  expect((await vigie.ask({ cookie, origin: vigie.url }, '/session')).status).toBe(401);
  expect((await signIn('Un-mot-de-passe-solide-1')).status).toBe(204);
  expect(await command('disable', 'mairie@tartas.fr')).toMatchObject({ code: 0 });
  expect((await signIn('Un-mot-de-passe-solide-1')).status).toBe(401);
  expect(JSON.parse((await command('list')).stdout).users).toMatchObject([
    { email: admin.email, disabled: false },
    { email: 'mairie@tartas.fr', disabled: true },
  ]);
  expect((await command('disable', admin.email)).stderr).toMatch(/Nobody would be left to administer/);
  const { body } = await vigie.ask(await vigie.session(), '/audit');
  const done = body.items.filter((one: { who: string }) => one.who === 'commande locale');
  expect(done.map((one: { action: string }) => one.action)).toEqual(['user.change', 'user.password', 'user.add']);
});

test('without a running Vigie the same commands work on the files, and the next start knows what they did', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  {
    await using vigie = await startVigie(place);
    await vigie.kill('SIGTERM');
  }
  const at = ['--config', place.config];
  const user = await runVigie(['user', 'add', 'mairie@tartas.fr', ...person, ...at, '--json']);
  const client = await runVigie(['client', 'add', 'sonde', '--publish', 'vigie/v1/mairie/+', ...at, '--json']);
  expect([user, client]).toMatchObject([
    { code: 0, stderr: '' },
    { code: 0, stderr: '' },
  ]);
  const file = join(folder.path, 'weak');
  await writeFile(file, 'motdepasse1234\n');
  const weak = await runVigie(['user', 'password', 'mairie@tartas.fr', '--password-file', file, ...at]);
  expect(weak).toMatchObject({ code: 2, stderr: expect.stringMatching(/too easy to guess/) });
  await using vigie = await startVigie(place);
  const credentials = { username: 'sonde', password: JSON.parse(client.stdout).secret };
  const mqtt = await connectAsync(`mqtt://127.0.0.1:${place.mqtt}`, credentials);
  await mqtt.endAsync();
  const signed = await fetch(`${vigie.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'mairie@tartas.fr', password: JSON.parse(user.stdout).password }),
  });
  expect(signed.status).toBe(204);
});

test('a password typed at a terminal is not shown; without one a password is made and printed once', async () => {
  await using folder = await emptyFolder();
  const data = join(folder.path, 'data');
  await mkdir(data);
  await openState({ file: join(data, 'state.sqlite') }).destroy();
  const typed = 'Un-mot-de-passe-solide-1';
  const add = ['user', 'add', 'admin@test.fr', '--role', 'administrator', '--data', data];
  const shown = await atTerminal(add, [typed, typed]);
  expect(shown).toMatch(/Password .*Again: .*admin@test\.fr {2}administrator/s);
  expect(shown).not.toMatch(typed);
  expect(await atTerminal(['user', 'password', 'admin@test.fr', '--data', data], ['one', 'other'])).toMatch(
    /passwords differ/,
  );
  const made = await runVigie(['user', 'password', 'admin@test.fr', '--data', data]);
  expect(made.stdout).toMatch(/\npassword [\w-]{20}\nThe password is shown this once\.\n$/);
  await using state = openState({ file: join(data, 'state.sqlite') });
  const printed = /password ([\w-]{20})/.exec(made.stdout)?.[1] ?? '';
  const signed = await createAccounts(state).signIn(
    { email: 'admin@test.fr', password: printed, address: 'x' },
    Date.now(),
  );
  expect(signed.ok).toBe(true);
});

test('the socket is its account’s alone; one that a killed process left is recognised, and the next start takes its place', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  const socket = join(folder.path, 'data/vigie.sock');
  {
    await using vigie = await startVigie(place);
    expect((await stat(socket)).mode & 0o777).toBe(0o600);
    await vigie.kill('SIGKILL');
  }
  expect((await stat(socket)).isSocket()).toBe(true);
  const listed = await runVigie(['user', 'list', '--config', place.config]);
  expect(listed).toMatchObject({ code: 0, stderr: '', stdout: `${admin.email}  administrator\n` });
  expect(await readdir(join(folder.path, 'data'))).not.toContain('vigie.sock');
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    await using vigie = await startVigie(place);
    expect((await runVigie(['user', 'list', '--config', place.config])).code).toBe(0);
    await vigie.kill(signal);
  }
  expect(await readdir(join(folder.path, 'data'))).not.toContain('vigie.sock');
});

test('a data folder whose path is longer than a socket’s may be is served all the same', async () => {
  await using folder = await emptyFolder();
  const deep = join(folder.path, 'a'.repeat(60), 'b'.repeat(60));
  await mkdir(deep, { recursive: true });
  const place = await productionFolder(deep);
  await using vigie = await startVigie(place);
  const { stdout } = await runVigie(['user', 'list', '--config', place.config, '--json']);
  expect(JSON.parse(stdout).users).toHaveLength(1);
  const added = await runVigie(['client', 'add', 'x', '--publish', 'a/b', '--config', place.config]);
  expect(added.code).toBe(0);
  expect((await vigie.ask(await vigie.session(), '/audit')).body.items[1]).toMatchObject({ action: 'client.add' });
});

test('what is no Vigie, a wrong word or a wrong value is one line and exit code 2', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  const at = ['--data', folder.path];
  const cases: [string[], RegExp][] = [
    [['user', 'list', ...at], /is no data folder of Vigie: name it with --config FILE or --data DIR/],
    [['user', 'list', ...at, '--config', place.config], /give --config or --data, not both/],
    [['user', 'forget', 'x', ...at], /write add EMAIL, list, disable EMAIL, password EMAIL or remove EMAIL/],
    [['client', 'add', ...at], /write add ID, list or revoke ID/],
    [['territory', 'apply', ...at], /write apply DIR or export DIR/],
    [['territory', 'forget', 'x', ...at], /write apply DIR or export DIR/],
  ];
  for (const [words, says] of cases) {
    const ended = await runVigie(words);
    expect(ended, words.join(' ')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(says) });
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  }
  await using _ = await startVigie(place);
  const many: [string[], unknown[]][] = [
    [
      ['user', 'add', 'nobody', '--role', 'king'],
      [
        'vigie user add: "nobody" is no e-mail address, as marie@exemple.fr',
        'vigie user add: --role "king" is none of administrator, technician, responsable, agent',
      ],
    ],
    [
      ['client', 'add', 'Not An Id', '--publish', 'a/#/b'],
      [expect.stringMatching(/"Not An Id" is not an id/), expect.stringMatching(/"a\/#\/b" is no MQTT topic filter/)],
    ],
  ];
  for (const [words, lines] of many) {
    const ended = await runVigie([...words, '--config', place.config]);
    expect(ended, words.join(' ')).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr.trimEnd().split('\n')).toEqual(lines);
  }
});

/** What a terminal shows of a command that is answered line by line: each answer once a question stands there. */
async function atTerminal(args: string[], answers: string[]): Promise<string> {
  const command = [process.execPath, join(import.meta.dirname, '../../../vigie.ts'), ...args].join(' ');
  const child = spawn('script', ['--quiet', '--flush', '--command', command, '/dev/null']);
  const ended = once(child, 'close');
  let shown = '';
  child.stdout.on('data', (chunk) => {
    shown += chunk;
  });
  for (const [index, answer] of answers.entries()) {
    await expect.poll(() => shown, { timeout: 30_000 }).toMatch(index === 0 ? /made\): $/ : /Again: $/);
    child.stdin.write(`${answer}\r`);
  }
  child.stdin.end();
  await ended;
  return shown;
}

/** The production's territory with one device more, one changed and one less. */
async function otherTerritory(path: string): Promise<string> {
  const land = join(path, 'land');
  await mkdir(land);
  const text = await readFile(join(path, 'territory/tartas.yaml'), 'utf8');
  await writeFile(
    join(land, 'tartas.yaml'),
    text
      .replace('Salle du conseil', 'Grande salle')
      .replace('id: eau, name: Compteur d’eau', 'id: gaz, name: Gaz')
      .replace('water-meter', 'gas-meter'),
  );
  return land;
}
