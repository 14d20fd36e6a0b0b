import { expect, test } from 'vitest';
import { createSmtpSender } from '../../../gateway/notify/smtp.ts';
import { linkIn, startMailServer } from '../../support/mail-server.ts';
import { password, startTestServer, type TestServer } from '../../support/server.ts';

const publicUrl = 'https://vigie.exemple.fr';
const chosen = 'Quatre-Tortues-92-Dunes';
const claire = { email: 'claire@dax.fr', name: 'Claire <Dupont>', role: 'agent', organisations: ['dax', 'tartas'] };

/** The server with a mail server of its own, or without any. */
async function town(options: { mailless?: boolean } = {}) {
  await using stack = new AsyncDisposableStack();
  const post = stack.use(await startMailServer());
  const sender = createSmtpSender({ url: post.url, from: 'vigie@exemple.fr' });
  const config = { contact: 'le service informatique, poste 12' };
  const server = stack.use(
    await startTestServer(options.mailless ? { config } : { config, mail: { sender, publicUrl } }),
  );
  const moved = stack.move();
  return { server, post, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}

/** As a page of ours asks, for somebody who has not signed in. */
function stranger(server: TestServer, path: string, body: unknown) {
  return server.ask('nobody', path, { method: 'POST', body, headers: { origin: server.url } });
}

const signIn = (server: TestServer, email: string, given: string) =>
  stranger(server, '/session', { email, password: given });

async function invited(server: TestServer, more: object = {}) {
  return server.ask('administrator', '/users', { method: 'POST', body: { ...claire, ...more } });
}

async function actions(server: TestServer): Promise<string[]> {
  const { items } = await server.audit.list({ limit: 50 });
  return items.map(({ action, who }) => `${who} ${action}`);
}

test('an invitation arrives, its link sets the password once and never twice', async () => {
  await using vigie = await town();
  const { server, post } = vigie;
  const added = await invited(server);
  expect(added.status).toBe(201);
  expect(added.body).toMatchObject({ organisations: ['dax', 'tartas'], pending: true, invitation: { by: 'mail' } });
  await expect.poll(() => post.letters.length).toBe(1);
  const [letter] = post.letters;
  expect(letter).toMatchObject({ to: 'claire@dax.fr', subject: 'Votre compte Vigie · Your Vigie account' });
  expect(letter?.text).toContain('Bonjour Claire <Dupont>,');
  expect(letter?.html).toContain('Bonjour Claire &lt;Dupont&gt;,');
  const address = linkIn(letter!);
  expect(address.origin + address.pathname).toBe(`${publicUrl}/invitation`);
  expect(address.search).toBe('');
  expect(letter?.html).toContain(`href="${address}"`);
  const link = address.hash.slice(1);

  expect((await signIn(server, claire.email, '')).status).toBe(400);
  expect((await signIn(server, claire.email, 'guess')).status).toBe(401);
  const holder = await stranger(server, '/session/link', { link });
  expect(holder.body).toMatchObject({ purpose: 'invitation', email: claire.email, name: claire.name });
  const weak = await stranger(server, '/session/link/use', { link, password: 'Motdepasse1!' });
  expect([weak.status, weak.body.detail]).toEqual([400, expect.stringContaining('too easy to guess')]);

  const used = await Promise.all([
    stranger(server, '/session/link/use', { link, password: chosen }),
    stranger(server, '/session/link/use', { link, password: `${chosen}-autre` }),
  ]);
  expect(used.map(({ status }) => status).sort()).toEqual([200, 410]);
  const right = used[0].status === 200 ? chosen : `${chosen}-autre`;
  expect((await stranger(server, '/session/link', { link })).status).toBe(410);
  expect((await signIn(server, claire.email, right)).status).toBe(204);
  const { body } = await server.ask('administrator', '/users');
  expect(body.items).toContainEqual(
    expect.objectContaining({ email: claire.email, pending: false, mail: expect.objectContaining({ state: 'sent' }) }),
  );
  expect(await actions(server)).toEqual([
    'claire@dax.fr session.open',
    'claire@dax.fr account.activate',
    'admin@demo user.link',
    'admin@demo user.add',
    'admin@demo session.open',
  ]);
});

test('a link of each kind ends with its time, and with the account', async () => {
  await using vigie = await town();
  const { server } = vigie;
  const { links } = server.accounts;
  const { body: user } = await invited(server);
  const now = Date.now();
  const look = async (secret: string | undefined, at: number) =>
    (await links.look({ secret: secret!, address: 'a' }, at)).ok;
  const minute = 60_000;
  const invitation = await links.issue(user.id, 'invitation', now);
  const reset = await links.issue(user.id, 'reset', now);
  expect(await look(invitation, now + 7 * 24 * 60 * minute - 1)).toBe(true);
  expect(await look(invitation, now + 7 * 24 * 60 * minute)).toBe(false);
  expect(await look(reset, now + 60 * minute - 1)).toBe(true);
  expect(await look(reset, now + 60 * minute)).toBe(false);
  const use = await links.use({ secret: reset!, address: 'a' }, chosen, now + 60 * minute);
  expect(use).toEqual({ ok: false, reason: 'gone' });
  await server.accounts.changeUser(user.id, { disabled: true });
  expect(await look(invitation, now)).toBe(false);
  expect(await links.issue(user.id, 'reset', now)).toBeUndefined();
});

test('using one link ends the others, and all sessions', async () => {
  await using vigie = await town();
  const { server } = vigie;
  const { accounts } = server;
  const person = (await accounts.userByEmail('agent.tartas@demo'))!;
  const headers = await server.headersOf('agent tartas');
  const socket = await server.socket('agent tartas');
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  const ended = new Promise((resolve) => socket.on('disconnect', resolve));
  const [first, second] = [
    await accounts.links.issue(person.id, 'reset', Date.now()),
    await accounts.links.issue(person.id, 'reset', Date.now()),
  ];
  const used = await stranger(server, '/session/link/use', { link: first, password: chosen });
  expect(used.body).toMatchObject({ purpose: 'reset', email: 'agent.tartas@demo' });
  expect((await stranger(server, '/session/link', { link: second })).status).toBe(410);
  expect((await server.ask('nobody', '/sites', { headers })).status).toBe(401);
  expect(await ended).toBe('io server disconnect');
  expect((await signIn(server, person.email, password)).status).toBe(401);
  expect((await signIn(server, person.email, chosen)).status).toBe(204);
  expect((await actions(server)).slice(0, 2)).toEqual([
    'agent.tartas@demo session.open',
    'agent.tartas@demo account.reset',
  ]);
});

test('a lost password of a known address brings a link; an unknown one is answered alike and brings nothing', async () => {
  await using vigie = await town();
  const { server, post } = vigie;
  const disabled = (await server.accounts.userByEmail('mairie.dax@demo'))!;
  await server.accounts.changeUser(disabled.id, { disabled: true });
  const answers = [];
  for (const email of ['nobody@nowhere.fr', 'mairie.dax@demo', ' Mairie.Tartas@demo ']) {
    answers.push(await stranger(server, '/session/lost', { email }));
  }
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 200, body: { by: 'mail' } });
  // asked last, so that what was asked before has been answered
  await expect.poll(() => post.letters.map(({ to }) => to)).toEqual(['mairie.tartas@demo']);
  const address = linkIn(post.letters[0]!);
  expect(address.pathname).toBe('/nouveau-mot-de-passe');
  const body = { link: address.hash.slice(1), password: chosen };
  expect((await stranger(server, '/session/link/use', body)).status).toBe(200);
  expect((await signIn(server, 'mairie.tartas@demo', chosen)).status).toBe(204);
  expect((await server.outboxSize()).total).toBe(1);
});

