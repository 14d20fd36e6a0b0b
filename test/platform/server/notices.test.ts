import { expect, test } from 'vitest';
import { readAgenda } from '../../../devices/calendar/ical/agenda.ts';
import { createNotices } from '../../../gateway/state/create-notices.ts';
import { notice, toldOf } from '../../support/notices-in-hand.ts';
import { startTestServer, type TestServer, type Who } from '../../support/server.ts';

const put = (body: unknown) => ({ method: 'PUT', body });
const idOf = async (server: TestServer, email: string) => (await server.accounts.userByEmail(email))?.id ?? '';

test('staff sees every notice and every decision with its reason, a mairie its own alone', async () => {
  await using server = await startTestServer();
  const mayor = await idOf(server, 'mairie.tartas@demo');
  const technician = await idOf(server, 'technicien@demo');
  const notices = createNotices(server.state);
  await notices.decide(
    [
      notice({ to: mayor, at: 5_000 }),
      { ...notice({ to: technician }), tell: false, reason: { because: 'off duty', onDuty: 'luc' } },
      notice({ to: 'webhook/n8n', channel: 'webhook', told: toldOf({ alert: 'autre' }) }),
    ],
    [],
    1_000,
  );
  const all = (await server.ask('technician', '/notices')).body;
  expect(all.items).toHaveLength(3);
  expect(all.items[1]).toEqual({
    id: 2,
    alert: 'fuite-1',
    transition: 1,
    is: 'raised',
    organisation: 'tartas',
    device: 'eau',
    about: 'Mairie de Tartas',
    to: { id: technician, name: 'technician' },
    channel: 'mail',
    digest: false,
    decidedAt: '1970-01-01T00:00:01.000Z',
    state: 'not sent',
    at: '1970-01-01T00:00:01.000Z',
    attempts: 0,
    reason: { because: 'off duty', onDuty: 'luc' },
  });
  const of = async (who: Who, query: string) =>
    (await server.ask(who, `/notices?${query}`)).body.items.map((one: { id: number }) => one.id);
  expect(await of('administrator', 'alert=fuite-1')).toEqual([2, 1]);
  expect(await of('administrator', 'state=waiting&limit=1')).toEqual([3]);
  expect(await of('administrator', `to=${mayor}`)).toEqual([1]);
  expect(await of('responsable tartas', '')).toEqual([1]);
  // what an organisation of theirs was told is theirs no more once it is another's
  await notices.decide([notice({ to: mayor, organisation: 'dax', told: toldOf({ alert: 'dax-1' }) })], [], 1_000);
  expect(await of('responsable tartas', '')).toEqual([1]);
  // asking for somebody else's shows one's own
  expect(await of('responsable dax', `to=${mayor}&alert=fuite-1`)).toEqual([]);
});

test('wishes are one’s own: usual ones first, then as chosen; what cannot be is refused in words', async () => {
  await using server = await startTestServer();
  const before = (await server.ask('responsable tartas', '/wishes')).body;
  expect(before).toMatchObject({
    usual: true,
    offered: ['mail', 'push'],
    wishes: { language: 'fr', channels: { mail: ['warning', 'critical'] }, outsideHours: [] },
  });
  const chosen = {
    ...before.wishes,
    channels: { mail: ['critical'], sms: ['critical'] },
    phone: '+33612345678',
    quiet: { fromMinute: 1320, toMinute: 360 },
    digest: { severities: ['warning'], minute: 540 },
  };
  expect((await server.ask('responsable tartas', '/wishes', put(chosen))).status).toBe(204);
  expect((await server.ask('responsable tartas', '/wishes')).body).toMatchObject({ usual: false, wishes: chosen });
  expect((await server.ask('responsable dax', '/wishes')).body.usual).toBe(true);
  const refused = async (more: object) =>
    (await server.ask('responsable tartas', '/wishes', put({ ...chosen, ...more }))).body.detail;
  expect(await refused({ phone: '0612345678' })).toMatch(/body\.phone: is not a number with its country/);
  expect(await refused({ quiet: { fromMinute: 60, toMinute: 60 } })).toMatch(/lasts no time/);
  expect(await refused({ outsideHours: ['critical', 'critical'] })).toMatch(/names one twice/);
  expect((await server.ask('responsable tartas', '/wishes')).body.wishes).toEqual(chosen);
  const lines = (await server.audit.list({ limit: 10 })).items.filter(({ action }) => action === 'wishes.change');
  expect(lines).toMatchObject([{ who: 'mairie.tartas@demo', details: '' }]);
});

