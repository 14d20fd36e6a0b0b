import { expect, test } from 'vitest';
import type { Transition } from '../../../gateway/domain/alert.ts';
import type { Slot } from '../../../gateway/domain/alert-book.ts';
import { createAccounts } from '../../../gateway/state/create-accounts.ts';
import { createAlerts, keepBook } from '../../../gateway/state/create-alerts.ts';
import { createAudit } from '../../../gateway/state/create-audit.ts';
import { createMadeRules } from '../../../gateway/state/create-made-rules.ts';
import { createMaintenances } from '../../../gateway/state/create-maintenances.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { alertOf } from '../../support/alerts-in-hand.ts';

const password = 'Girafe-Bleue-7-Vallons';
const start = Date.parse('2026-03-02T08:00:00Z');
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const address = '192.0.2.7';

async function town() {
  const state = openState({ file: ':memory:' });
  const accounts = createAccounts(state, { price: { cost: 4, lanes: 1 } });
  const admin = await accounts.addUser(
    { email: 'admin@demo', name: 'A', role: 'administrator', organisations: [], password },
    start,
  );
  const claire = await accounts.addUser(
    { email: 'Claire@Tartas.fr', name: 'Claire', role: 'agent', organisations: ['tartas'], password },
    start,
  );
  const signIn = (now: number, given: { email?: string; password?: string; address?: string } = {}) =>
    accounts.signIn({ email: 'claire@tartas.fr', password, address, ...given }, now);
  return { state, accounts, admin, claire, signIn, [Symbol.asyncDispose]: () => state.destroy() };
}

async function secretOf(signedIn: ReturnType<Awaited<ReturnType<typeof town>>['signIn']>): Promise<string> {
  const result = await signedIn;
  if (!result.ok) throw new Error(result.reason);
  return result.secret;
}

test('a session lives twelve hours after its last use', async () => {
  await using vigie = await town();
  const secret = await secretOf(vigie.signIn(start));
  expect(await vigie.accounts.bySession(secret, start + 11 * hour)).toMatchObject({ role: 'agent' });
  expect(await vigie.accounts.bySession(secret, start + 22 * hour)).toMatchObject({ organisations: ['tartas'] });
  expect(await vigie.accounts.bySession(secret, start + 34 * hour + 1)).toBeUndefined();
});

test('a session ends after thirty days, used or not', async () => {
  await using vigie = await town();
  const secret = await secretOf(vigie.signIn(start));
  for (let now = start; now <= start + 30 * day; now += 10 * hour) {
    expect(await vigie.accounts.bySession(secret, now), new Date(now).toISOString()).toMatchObject({ is: 'user' });
  }
  expect(await vigie.accounts.bySession(secret, start + 30 * day + 1)).toBeUndefined();
});

test('the database holds no secret of a session, of a token or of a person', async () => {
  await using vigie = await town();
  const secret = await secretOf(vigie.signIn(start));
  const { token } = await vigie.accounts.addToken({ name: 'écran', role: 'screen' }, start);
  const kept = JSON.stringify([
    await vigie.state.selectFrom('sessions').selectAll().execute(),
    await vigie.state.selectFrom('tokens').selectAll().execute(),
    await vigie.state.selectFrom('users').selectAll().execute(),
    await vigie.state.selectFrom('attempts').selectAll().execute(),
  ]);
  expect(kept).toContain('claire@tartas.fr');
  for (const hidden of [secret, token, password, address]) expect(kept).not.toContain(hidden);
});

test('any change to a person ends all their sessions', async () => {
  await using vigie = await town();
  const { accounts, claire } = vigie;
  const changes = [
    () => accounts.changeUser(claire.id, { organisations: ['dax'] }),
    () => accounts.changeUser(claire.id, { role: 'responsable' }),
    () => accounts.setPassword(claire.id, password),
    () => accounts.changeUser(claire.id, { disabled: true }),
  ];
  for (const change of changes) {
    const secret = await secretOf(vigie.signIn(start));
    expect(await accounts.bySession(secret, start)).toMatchObject({ user: { id: claire.id } });
    await change();
    expect(await accounts.bySession(secret, start)).toBeUndefined();
  }
  expect(await vigie.signIn(start)).toEqual({ ok: false, reason: 'wrong' });
});

