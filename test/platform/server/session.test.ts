import { expect, test, vi } from 'vitest';
import { createServer } from '../../../dashboard/server/create-server.ts';
import { checksInHand } from '../../support/checks-in-hand.ts';
import { password, startTestServer } from '../../support/server.ts';

test('a person signs in, is told who they are, and signs out for good', async () => {
  await using server = await startTestServer();
  const signedIn = await server.ask('nobody', '/session', {
    method: 'POST',
    body: { email: 'Mairie.Tartas@demo', password },
  });
  expect(signedIn.status).toBe(204);
  const setCookie = signedIn.headers.get('set-cookie') ?? '';
  expect(setCookie).toMatch(/^vigie=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  const headers = { cookie: setCookie.split(';')[0]!, origin: server.url };

  const who = await server.ask('nobody', '/session', { headers });
  expect(who.body).toEqual({
    role: 'responsable',
    name: 'responsable tartas',
    email: 'mairie.tartas@demo',
    organisations: ['tartas'],
    demo: true,
    version: '0.0.0-test',
    time: expect.any(String),
  });

  expect((await server.ask('nobody', '/session', { method: 'DELETE', headers })).status).toBe(204);
  expect((await server.ask('nobody', '/session', { headers })).status).toBe(401);
});

test('a change to a person ends their session and their socket at once', async () => {
  checksInHand();
  await using server = await startTestServer();
  const headers = await server.headersOf('agent tartas');
  const socket = await server.socket('agent tartas');
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  const ended = new Promise((resolve) => socket.on('disconnect', resolve));
  const person = await server.accounts.userByEmail('agent.tartas@demo');

  const change = { method: 'PATCH', body: { organisations: ['dax'] } };
  const answer = await server.ask('administrator', `/users/${person!.id}`, change);
  expect(answer.body).toMatchObject({ email: 'agent.tartas@demo', organisations: ['dax'], disabled: false });
  expect(await ended).toBe('io server disconnect');
  expect((await server.ask('nobody', '/sites', { headers })).status).toBe(401);
});

test('taking a token back ends the sockets it opened at once', async () => {
  checksInHand();
  await using server = await startTestServer();
  const socket = await server.socket('screen');
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  const ended = new Promise((resolve) => socket.on('disconnect', resolve));
  const { body } = await server.ask('administrator', '/tokens');
  const { id } = body.items.find(({ role }: { role: string }) => role === 'screen');
  expect((await server.ask('administrator', `/tokens/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect(await ended).toBe('io server disconnect');
  expect((await server.ask('screen', '/sites')).status).toBe(401);
});

test('signing out closes the sockets of that session at once', async () => {
  checksInHand();
  await using server = await startTestServer();
  const socket = await server.socket('technician');
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  const ended = new Promise((resolve) => socket.on('disconnect', resolve));
  await server.ask('technician', '/session', { method: 'DELETE' });
  expect(await ended).toBe('io server disconnect');
});

test('a screen signs in with its token and keeps its role', async () => {
  await using server = await startTestServer();
  const body = { token: server.tokens.get('screen') };
  const signedIn = await server.ask('nobody', '/session', { method: 'POST', body });
  expect(signedIn.status).toBe(204);
  const headers = { cookie: signedIn.headers.get('set-cookie')!.split(';')[0]! };
  expect((await server.ask('nobody', '/session', { headers })).body).toMatchObject({ role: 'screen', name: 'écran' });
  expect((await server.ask('nobody', '/session', { method: 'POST', body: { token: 'guess' } })).status).toBe(401);
});

test('wrong passwords are answered alike, and too many with the time to wait', async () => {
  await using server = await startTestServer();
  const signIn = (email: string, given = 'guess') =>
    server.ask('nobody', '/session', { method: 'POST', body: { email, password: given } });
  const known = await signIn('admin@demo');
  const unknown = await signIn('nobody@demo');
  expect([known.status, known.text]).toEqual([401, unknown.text]);
  for (let i = 0; i < 4; i++) await signIn('admin@demo');
  const throttled = await signIn('admin@demo', password);
  expect(throttled.status).toBe(429);
  expect(throttled.body.detail).toBe('Too many attempts: try again in 1 min');
  expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThan(50);
});

test('the cookie is for https alone where the browser came by https', async () => {
  await using server = await startTestServer({ config: { trustProxy: 1 } });
  const body = { email: 'admin@demo', password };
  const cookie = async (headers: Record<string, string>) =>
    (await server.ask('nobody', '/session', { method: 'POST', body, headers })).headers.get('set-cookie');
  expect(await cookie({})).not.toContain('Secure');
  expect(await cookie({ 'x-forwarded-proto': 'https' })).toContain('; Secure');
});

test('what administrators do stands in the audit, and no secret does', async () => {
  await using server = await startTestServer();
  const person = { email: 'B@Dax.fr', name: 'B', role: 'agent', organisations: ['dax'], password };
  const { body: added } = await server.ask('administrator', '/users', { method: 'POST', body: person });
  const { body: issued } = await server.ask('administrator', '/tokens', {
    method: 'POST',
    body: { name: 'hall', role: 'screen', organisation: 'dax' },
  });
  await server.ask('administrator', `/users/${added.id}/password`, {
    method: 'PUT',
    body: { password: `${password}!` },
  });
  const { body: audit, text } = await server.ask('administrator', '/audit?limit=3');
  expect(audit.items).toMatchObject([
    { who: 'admin@demo', action: 'user.password', subject: added.id },
    { who: 'admin@demo', action: 'token.add', subject: issued.id, details: 'hall: screen dax' },
    { who: 'admin@demo', action: 'user.add', subject: 'b@dax.fr', details: 'agent dax' },
  ]);
  for (const secret of [issued.token, password]) expect(text).not.toContain(secret);
  const { body: rest } = await server.ask('administrator', `/audit?cursor=${audit.next}`);
  expect(rest).toMatchObject({ items: [{ action: 'session.open', who: 'admin@demo' }], next: null });
});

test('a person disabled from elsewhere loses their open socket within ten seconds', async () => {
  checksInHand();
  await using server = await startTestServer();
  const socket = await server.socket('agent tartas');
  const other = await server.socket('technician');
  await expect.poll(() => socket.connected && other.connected).toBe(true);
  const ended = new Promise((resolve) => socket.on('disconnect', resolve));
  const person = await server.accounts.userByEmail('agent.tartas@demo');
  await server.accounts.changeUser(person!.id, { disabled: true });
  vi.advanceTimersByTime(10_000);
  expect(await ended).toBe('io server disconnect');
  const answer = new Promise((resolve) => other.emit('watch', { site: 'mairie-dax' }, resolve));
  expect(await answer).toEqual({ ok: true });
});

test('a port that is taken is an error at once, and leaves nothing running', async () => {
  await using server = await startTestServer();
  const port = Number(new URL(server.url).port);
  await expect(
    createServer({ ...server.parts, config: { ...server.parts.config, listen: { host: '127.0.0.1', port } } }),
  ).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
