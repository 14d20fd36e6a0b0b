import { expect, test } from 'vitest';
import { password, startTestServer, type TestServer, type Who } from '../../support/server.ts';

const chosen = 'Quatre-Tortues-92-Dunes';

async function session(server: TestServer, email: string, given = password): Promise<Record<string, string>> {
  const body = { email, password: given };
  const { headers } = await server.ask('nobody', '/session', { method: 'POST', body });
  return { cookie: headers.get('set-cookie')?.split(';')[0] ?? '', origin: server.url };
}

test('everybody with a password reads their own account in words: role and organisations', async () => {
  await using server = await startTestServer();
  const account = async (who: Who) => (await server.ask(who, '/session/account')).body;
  expect(await account('responsable dax')).toMatchObject({
    email: 'mairie.dax@demo',
    role: 'responsable',
    organisations: [{ id: 'dax', name: 'Ville de Dax' }],
    keys: [],
    codesLeft: 0,
  });
  expect((await account('technician')).organisations).toBeUndefined();
});

test('an account of several organisations sees all of theirs and nothing else, in lists, by name and live', async () => {
  await using server = await startTestServer();
  const { id } = (await server.accounts.userByEmail('agent.tartas@demo'))!;
  const seen = async () => {
    const { body } = await server.ask('agent tartas', '/organisations');
    const sites = await server.ask('agent tartas', '/sites?organisation=dax');
    const device = await server.ask('agent tartas', '/devices/eau-dax');
    return { all: body.items.map((one: { id: string }) => one.id), sites: sites.status, device: device.status };
  };
  expect(await seen()).toEqual({ all: ['tartas'], sites: 404, device: 404 });
  const change = { method: 'PATCH', body: { organisations: ['tartas', 'dax', 'dax'] } };
  const changed = await server.ask('administrator', `/users/${id}`, change);
  expect(changed.body.organisations).toEqual(['tartas', 'dax']);
  server.signOutHere('agent tartas');
  expect(await seen()).toEqual({ all: ['dax', 'tartas'], sites: 200, device: 200 });
  const socket = await server.socket('agent tartas');
  const watch = (organisation: string) => new Promise((resolve) => socket.emit('watch', { organisation }, resolve));
  expect([await watch('tartas'), await watch('dax')]).toEqual([{ ok: true }, { ok: true }]);
});

test('one changes one’s password with the old one; the other sessions end, this one stays', async () => {
  await using server = await startTestServer();
  const [here, elsewhere] = [await session(server, 'mairie.dax@demo'), await session(server, 'mairie.dax@demo')];
  const put = (body: object) => server.ask('nobody', '/session/password', { method: 'PUT', body, headers: here });
  expect((await put({ current: 'guess', password: chosen })).status).toBe(403);
  const weak = await put({ current: password, password: 'Mairie.dax2026' });
  expect([weak.status, weak.body.detail]).toEqual([400, expect.stringContaining('too easy')]);
  expect((await put({ current: password, password: chosen })).status).toBe(204);
  expect((await server.ask('nobody', '/session', { headers: here })).status).toBe(200);
  expect((await server.ask('nobody', '/session', { headers: elsewhere })).status).toBe(401);
  expect((await session(server, 'mairie.dax@demo', chosen)).cookie).toMatch(/^vigie=/);
});

test('guessing the password in an open session is slowed down', async () => {
  await using server = await startTestServer();
  const headers = await session(server, 'mairie.dax@demo');
  const body = { current: 'guess', password: chosen };
  const seen: number[] = [];
  for (let i = 0; i < 6; i++) {
    seen.push((await server.ask('nobody', '/session/password', { method: 'PUT', body, headers })).status);
  }
  expect(seen).toEqual([403, 403, 403, 403, 403, 429]);
});

