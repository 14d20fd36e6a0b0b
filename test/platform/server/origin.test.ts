import { expect, test } from 'vitest';
import { password, startTestServer } from '../../support/server.ts';

const foreign = 'https://evil.example';
const signIn = { method: 'POST', body: { email: 'admin@demo', password } };

test('signing in needs no Origin, but never a foreign one', async () => {
  await using server = await startTestServer();
  const status = async (headers: Record<string, string>) =>
    (await server.ask('nobody', '/session', { ...signIn, headers })).status;
  expect(await status({})).toBe(204);
  expect(await status({ origin: server.url })).toBe(204);
  expect(await status({ origin: foreign })).toBe(403);
  expect(await status({ origin: 'null' })).toBe(403);
});

test('a change by cookie needs our own Origin; reading needs none', async () => {
  await using server = await startTestServer();
  const { cookie } = await server.headersOf('administrator');
  const post = async (headers: Record<string, string>) =>
    (await server.ask('nobody', '/tokens', { method: 'POST', body: { name: 'x', role: 'screen' }, headers })).status;
  expect(await post({ cookie: cookie! })).toBe(403);
  expect(await post({ cookie: cookie!, origin: foreign })).toBe(403);
  expect(await post({ cookie: cookie!, origin: 'null' })).toBe(403);
  expect(await post({ cookie: cookie!, origin: server.url })).toBe(201);
  expect((await server.ask('nobody', '/tokens', { headers: { cookie: cookie!, origin: foreign } })).status).toBe(200);
});

test('a script with its token needs no Origin, and passes with none but ours', async () => {
  await using server = await startTestServer();
  const body = { device: 'eau-dax', metrics: { 'water.volume': 1 } };
  const post = async (headers: Record<string, string>) =>
    (await server.ask('writer', '/readings', { method: 'POST', body, headers })).status;
  expect(await post({})).toBe(204);
  expect(await post({ origin: server.url })).toBe(204);
  expect(await post({ origin: foreign })).toBe(403);
});

test('the public address is our own too, behind whatever host the proxy asks', async () => {
  await using server = await startTestServer({ config: { publicUrl: 'https://vigie.example/' } });
  const status = async (origin: string) =>
    (await server.ask('nobody', '/session', { ...signIn, headers: { origin } })).status;
  expect(await status('https://vigie.example')).toBe(204);
  expect(await status('http://vigie.example')).toBe(403);
  expect(await status('https://vigie.example.evil.example')).toBe(403);
});

test('the forwarded host counts only behind a proxy that is trusted', async () => {
  const headers = { origin: 'https://vigie.example', 'x-forwarded-host': 'vigie.example' };
  await using open = await startTestServer();
  expect((await open.ask('nobody', '/session', { ...signIn, headers })).status).toBe(403);
  await using behind = await startTestServer({ config: { trustProxy: 1 } });
  expect((await behind.ask('nobody', '/session', { ...signIn, headers })).status).toBe(204);
});

test('a socket opens from our own page or with a token, never from a foreign page', async () => {
  await using server = await startTestServer();
  const opens = async (who: 'technician' | 'screen', headers: Record<string, string>) => {
    const socket = await server.socket(who, headers);
    return new Promise((resolve) => {
      socket.on('connect', () => resolve(true));
      socket.on('connect_error', () => resolve(false));
    });
  };
  expect(await opens('technician', {})).toBe(true);
  expect(await opens('technician', { origin: foreign })).toBe(false);
  expect(await opens('technician', { origin: '' })).toBe(false);
  expect(await opens('screen', {})).toBe(true);
  expect(await opens('screen', { origin: foreign })).toBe(false);
});