test('asking again and again is slowed down, alike for a known and an unknown address', async () => {
  await using vigie = await town();
  const { server, post } = vigie;
  const statuses: Record<string, number[]> = {};
  for (const email of ['mairie.tartas@demo', 'nobody@nowhere.fr']) {
    statuses[email] = [];
    for (let i = 0; i < 5; i++) statuses[email].push((await stranger(server, '/session/lost', { email })).status);
  }
  expect(statuses).toEqual({
    'mairie.tartas@demo': [200, 200, 200, 429, 429],
    'nobody@nowhere.fr': [200, 200, 200, 429, 429],
  });
  await expect.poll(() => post.letters.length).toBe(3);
});

test('whoever tries links that were never made is slowed down', async () => {
  await using vigie = await town();
  const { server } = vigie;
  const seen: number[] = [];
  for (let i = 0; i < 22; i++) {
    seen.push((await stranger(server, '/session/link', { link: `${i}`.padStart(43, 'x') })).status);
  }
  expect(seen).toEqual([...new Array<number>(20).fill(410), 429, 429]);
});

test('without a mail server the administrator is shown the link once, and a lost password names whom to ask', async () => {
  await using vigie = await town({ mailless: true });
  const { server, post } = vigie;
  const { body: added } = await invited(server);
  const address = new URL(added.invitation.link);
  expect([added.invitation.by, address.origin, address.pathname]).toEqual(['hand', server.url, '/invitation']);
  const { body: listed } = await server.ask('administrator', '/users');
  expect(JSON.stringify(listed)).not.toContain(address.hash.slice(1));
  const asked = await stranger(server, '/session/lost', { email: claire.email });
  expect(asked.body).toEqual({ by: 'hand', contact: 'le service informatique, poste 12' });
  const again = await server.ask('administrator', `/users/${added.id}/link`, { method: 'POST', body: { by: 'hand' } });
  const used = await stranger(server, '/session/link/use', {
    link: new URL(again.body.link).hash.slice(1),
    password: chosen,
  });
  expect(used.status).toBe(200);
  const byMail = await server.ask('administrator', `/users/${added.id}/link`, { method: 'POST', body: { by: 'mail' } });
  expect([byMail.status, byMail.body.detail]).toEqual([409, expect.stringContaining('notify.smtp')]);
  expect(post.letters).toEqual([]);
});

test('neither the database, the audit, the log nor the list of mails holds a link', async () => {
  await using vigie = await town();
  const { server, post } = vigie;
  await invited(server);
  await expect.poll(() => post.letters.length).toBe(1);
  await expect.poll(async () => (await server.outboxSize()).waiting).toBe(0);
  const secret = linkIn(post.letters[0]!).hash.slice(1);
  const { text: mails } = await server.ask('administrator', '/mails');
  expect(mails).toContain('claire@dax.fr');
  const kept = await server.everythingKept();
  expect(kept).toContain('claire@dax.fr');
  for (const place of [
    mails,
    kept,
    JSON.stringify(server.logged),
    JSON.stringify(await server.audit.list({ limit: 50 })),
  ])
    expect(place).not.toContain(secret);
});

test('the last administrator cannot be replaced by one who was invited and has not come yet', async () => {
  await using vigie = await town();
  const { server } = vigie;
  await invited(server, { role: 'administrator', organisations: [] });
  const admin = (await server.accounts.userByEmail('admin@demo'))!;
  const change = { method: 'PATCH', body: { disabled: true } };
  expect((await server.ask('administrator', `/users/${admin.id}`, change)).status).toBe(409);
});
