import { expect, test } from 'vitest';
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
  });

  expect((await server.ask('nobody', '/session', { method: 'DELETE', headers })).status).toBe(204);
  expect((await server.ask('nobody', '/session', { headers })).status).toBe(401);
});
