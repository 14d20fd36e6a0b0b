import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

const found = (server: TestServer, id: number, address: string, metrics: string[]) =>
  server.inbox.discoveries.push({
    id,
    address,
    client: 'sondes',
    firstSeen: 0,
    lastSeen: 60_000,
    messages: 3,
    sample: '{"metrics":{}}',
    metrics,
    ignored: false,
  });

test('a discovered device is proposed with the type that measures the same and the site it names', async () => {
  await using server = await startTestServer();
  found(server, 1, 'native:mairie-dax/co2-3', ['air.co2', 'air.temperature']);
  found(server, 2, 'lora:a84041ffff1ed2', ['something.else']);
  const { body } = await server.ask('technician', '/discovery');
  expect(body.items.map((item: { id: number; proposal: object }) => [item.id, item.proposal])).toEqual([
    [2, {}],
    [1, { type: 'air-quality', site: 'mairie-dax', name: 'co2-3' }],
  ]);
  expect(body.items[1]).toMatchObject({ firstSeen: '1970-01-01T00:00:00.000Z', lastSeen: '1970-01-01T00:01:00.000Z' });
});

test('a technician attaches a device in one call, which stands in the audit', async () => {
  await using server = await startTestServer();
  const target = { type: 'air-quality', site: 'mairie-dax', name: 'Salle du conseil', id: 'co2-3' };
  const answer = await server.ask('technician', '/discovery/1/attach', { method: 'POST', body: target });
  expect([answer.status, answer.body]).toEqual([200, { device: 'co2-3' }]);
  expect(server.attached).toEqual([{ id: 1, target }]);
  const { items } = await server.audit.list({ limit: 10 });
  expect(items).toContainEqual(expect.objectContaining({ action: 'discovery.attach', subject: 'co2-3' }));
});

test('an ignored device is marked, and one that is not there is not found', async () => {
  await using server = await startTestServer();
  found(server, 7, 'native:x/y', []);
  expect((await server.ask('technician', '/discovery/7/ignore', { method: 'POST' })).status).toBe(204);
  expect((await server.ask('technician', '/discovery')).body.items).toMatchObject([{ id: 7, ignored: true }]);
  expect((await server.ask('technician', '/discovery/8/ignore', { method: 'POST' })).status).toBe(404);
});

test('refused messages come newest first in pages, as text or as base64', async () => {
  await using server = await startTestServer();
  const payloads = [Buffer.from('{"metrics":'), Buffer.from([0xff, 0x00]), Buffer.from('é')];
  for (const [index, payload] of payloads.entries()) {
    server.inbox.refusals.push({ id: index + 1, time: 0, client: 'sondes', topic: 't', payload, reason: 'broken' });
  }
  const first = (await server.ask('technician', '/refused?limit=2')).body;
  expect(first.items).toMatchObject([
    { id: 3, payload: 'é', encoding: 'utf8' },
    { id: 2, payload: '/wA=', encoding: 'base64' },
  ]);
  const rest = (await server.ask('technician', `/refused?cursor=${first.next}`)).body;
  expect(rest).toMatchObject({ items: [{ id: 1, payload: '{"metrics":', encoding: 'utf8' }], next: null });
});
