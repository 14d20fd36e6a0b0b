import { expect, test } from 'vitest';
import type { Health } from '../../../gateway/domain/health.ts';
import { people, scripts, startTestServer } from '../../support/server.ts';

const health: Health = {
  backfill: 1,
  intakeAccepts: true,
  store: { ok: true, behind: 0 },
  judgement: { ok: true, behind: 0 },
  journal: { bytes: 10, quotaBytes: 1000, hoursLeft: Number.POSITIVE_INFINITY },
  counters: { messages: 5, readings: 12, refused: 1, unknown: 0, clients: 2 },
};

test('Vigie is alive at once, and ready when history is filled in and intake accepts', async () => {
  let now = health;
  await using server = await startTestServer({ parts: { health: () => now } });
  const ready = async () => {
    const { status, body } = await server.ask('nobody', '!/readyz');
    return [status, body.ready];
  };
  expect((await server.ask('nobody', '!/healthz')).status).toBe(200);
  expect(await ready()).toEqual([200, true]);
  now = { ...health, backfill: 0.4 };
  expect(await ready()).toEqual([503, false]);
  now = { ...health, intakeAccepts: false };
  expect(await ready()).toEqual([503, false]);
});

test('a store that is away is said, and Vigie stays ready', async () => {
  const store = { ok: false, message: 'connection refused', behind: 40 };
  await using server = await startTestServer({ parts: { health: () => ({ ...health, store }) } });
  const answer = await server.ask('nobody', '!/readyz');
  expect([answer.status, answer.body.store]).toEqual([200, store]);
});

test('the figures for Prometheus name no organisation, site, device or person', async () => {
  await using server = await startTestServer();
  for (const path of ['/devices/eau-tartas', '/organisations/tartas', '/sites/mairie-dax', '/devices/nothing']) {
    await server.ask('technician', path);
  }
  const { status, text } = await server.ask('nobody', '!/metrics');
  expect(status).toBe(200);
  expect(text).toContain('vigie_readings_total 12');
  expect(text).toContain('vigie_http_request_seconds_count{route="GET /devices/:id",status="200"} 1');
  const figures = [
    ...['received_total 21', 'total{outcome="taken"} 6', 'total{outcome="unknown"} 5', 'total{outcome="refused"} 4'],
    ...['total{outcome="storm"} 3', 'total{outcome="waiting"} 2', 'total{outcome="journal"} 1'],
  ];
  for (const figure of figures) expect(text).toContain(`vigie_traps_${figure}\n`);
  const asked = ['devices{state="well"} 40', 'devices{state="behind"} 1', 'askings{state="waiting"} 8'];
  for (const figure of [...asked, 'asked_total 900', 'failed_total 30']) {
    expect(text).toContain(`vigie_collector_${figure}\n`);
  }
  const { organisations, sites, devices } = server.parts.territory();
  const names = [...organisations.keys(), ...sites.keys(), ...devices.keys()]
    .concat(Object.values(people).map(({ email }) => email))
    .concat(Object.values(scripts).map(({ name }) => name));
  expect(names.length).toBeGreaterThan(15);
  for (const name of names) expect(text).not.toContain(name);
});