test('a browser is taken from a known push service only, and let go by its owner only', async () => {
  await using server = await startTestServer();
  const browser = { endpoint: 'https://push.example.fr/x', p256dh: `B${'a'.repeat(86)}`, auth: 'a'.repeat(22) };
  const post = (who: Who, path: string, body: unknown) => server.ask(who, path, { method: 'POST', body });
  expect(await post('technician', '/wishes/browsers', { ...browser, endpoint: 'https://10.0.0.1/x' })).toMatchObject({
    status: 400,
    body: { detail: 'body.endpoint: 10.0.0.1 is no known push service (notify.push.services)' },
  });
  expect((await post('technician', '/wishes/browsers', browser)).status).toBe(204);
  expect((await server.ask('technician', '/wishes')).body.push.browsers).toBe(1);
  const { endpoint } = browser;
  expect((await post('administrator', '/wishes/browsers/remove', { endpoint })).status).toBe(404);
  expect((await post('technician', '/wishes/browsers/remove', { endpoint })).status).toBe(204);
});

test('the rota is written by staff, shows its turns by name, and is a feed for who has its secret', async () => {
  await using server = await startTestServer();
  const [marie, luc] = [await idOf(server, 'technicien@demo'), await idOf(server, 'admin@demo')];
  const start = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const swap = { from: start, to: start, person: luc };
  const duty = { start, days: 15, people: [marie, luc], swaps: [swap] };
  const written = (await server.ask('technician', '/duty', put(duty))).body;
  expect(written.turns[0]).toMatchObject({ ...swap, person: { id: luc, name: 'administrator' }, swapped: true });
  expect(written.turns[1]).toMatchObject({ person: { id: marie, name: 'technician' }, swapped: false });
  expect(written.candidates).toHaveLength(2);
  const mayor = await idOf(server, 'mairie.tartas@demo');
  expect(await server.ask('technician', '/duty', put({ ...duty, people: [mayor] }))).toMatchObject({
    status: 400,
    body: { detail: `body: "${mayor}" is no technician or administrator` },
  });

  const fresh = () => server.ask('technician', '/duty/feed', { method: 'POST' });
  const first = new URL((await fresh()).body.address);
  const feed = await fetch(`${server.url}${first.pathname}${first.search}`);
  expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const text = await feed.text();
  expect(text).toContain('SUMMARY:Permanence : administrator\r\n');
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  // the calendar reader of the territory's agendas understands it
  expect(readAgenda(text, 'Europe/Paris').mistakes).toEqual([]);
  await fresh();
  expect((await fetch(`${server.url}${first.pathname}${first.search}`)).status).toBe(404);
  expect(await server.everythingKept()).not.toContain(first.searchParams.get('token'));
});

test('how many notices were sent, wait and were given up stands among the measures', async () => {
  await using server = await startTestServer();
  const { text } = await server.ask('nobody', '!/metrics');
  expect(text).toMatch(/^vigie_notices_waiting 3$/m);
  expect(text).toMatch(/^vigie_notices_sent_total 2$/m);
  expect(text).toMatch(/^vigie_notices_failed_total 1$/m);
});

test('a technician may be on duty however many accounts there are, and no name breaks the calendar', async () => {
  await using server = await startTestServer();
  const agent = { role: 'agent', organisations: '["tartas"]', password: 'x', disabled: 0, created_at: 0 };
  const agents = Array.from({ length: 1_100 }, (_, n) => ({ id: `a-${n}`, email: `${n}@x.fr`, name: 'n', ...agent }));
  await server.state.insertInto('users').values(agents).execute();
  const technician = await idOf(server, 'technicien@demo');
  await server.state.updateTable('users').set({ name: 'Luc\rEND:VEVENT' }).where('id', '=', technician).execute();
  const body = { start: '2026-03-02', days: 15, people: [technician], swaps: [] };
  expect((await server.ask('technician', '/duty', put(body))).status).toBe(200);
  const { address } = (await server.ask('technician', '/duty/feed', { method: 'POST' })).body;
  const feed = await (await fetch(address)).text();
  expect(feed).toContain('SUMMARY:Permanence : Luc\\nEND:VEVENT');
});
