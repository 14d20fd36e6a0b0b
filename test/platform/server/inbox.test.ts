import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

const found = (server: TestServer, id: number, address: string, topic: string, payload: string) =>
  server.inbox.discoveries.push({
    id,
    address,
    client: 'sondes',
    firstSeen: 0,
    lastSeen: 60_000,
    messages: 3,
    topic,
    payload: Buffer.from(payload),
    ignored: false,
  });

test('a discovered device is proposed with the type that measures the same and the site it names', async () => {
  await using server = await startTestServer();
  const native = '{"metrics":{"air.co2":412,"air.temperature":20}}';
  found(server, 1, 'native:mairie-dax/co2-3', 'vigie/v1/mairie-dax/co2-3', native);
  found(server, 2, 'zigbee2mqtt:salon', 'zigbee2mqtt/salon', '{"temperature":20,"linkquality":120}');
  found(server, 3, 'zigbee2mqtt:lampe', 'zigbee2mqtt/lampe', '{"state":"ON"}');
  const { body } = await server.ask('technician', '/discovery');
  expect(body.items.map((item: { id: number; proposal: object }) => [item.id, item.proposal])).toEqual([
    [3, { name: 'lampe' }],
    [2, { type: 'zigbee-climate', name: 'salon' }],
    [1, { type: 'air-quality', site: 'mairie-dax', name: 'co2-3' }],
  ]);
  expect(body.items[2]).toMatchObject({
    metrics: ['air.co2', 'air.temperature'],
    sample: native,
    encoding: 'utf8',
    firstSeen: '1970-01-01T00:00:00.000Z',
    lastSeen: '1970-01-01T00:01:00.000Z',
  });
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
  found(server, 7, 'native:x/y', 'vigie/v1/x/y', '{}');
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

test('a device that announced itself arrives with its name, its maker, its units and the site of its area', async () => {
  await using server = await startTestServer();
  const announcement = {
    ...{
      device_class: 'temperature',
      unit_of_measurement: '°F',
      state_topic: 'esp/salle',
      value_template: '{{ value }}',
    },
    device: {
      identifiers: 'esp-1',
      name: 'Salle 2',
      manufacturer: 'ESP',
      model: 'Sonde',
      suggested_area: 'MAIRIE-DAX',
    },
  };
  const payload = Buffer.from(JSON.stringify(announcement));
  server.dialects.homeAssistant.recall([{ topic: 'homeassistant/sensor/esp/config', client: 'sondes', payload }]);
  found(server, 1, 'homeassistant:esp-1', 'esp/salle', '70.7');
  const { body } = await server.ask('technician', '/discovery');
  expect(body.items[0]).toMatchObject({
    described: {
      name: 'Salle 2',
      manufacturer: 'ESP',
      model: 'Sonde',
      units: { 'air.temperature': '°F' },
      mistakes: [],
    },
    metrics: ['air.temperature'],
    proposal: { type: 'climate', site: 'mairie-dax', name: 'Salle 2' },
  });
});

test('a refused message is offered again as it was, and leaves the list once it is taken', async () => {
  await using server = await startTestServer();
  const payload = Buffer.from('{"metrics":{"air.co2":412}}');
  server.inbox.refusals.push({ id: 5, time: 1_000, client: 'sondes', topic: 'vigie/v1/x/y', payload, reason: 'no' });
  const answer = await server.ask('technician', '/refused/5/replay', { method: 'POST', body: {} });
  expect([answer.status, answer.body]).toEqual([200, { taken: true }]);
  expect(server.replayed).toEqual([{ topic: 'vigie/v1/x/y', payload, time: 1_000 }]);
  expect(server.inbox.refusals).toEqual([]);
  const { items } = await server.audit.list({ limit: 10 });
  expect(items).toContainEqual(expect.objectContaining({ action: 'refused.replay', subject: '5' }));
  expect((await server.ask('technician', '/refused/5/replay', { method: 'POST', body: {} })).status).toBe(404);
});

test('a refused message may be corrected before it is offered; still refused it stays, with the new reason told', async () => {
  await using server = await startTestServer();
  const payload = Buffer.from('{"metrics":{"air.co2":NaN}}');
  server.inbox.refusals.push({ id: 5, time: 1_000, client: 'sondes', topic: 'vigie/v1/x/y', payload, reason: 'no' });
  const again = await server.ask('technician', '/refused/5/replay', { method: 'POST', body: {} });
  expect(again.body).toEqual({ taken: false, reason: 'the payload is not JSON' });
  expect(server.inbox.refusals).toHaveLength(1);
  const body = { topic: 'vigie/v1/x/z', payload: '{"metrics":{"air.co2":412}}' };
  expect((await server.ask('technician', '/refused/5/replay', { method: 'POST', body })).body).toEqual({ taken: true });
  expect(server.replayed.at(-1)).toEqual({ topic: body.topic, payload: Buffer.from(body.payload), time: 1_000 });
});