test('the last administrator can neither be disabled nor changed', async () => {
  await using vigie = await town();
  await expect(vigie.accounts.changeUser(vigie.admin.id, { disabled: true })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(vigie.accounts.changeUser(vigie.admin.id, { role: 'agent' })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await vigie.accounts.userByEmail('admin@demo')).toMatchObject({ role: 'administrator', disabled: false });
});

test('a person who is removed is nowhere any more; the audit keeps the deeds without the name', async () => {
  await using vigie = await town();
  const audit = createAudit(vigie.state);
  const entry = { time: start, action: 'user.change', details: '' } as const;
  await audit.record({ ...entry, who: 'claire@tartas.fr', subject: 'tartas-air' });
  await audit.record({ ...entry, who: 'admin@demo', subject: 'claire@tartas.fr', details: 'for claire@tartas.fr' });
  await audit.record({ ...entry, who: 'admin@demo', subject: vigie.claire.id });
  const secret = await secretOf(vigie.signIn(start));
  await vigie.accounts.links.issue(vigie.claire.id, 'reset', start);
  const mail = { recipient: 'claire@tartas.fr', subject: 'Invitation', state: 'sent', attempts: 1, at: start } as const;
  await vigie.state
    .insertInto('mails')
    .values({ ...mail, created_at: start, expires_at: start + day })
    .execute();
  const by = 'claire@tartas.fr';
  const note = {
    ...{ at: start, is: 'acknowledged' },
    reason: { because: 'person', who: by, comment: `appeler ${by}` },
  };
  const acknowledgement = { by, at: start, mode: 'until-clear', until: start + day } as const;
  const alert = alertOf({ acknowledgement, assignee: 'Claire', timeline: [{ number: 1, ...note } as Transition] });
  const other = alertOf({ id: 'alert-2', assignee: `anne-${by}` });
  const slot: Slot = { lastSince: 0, broken: true, changedAt: 0, raises: [], reminded: 0, remindAt: 0 };
  await vigie.state.transaction().execute((trx) =>
    keepBook(trx, {
      ...{ now: start, gone: [] },
      kept: [
        ['1', { ...slot, alert, shelf: { until: 1, by } }],
        ['2', { ...slot, alert: other }],
      ],
    }),
  );
  const maintenances = await createMaintenances(vigie.state);
  await maintenances.add({ scope: { device: 'd' }, from: 0, to: 1, reason: 'r', by, createdAt: start });
  const made = await createMadeRules(vigie.state);
  await made.put({ key: 'k', rule: { id: 'co2', site: 's', off: true }, by, changedAt: start });
  expect(await vigie.accounts.removeUser(vigie.claire.id)).toMatchObject({ email: 'claire@tartas.fr' });
  await Promise.all([maintenances.readAgain(), made.readAgain()]);
  expect([maintenances.all()[0]?.by, made.all()[0]?.by]).toEqual(['personne effacée', 'personne effacée']);
  const { slots } = await createAlerts(vigie.state).book();
  expect(slots[0]?.[1]).toMatchObject({
    shelf: { by: 'personne effacée' },
    alert: {
      acknowledgement: { by: 'personne effacée', until: start + day },
      assignee: 'personne effacée',
      timeline: [{ reason: { who: 'personne effacée', comment: 'appeler personne effacée' } }],
    },
  });
  // another person's longer address is nobody's but theirs
  expect(slots[1]?.[1].alert?.assignee).toBe('anne-claire@tartas.fr');
  await vigie.state.deleteFrom('alerts').where('id', '=', 'alert-2').execute();
  expect(await vigie.accounts.bySession(secret, start)).toBeUndefined();
  expect(await vigie.accounts.removeUser(vigie.claire.id)).toBeUndefined();
  const told = (await audit.list({ limit: 10 })).items.map(({ who, subject, details }) => [who, subject, details]);
  expect(told).toEqual([
    ['admin@demo', 'personne effacée', ''],
    ['admin@demo', 'personne effacée', 'for personne effacée'],
    ['personne effacée', 'tartas-air', ''],
  ]);
  const tables = [
    'users',
    'sessions',
    'links',
    'security_keys',
    'recovery_codes',
    'challenges',
    'tokens',
    'mails',
    'audit',
    'alerts',
    'alert_slots',
    'maintenances',
    'rules',
  ] as const;
  for (const table of tables) {
    const rows = JSON.stringify(await vigie.state.selectFrom(table).selectAll().execute());
    expect(rows.includes(vigie.claire.id) || /claire/i.test(rows), table).toBe(false);
  }
  expect(tables).toHaveLength(13);
  await expect(vigie.accounts.removeUser(vigie.admin.id)).rejects.toThrow('Nobody would be left to administer');
  expect((await vigie.accounts.user(vigie.admin.id))?.role).toBe('administrator');
});

test('five wrong passwords close an account for a minute, and each further one doubles the wait up to fifteen', async () => {
  await using vigie = await town();
  const addresses = (now: number) => `198.51.100.${Math.floor(now / minute) % 250}`;
  const guess = (now: number) => vigie.signIn(now, { password: 'guess', address: addresses(now) });
  for (let i = 0; i < 5; i++) expect(await guess(start)).toEqual({ ok: false, reason: 'wrong' });
  let now = start;
  for (const minutes of [1, 2, 4, 8, 15, 15]) {
    const retryAt = now + minutes * minute;
    expect(await guess(now)).toEqual({ ok: false, reason: 'throttled', retryAt });
    expect(await vigie.signIn(retryAt - 1)).toEqual({ ok: false, reason: 'throttled', retryAt });
    now = retryAt;
    expect(await guess(now)).toEqual({ ok: false, reason: 'wrong' });
  }
});

test('the right password after a few wrong ones starts afresh', async () => {
  await using vigie = await town();
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 4; i++) {
      expect(await vigie.signIn(start, { password: 'guess' })).toMatchObject({ reason: 'wrong' });
    }
    expect(await vigie.signIn(start, { address: '198.51.100.9' })).toMatchObject({ ok: true });
  }
});

