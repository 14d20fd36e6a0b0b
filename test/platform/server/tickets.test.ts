import { expect, test } from 'vitest';
import { startHelpdesk } from '../../../commands/platform/helpdesk.ts';
import { alertOf } from '../../support/alerts-in-hand.ts';
import { startTestServer, type TestServer, type Who } from '../../support/server.ts';

const post = (body: unknown) => ({ method: 'POST', body });

test('an alert’s ticket carries its evidence, is opened once, and is proposed to close when the alert clears', async () => {
  await using server = await startTestServer();
  const { alerts, tickets } = server.parts;
  await using _ = startHelpdesk({ tickets, alerts, now: () => 9_000, log: server.parts.log });
  server.alerts.all.push(alertOf());
  const first = await server.ask('technician', '/alerts/alert-1/ticket', post({}));
  expect(first.status).toBe(201);
  expect(first.body).toMatchObject({
    ...{ number: 1, kind: 'incident', category: 'building', priority: 'high', source: 'alert', alerts: ['alert-1'] },
    ...{ organisation: 'tartas', state: 'new', calls: 0 },
  });
  expect(first.body.evidence[0]).toMatch(/^Air confiné \(CO₂\) · Mairie.* : 1.640.ppm/);
  const second = await server.ask('administrator', '/alerts/alert-1/ticket', post({}));
  expect([second.status, second.body.number]).toEqual([200, 1]);
  const more = { organisation: 'tartas', title: 'encore', alerts: ['alert-1'] };
  expect(await server.ask('technician', '/tickets', post(more))).toMatchObject({ status: 409 });
  // not another organisation's evidence, nor evidence that is not there
  expect((await server.ask('technician', '/tickets', post({ ...more, organisation: 'dax' }))).status).toBe(404);
  server.alerts.all[0] = alertOf({ active: false, until: 8_000 });
  server.alerts.tell(server.alerts.all[0]);
  await expect
    .poll(async () => (await server.ask('technician', '/tickets/1')).body.closingProposedAt)
    .toBe('1970-01-01T00:00:09.000Z');
  const lines = (await server.audit.list({ limit: 10 })).items.filter(({ action }) => action.startsWith('ticket'));
  expect(lines).toMatchObject([{ action: 'ticket.add', subject: '#1', who: 'technicien@demo' }]);
});

test('several alerts of one member are one ticket; another member’s is refused, and what has a ticket keeps it', async () => {
  await using server = await startTestServer();
  server.alerts.all.push(alertOf(), alertOf({ id: 'alert-2', severity: 'critical' }), alertOf({ id: 'alert-3' }));
  server.alerts.all.push(alertOf({ id: 'alert-dax', organisation: 'dax', device: 'eau-dax', site: 'mairie-dax' }));
  const ask = (id: string, also: string[]) => server.ask('technician', `/alerts/${id}/ticket`, post({ also }));
  const strange = await ask('alert-1', ['alert-dax']);
  expect([strange.status, strange.body.detail]).toEqual([
    400,
    'body.also: alert "alert-dax" is of "dax", not of "tartas": ask for its own',
  ]);
  expect((await ask('alert-1', ['alert-9'])).status).toBe(404);
  expect(server.parts.tickets.open()).toEqual([]);
  const one = await ask('alert-2', ['alert-1']);
  expect(one).toMatchObject({ status: 201, body: { number: 1, priority: 'urgent', alerts: ['alert-1', 'alert-2'] } });
  expect(one.body.evidence).toHaveLength(2);
  // one that already has its ticket brings the others to it
  const more = await ask('alert-3', ['alert-1']);
  expect(more).toMatchObject({ status: 200, body: { number: 1, alerts: ['alert-1', 'alert-2', 'alert-3'] } });
  expect(more.body.actions.at(-1)).toMatchObject({ is: 'alert linked', text: expect.stringContaining('Air confiné') });
});

test('of two technicians on one ticket the second is told what the first did; who names no version has the last word', async () => {
  await using server = await startTestServer();
  const opened = (await server.ask('technician', '/tickets', post({ organisation: 'tartas', title: 'un' }))).body;
  const patch = (who: Who, body: object) => server.ask(who, '/tickets/1', { method: 'PATCH', body });
  expect((await patch('technician', { version: opened.version })).body.detail).toContain('changes nothing');
  const taken = await patch('administrator', { state: 'progress', assignee: 'admin@demo', version: opened.version });
  expect(taken.status).toBe(200);
  const late = await patch('technician', { state: 'closed', version: opened.version });
  expect([late.status, late.body.detail]).toEqual([
    409,
    `ticket 1 changed since version ${opened.version}: admin@demo set state progress, assignee admin@demo: read it again, then say it anew`,
  ]);
  const solve = { is: 'solution', text: 'fait', version: opened.version };
  expect((await server.ask('technician', '/tickets/1/actions', post(solve))).status).toBe(409);
  expect((await patch('technician', { state: 'waiting', version: taken.body.version })).status).toBe(200);
  expect((await patch('administrator', { state: 'closed' })).body.state).toBe('closed');
});