test('one sees one’s other sessions and ends them, with their sockets, and no one else’s', async () => {
  await using server = await startTestServer();
  const here = await session(server, 'mairie.dax@demo');
  const others = [await session(server, 'mairie.dax@demo'), await session(server, 'mairie.dax@demo')];
  const foreign = await session(server, 'mairie.tartas@demo');
  const socket = await server.socket('nobody', others[0]);
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  const ended = new Promise((resolve) => socket.on('disconnect', resolve));
  const list = async () => (await server.ask('nobody', '/session/others', { headers: here })).body.items;
  expect(await list()).toHaveLength(2);
  expect((await server.ask('nobody', '/session/others', { method: 'DELETE', headers: here })).status).toBe(204);
  expect(await ended).toBe('io server disconnect');
  expect(await list()).toEqual([]);
  const statuses = [here, ...others, foreign].map(
    async (headers) => (await server.ask('nobody', '/session', { headers })).status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 401, 401, 200]);
});

test('a token of one’s own has one’s own role or a screen’s, of one’s own organisations, and no more', async () => {
  await using server = await startTestServer();
  const make = async (who: Who, body: object) =>
    (await server.ask(who, '/session/tokens', { method: 'POST', body: { name: 'x', ...body } })).status;
  const asked: [Who, object, number][] = [
    ['administrator', { role: 'administrator' }, 201],
    ['administrator', { role: 'writer' }, 403],
    ['technician', { role: 'technician' }, 201],
    ['technician', { role: 'screen', organisation: 'dax' }, 201],
    ['technician', { role: 'administrator' }, 403],
    ['technician', { role: 'writer' }, 403],
    ['responsable dax', { role: 'responsable', organisation: 'dax' }, 201],
    ['responsable dax', { role: 'screen', organisation: 'dax' }, 201],
    ['responsable dax', { role: 'screen' }, 403],
    ['responsable dax', { role: 'responsable' }, 400],
    ['responsable dax', { role: 'responsable', organisation: 'tartas' }, 404],
    ['responsable dax', { role: 'technician' }, 403],
    ['agent tartas', { role: 'agent', organisation: 'tartas' }, 403],
  ];
  const got: [Who, object, number][] = [];
  for (const [who, body] of asked) got.push([who, body, await make(who, body)]);
  expect(got).toEqual(asked);
});

test('a token of one’s own ends with what one may, is listed with its owner, and only they and administrators take it back', async () => {
  await using server = await startTestServer();
  const { body: issued } = await server.ask('responsable dax', '/session/tokens', {
    method: 'POST',
    body: { name: 'tableur', role: 'responsable', organisation: 'dax' },
  });
  const asks = async () =>
    (await server.ask('nobody', '/sites', { headers: { authorization: `Bearer ${issued.token}` } })).status;
  expect(await asks()).toBe(200);
  const listed = await server.ask('administrator', '/tokens');
  expect(listed.body.items).toContainEqual(expect.objectContaining({ name: 'tableur', owner: 'mairie.dax@demo' }));
  const taken = (who: Who) => server.ask(who, `/session/tokens/${issued.id}`, { method: 'DELETE' });
  expect((await taken('responsable tartas')).status).toBe(404);

  const { id } = (await server.accounts.userByEmail('mairie.dax@demo'))!;
  const socket = await server.socket('nobody', { authorization: `Bearer ${issued.token}` });
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  const ended = new Promise((resolve) => socket.on('disconnect', resolve));
  const change = (body: object) => server.ask('administrator', `/users/${id}`, { method: 'PATCH', body });
  await change({ organisations: ['tartas'] });
  expect(await ended).toBe('io server disconnect');
  expect(await asks()).toBe(401);
  await change({ organisations: ['tartas', 'dax'] });
  expect(await asks()).toBe(200);
  await change({ disabled: true });
  expect(await asks()).toBe(401);
  await change({ disabled: false });
  server.signOutHere('responsable dax');
  expect((await taken('responsable dax')).status).toBe(204);
  expect(await asks()).toBe(401);
});

test('nobody fills the list of tokens alone', async () => {
  await using server = await startTestServer();
  const make = () =>
    server.ask('technician', '/session/tokens', { method: 'POST', body: { name: 'x', role: 'screen' } });
  for (let i = 0; i < 20; i++) expect((await make()).status).toBe(201);
  expect((await make()).status).toBe(409);
});