test('an address that tries many accounts is slowed down, known or not, and guesses sent at once all count', async () => {
  await using vigie = await town();
  const results = await Promise.all(
    Array.from({ length: 30 }, (_, i) => vigie.signIn(start, { email: `mayor${i}@tartas.fr`, password: 'guess' })),
  );
  expect(results.filter((one) => !one.ok && one.reason === 'wrong')).toHaveLength(20);
  expect(await vigie.signIn(start)).toMatchObject({ ok: false, reason: 'throttled' });
  expect(await vigie.signIn(start, { address: '203.0.113.1' })).toMatchObject({ ok: true });
});

test('whoever has one IPv6 address of a network is slowed down in all of it, and nobody beside', async () => {
  await using vigie = await town();
  const from = (last: string, i: number) =>
    vigie.signIn(start, { email: `mayor${i}@tartas.fr`, password: 'guess', address: `2001:db8:0:7::${last}` });
  for (let i = 0; i < 20; i++) expect(await from(i.toString(16), i)).toMatchObject({ reason: 'wrong' });
  const throttled = { ok: false, reason: 'throttled' };
  expect(await vigie.signIn(start, { address: '2001:db8:0:7:aaaa:1:2:3' })).toMatchObject(throttled);
  expect(await vigie.signIn(start, { address: '2001:db8:0:8::1' })).toMatchObject({ ok: true });
});

test('a flood of sign-ins is told to come back instead of being queued without end', async () => {
  await using vigie = await town();
  const flood = Array.from({ length: 80 }, (_, i) => vigie.signIn(start, { email: `x${i}@x.fr`, address: `a${i}` }));
  const codes = (await Promise.allSettled(flood)).map((one) => (one.status === 'rejected' ? one.reason.code : 'done'));
  expect(new Set(codes)).toEqual(new Set(['done', 'unavailable']));
});

test('a weak password and a taken address are refused with a line that says what to do', async () => {
  await using vigie = await town();
  const person = { name: 'B', role: 'agent', organisations: ['dax'] } as const;
  await expect(
    vigie.accounts.addUser({ ...person, email: 'b@dax.fr', password: 'Motdepasse1!' }, start),
  ).rejects.toThrow(/take 12 characters or more/);
  await expect(vigie.accounts.addUser({ ...person, email: 'claire@TARTAS.fr', password }, start)).rejects.toThrow(
    'claire@tartas.fr has an account already: change that one',
  );
});

test('a token opens sessions of its role and organisation, and ends them when it is taken back', async () => {
  await using vigie = await town();
  const { id, token } = await vigie.accounts.addToken({ name: 'hall', role: 'screen', organisation: 'tartas' }, start);
  expect(await vigie.accounts.byToken(token, start)).toMatchObject({ role: 'screen', organisations: ['tartas'] });
  const opened = await vigie.accounts.signInWithToken({ token, address }, start);
  if (!opened.ok) throw new Error(opened.reason);
  // A wall display stays open for weeks without anybody touching it.
  expect(await vigie.accounts.bySession(opened.secret, start + 60 * day)).toMatchObject({ role: 'screen' });
  expect(await vigie.accounts.removeToken(id)).toBe(true);
  expect(await vigie.accounts.bySession(opened.secret, start)).toBeUndefined();
  expect(await vigie.accounts.byToken(token, start)).toBeUndefined();
  expect(await vigie.accounts.again(opened.identity, start)).toBeUndefined();
});