test('an alert that cleared while Vigie was down still proposes the closing', async () => {
  await using server = await startTestServer();
  const { alerts, tickets } = server.parts;
  server.alerts.all.push(alertOf());
  await server.ask('technician', '/alerts/alert-1/ticket', post({}));
  server.alerts.all[0] = alertOf({ active: false });
  await using _ = startHelpdesk({ tickets, alerts, now: () => 9_000, log: server.parts.log });
  await expect.poll(() => tickets.open()[0]?.closingProposedAt).toBe(9_000);
});

test('a member opens as a member does, and reads no note of the agency', async () => {
  await using server = await startTestServer();
  const asked = { organisation: 'tartas', title: 'Wi-Fi', priority: 'urgent', kind: 'incident', source: 'call' };
  const opened = (await server.ask('agent tartas', '/tickets', post(asked))).body;
  expect(opened).toMatchObject({ source: 'mairie', priority: 'normal', kind: 'request', calls: 0 });
  const act = (who: Who, body: unknown) => server.ask(who, '/tickets/1/actions', post(body));
  await act('technician', { is: 'note', text: 'encore lui' });
  await act('technician', { is: 'call', organisation: 'dax' });
  expect((await act('agent tartas', { is: 'follow-up', text: 'toujours pas' })).status).toBe(201);
  for (const is of ['note', 'solution', 'call'])
    expect((await act('agent tartas', { is, text: 'x' })).status).toBe(403);
  const kinds = async (who: Who) =>
    (await server.ask(who, '/tickets/1')).body.actions.map(({ is }: { is: string }) => is);
  expect(await kinds('agent tartas')).toEqual(['opened', 'follow-up']);
  expect(await kinds('technician')).toEqual(['opened', 'note', 'call', 'follow-up']);
  expect((await server.ask('technician', '/tickets/1')).body).toMatchObject({ calls: 1 });
  expect((await act('technician', { is: 'follow-up' })).body.detail).toContain('says nothing');
});

test('a screen that watches hears of the tickets that its reader may read, and of no other', async () => {
  await using server = await startTestServer();
  const heard = new Map<Who, string[]>();
  const watch = async (who: Who, what: object) => {
    const socket = await server.socket(who);
    const numbers: string[] = [];
    heard.set(who, numbers);
    const note = (is: string) => (tickets: { number: number; state: string }[]) =>
      numbers.push(...tickets.map(({ number, state }) => `${is} ${number} ${state}`));
    socket.on('snapshot', (_, { tickets }) => note('snapshot')(tickets));
    socket.on('changes', ({ tickets }) => note('changed')(tickets));
    await new Promise((resolve) => socket.on('connect', () => socket.emit('watch', what, resolve)));
  };
  await server.ask('agent tartas', '/tickets', post({ organisation: 'tartas', title: 'un' }));
  await server.ask('technician', '/tickets', post({ organisation: 'tartas', title: 'deux' }));
  await watch('technician', { console: 'alertes' });
  await watch('responsable tartas', { organisation: 'tartas' });
  await watch('responsable dax', { organisation: 'dax' });
  await watch('agent tartas', { organisation: 'tartas' });
  await watch('screen', { console: 'alertes' });
  for (const id of [1, 2]) await change(server, id);
  // what comes last says that all before it has come
  await server.ask('technician', '/tickets', post({ organisation: 'dax', title: 'trois' }));
  server.alerts.tell(alertOf());
  await expect.poll(() => heard.get('technician')?.at(-1)).toBe('changed 3 new');
  await expect.poll(() => heard.get('responsable dax')?.at(-1)).toBe('changed 3 new');
  expect(Object.fromEntries(heard)).toEqual({
    technician: ['snapshot 2 new', 'snapshot 1 new', 'changed 1 progress', 'changed 2 progress', 'changed 3 new'],
    'responsable tartas': ['snapshot 2 new', 'snapshot 1 new', 'changed 1 progress', 'changed 2 progress'],
    'responsable dax': ['changed 3 new'],
    'agent tartas': ['snapshot 1 new', 'changed 1 progress'],
    screen: [],
  });
});

function change(server: TestServer, id: number) {
  return server.ask('technician', `/tickets/${id}`, { method: 'PATCH', body: { state: 'progress' } });
}
