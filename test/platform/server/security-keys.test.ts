import { expect, test } from 'vitest';
import type { KeySignature } from '../../../dashboard/contract/security-key.ts';
import { createAuthenticator } from '../../support/authenticator.ts';
import { password, startTestServer } from '../../support/server.ts';

const minute = 60_000;

/** A server where the technician has a key, and what they do at its pages. */
async function town({ registered = true, publicUrl }: { registered?: boolean; publicUrl?: string } = {}) {
  const server = await startTestServer({ config: publicUrl === undefined ? {} : { publicUrl } });
  const origin = publicUrl ?? `http://localhost:${new URL(server.url).port}`;
  const key = createAuthenticator({ origin, rpId: new URL(origin).hostname });
  const post = (path: string, body: unknown) => server.ask('technician', path, { method: 'POST', body });
  const signIn = (body: unknown, email = 'technicien@demo') =>
    server.ask('nobody', '/session', {
      method: 'POST',
      body: body ?? { email, password },
      headers: { origin: server.url },
    });
  const begin = async () => (await post('/session/keys/challenge', { password })).body;
  const register = async (name = 'clé bleue', by = key) => {
    const { ticket, register } = await begin();
    return post('/session/keys', { ticket, name, newKey: by.register(register) });
  };
  /** After the right password: what the sign-in asks for besides. */
  const ask = async () => (await signIn(undefined)).body.secondFactor;
  if (registered) expect((await register()).status).toBe(204);
  return {
    server,
    key,
    post,
    signIn,
    begin,
    register,
    ask,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test('with a registered key the password alone opens nothing; with the key it does', async () => {
  await using vigie = await town();
  const first = await vigie.signIn(undefined);
  expect(first.status).toBe(401);
  expect(first.headers.get('set-cookie')).toBeNull();
  expect(first.body).toMatchObject({
    detail: 'This account asks for its security key as well',
    secondFactor: { sign: { rpId: 'localhost', allowCredentials: [{ id: vigie.key.id }] } },
  });
  const { ticket, sign } = first.body.secondFactor;
  const second = await vigie.signIn({ ticket, key: vigie.key.sign(sign) });
  expect(second.status).toBe(204);
  expect(second.headers.get('set-cookie')).toMatch(/^vigie=[\w-]{43};/);
  const { body: account } = await vigie.server.ask('technician', '/session/account');
  expect(account.keys).toMatchObject([{ name: 'clé bleue', lastUsedAt: expect.any(String) }]);
  const { items } = await vigie.server.audit.list({ limit: 2 });
  expect(items.map(({ action, details }) => `${action} ${details}`)).toEqual(['session.open key', 'key.add clé bleue']);
});

test('an answer is taken once: neither again, nor for another ticket, nor after five minutes', async () => {
  await using vigie = await town();
  const { ticket, sign } = await vigie.ask();
  const answer = vigie.key.sign(sign);
  expect((await vigie.signIn({ ticket, key: answer })).status).toBe(204);
  expect((await vigie.signIn({ ticket, key: answer })).status).toBe(401);
  const other = await vigie.ask();
  expect((await vigie.signIn({ ticket: other.ticket, key: answer })).status).toBe(401);

  const { secondFactors } = vigie.server.accounts;
  const user = (await vigie.server.accounts.userByEmail('technicien@demo'))!.id;
  const about = { user, purpose: 'sign-in', challenge: 'x' } as const;
  const early = await secondFactors.keepChallenge(about, 0);
  expect(await secondFactors.takeChallenge(early, 5 * minute - 1)).toEqual(about);
  expect(await secondFactors.takeChallenge(early, 0)).toBeUndefined();
  const late = await secondFactors.keepChallenge(about, 0);
  expect(await secondFactors.takeChallenge(late, 5 * minute)).toBeUndefined();
});

test('a right signature made on another page or for another host is refused, and one by another key', async () => {
  await using vigie = await town();
  const origin = `http://localhost:${new URL(vigie.server.url).port}`;
  const stranger = createAuthenticator({ origin });
  const made: Record<string, (sign: { challenge: string }) => KeySignature> = {
    'another page': (sign) => vigie.key.sign(sign, { origin: 'https://vigie.evil.example' }),
    'another host': (sign) => vigie.key.sign(sign, { origin, rpId: 'vigie.evil.example' }),
    'another key': (sign) => ({ ...stranger.sign(sign), id: vigie.key.id, rawId: vigie.key.id }),
  };
  const answered: Record<string, number> = {};
  for (const [what, by] of Object.entries(made)) {
    const { ticket, sign } = await vigie.ask();
    answered[what] = (await vigie.signIn({ ticket, key: by(sign) })).status;
  }
  expect(answered).toEqual({ 'another page': 401, 'another host': 401, 'another key': 401 });
  const { ticket, sign } = await vigie.ask();
  expect((await vigie.signIn({ ticket, key: vigie.key.sign(sign) })).status).toBe(204);
});

test('a key registered on another page or for another host is refused', async () => {
  await using vigie = await town({ registered: false });
  const origin = `http://localhost:${new URL(vigie.server.url).port}`;
  const places = [{ origin: 'https://vigie.evil.example' }, { origin, rpId: 'vigie.evil.example' }];
  const answered: number[] = [];
  for (const place of places) {
    const { ticket, register } = await vigie.begin();
    const body = { ticket, name: 'x', newKey: vigie.key.register(register, place) };
    answered.push((await vigie.post('/session/keys', body)).status);
  }
  expect(answered).toEqual([400, 400]);
  expect((await vigie.register()).status).toBe(204);
});

test('a key whose counter goes back is a copy, and is refused', async () => {
  await using vigie = await town();
  const open = async () => {
    const { ticket, sign } = await vigie.ask();
    return (await vigie.signIn({ ticket, key: vigie.key.sign(sign) })).status;
  };
  expect(await open()).toBe(204);
  vigie.key.setCounter(1);
  expect(await open()).toBe(401);
  vigie.key.setCounter(50);
  expect(await open()).toBe(204);
  const { id } = vigie.key;
  const uses = [51, 51, 60, 52, 0].map((counter) => vigie.server.accounts.secondFactors.keyUsed(id, counter, 0));
  expect(await Promise.all(uses)).toEqual([false, false, true, false, false]);
});

test('each recovery code stands in for the key once; new codes end the old', async () => {
  await using vigie = await town();
  const codes = async (): Promise<string[]> => (await vigie.post('/session/recovery-codes', { password })).body.codes;
  const old = await codes();
  const fresh = await codes();
  expect(fresh).toHaveLength(10);
  expect(fresh[0]).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  const open = async (code: string) => (await vigie.signIn({ ticket: (await vigie.ask()).ticket, code })).status;
  expect(await open(old[0]!)).toBe(401);
  expect(await open(fresh[0]!.toLowerCase().replaceAll('-', ' '))).toBe(204);
  expect(await open(fresh[0]!)).toBe(401);
  expect(await open(fresh[1]!)).toBe(204);
  const { body: account } = await vigie.server.ask('technician', '/session/account');
  expect(account.codesLeft).toBe(8);
  const kept = await vigie.server.everythingKept();
  for (const code of fresh) expect(kept).not.toContain(code);
});

test('guessing codes behind the right password is slowed down like guessing passwords', async () => {
  await using vigie = await town();
  const seen: number[] = [];
  for (let i = 0; i < 6; i++) {
    const first = await vigie.signIn(undefined);
    seen.push(first.status);
    if (first.status === 401) {
      await vigie.signIn({ ticket: first.body.secondFactor.ticket, code: 'AAAA-AAAA-AAAA-AAAA' });
    }
  }
  expect(seen).toEqual([401, 401, 401, 401, 401, 429]);
});

test('a key is registered and taken back only with the password again', async () => {
  await using vigie = await town();
  const wrong = await vigie.post('/session/keys/challenge', { password: 'guess' });
  expect([wrong.status, wrong.body.detail]).toEqual([403, 'Your password is not right']);
  expect((await vigie.post(`/session/keys/${vigie.key.id}/remove`, { password: 'guess' })).status).toBe(403);
  expect((await vigie.post(`/session/keys/${vigie.key.id}/remove`, { password })).status).toBe(204);
  expect((await vigie.signIn(undefined)).status).toBe(204);
});

test('the same key is not registered twice, and an answer belongs to whom it was asked of', async () => {
  await using vigie = await town();
  expect((await vigie.register('encore')).status).toBe(409);
  const { ticket, register } = await vigie.begin();
  const stolen = createAuthenticator({ origin: `http://localhost:${new URL(vigie.server.url).port}` });
  const answer = await vigie.server.ask('administrator', '/session/keys', {
    method: 'POST',
    body: { ticket, name: 'x', newKey: stolen.register(register) },
  });
  expect(answer.status).toBe(400);
});

test('where a key is required, the first sign-in registers it and no session comes before', async () => {
  await using vigie = await town({ registered: false });
  const { server, key } = vigie;
  const person = (await server.accounts.userByEmail('technicien@demo'))!;
  const change = { method: 'PATCH', body: { keyRequired: true } };
  expect((await server.ask('administrator', `/users/${person.id}`, change)).body).toMatchObject({ keyRequired: true });
  const first = await vigie.signIn(undefined);
  expect([first.status, first.headers.get('set-cookie')]).toEqual([401, null]);
  const { ticket, register } = first.body.secondFactor;
  const second = await vigie.signIn({ ticket, newKey: key.register(register), name: 'clé du bureau' });
  expect(second.status).toBe(204);
  const again = await vigie.ask();
  expect(again.sign.allowCredentials).toMatchObject([{ id: key.id }]);
  expect((await vigie.signIn({ ticket: again.ticket, newKey: key.register(register), name: 'x' })).status).toBe(401);
});

test('a first key that was asked for before another was registered opens nothing', async () => {
  await using vigie = await town({ registered: false });
  const { server, key } = vigie;
  const person = (await server.accounts.userByEmail('technicien@demo'))!;
  await server.ask('administrator', `/users/${person.id}`, { method: 'PATCH', body: { keyRequired: true } });
  const [own, stolen] = [await vigie.ask(), await vigie.ask()];
  const other = createAuthenticator({ origin: `http://localhost:${new URL(server.url).port}`, rpId: 'localhost' });
  const first = await vigie.signIn({ ticket: own.ticket, newKey: key.register(own.register), name: 'clé' });
  const late = await vigie.signIn({ ticket: stolen.ticket, newKey: other.register(stolen.register), name: 'clé' });
  expect([first.status, late.status]).toEqual([204, 401]);
  expect(await server.accounts.secondFactors.keys(person.id)).toHaveLength(1);
});

test('a key is asked of technicians and administrators only, and the demand ends with the role', async () => {
  await using vigie = await town({ registered: false });
  const { server } = vigie;
  const patch = async (email: string, body: object) => {
    const { id } = (await server.accounts.userByEmail(email))!;
    return server.ask('administrator', `/users/${id}`, { method: 'PATCH', body });
  };
  expect((await patch('agent.tartas@demo', { keyRequired: true })).status).toBe(400);
  expect((await server.accounts.userByEmail('agent.tartas@demo'))?.keyRequired).toBe(false);
  await patch('technicien@demo', { keyRequired: true });
  const demoted = await patch('technicien@demo', { role: 'responsable', organisations: ['dax'] });
  expect(demoted.body).toMatchObject({ role: 'responsable', keyRequired: false });
  expect((await vigie.signIn(undefined)).status).toBe(204);
});

test('an administrator takes a person’s lost keys away, audited, and their sessions with them', async () => {
  await using vigie = await town();
  const { server } = vigie;
  const headers = await server.headersOf('technician');
  const { id } = (await server.accounts.userByEmail('technicien@demo'))!;
  const { ticket, sign } = await vigie.ask();
  expect((await server.ask('administrator', `/users/${id}/keys`, { method: 'DELETE' })).status).toBe(204);
  expect((await vigie.signIn({ ticket, key: vigie.key.sign(sign) })).status).toBe(401);
  expect((await server.ask('nobody', '/session', { headers })).status).toBe(401);
  expect((await vigie.signIn(undefined)).status).toBe(204);
  const { items } = await server.audit.list({ limit: 3 });
  expect(items).toContainEqual(
    expect.objectContaining({
      who: 'admin@demo',
      action: 'user.keys',
      subject: 'technicien@demo',
      details: '1 removed',
    }),
  );
});

test('where keys cannot work they are not offered, with the reason; a code still opens', async () => {
  const places = {
    'http://vigie.tartas.fr': { offered: false, reason: 'insecure' },
    'https://192.0.2.7': { offered: false, reason: 'number' },
    'https://vigie.tartas.fr': { offered: true, origin: 'https://vigie.tartas.fr' },
  };
  let seen = 0;
  for (const [publicUrl, keysOffered] of Object.entries(places)) {
    await using vigie = await town({ registered: false, publicUrl });
    const { body: account } = await vigie.server.ask('technician', '/session/account');
    expect(account.keysOffered).toEqual(keysOffered);
    const begun = await vigie.post('/session/keys/challenge', { password });
    expect(begun.status).toBe(keysOffered.offered ? 200 : 403);
    const { id } = (await vigie.server.accounts.userByEmail('technicien@demo'))!;
    const required = { method: 'PATCH', body: { keyRequired: true } };
    const answer = await vigie.server.ask('administrator', `/users/${id}`, required);
    expect(answer.status).toBe(keysOffered.offered ? 200 : 400);
    seen++;
  }
  expect(seen).toBe(3);
  await using moved = await town({ registered: false, publicUrl: 'http://vigie.tartas.fr' });
  const { accounts } = moved.server;
  const { id } = (await accounts.userByEmail('technicien@demo'))!;
  const key = { id: 'a', name: 'a', publicKey: new Uint8Array(77), counter: 0, transports: [] };
  await accounts.secondFactors.addKey(id, key, 0);
  const [code] = await accounts.secondFactors.newCodes(id);
  const { ticket, sign } = await moved.ask();
  expect(sign).toBeNull();
  expect((await moved.signIn({ ticket, code })).status).toBe(204);
});

test('a token has no account, no password and no keys', async () => {
  await using server = await startTestServer();
  const { token } = await server.accounts.addToken({ name: 'x', role: 'technician' }, Date.now());
  const headers = { authorization: `Bearer ${token}` };
  for (const path of ['/session/account', '/session/others', '/session/tokens']) {
    expect((await server.ask('nobody', path, { headers })).status, path).toBe(403);
  }
});
