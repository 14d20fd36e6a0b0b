import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { durationMs } from '../../../devices/duration.ts';
import type { Territory } from '../../../devices/territory.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const minute = 60_000;
const hour = 60 * minute;
const at = (text: string) => Date.parse(text);
/** Friday to Monday in Paris, 1 to 4 May 2026: a holiday, a week-end, and one working day. */
const [friday, monday, tuesday] = [
  '2026-05-01T00:00:00+02:00',
  '2026-05-04T00:00:00+02:00',
  '2026-05-05T00:00:00+02:00',
].map(at) as [number, number, number];
const period = `from=${friday}&to=${tuesday}`;

test('availability tells all days and working days apart: a failure on a public holiday harms no working day', async () => {
  await using server = await startTestServer();
  await answers(server, 'serveur-tartas', friday, tuesday, (time) => !(time >= friday && time < friday + 12 * hour));
  const whole = await ask(server, `device=serveur-tartas&${period}`);
  expect(whole).toEqual({ total: 1 - 12 / 96, workingDays: 1, unknown: 0, maintenance: 0, devices: 1 });
  const { days } = await ask(server, `device=serveur-tartas&${period}&step=1d`);
  expect(days.map((day: { isWorkingDay: boolean; total: number }) => [day.isWorkingDay, day.total])).toEqual([
    [false, 0.5],
    [false, 1],
    [false, 1],
    [true, 1],
  ]);
});

test('the site’s own closures are no working days', async () => {
  const known = territoryOfTwo();
  const closed = { from: '2026-05-04', to: '2026-05-04' };
  const week = Array.from({ length: 7 }, () => [{ from: 480, to: 1020 }]);
  const calendar = { id: 'mairies', region: 'metropole', week, holidays: 'closed', schoolHolidays: 'open' } as const;
  const site = { ...known.sites.get('mairie-tartas')!, calendar: 'mairies' };
  const territory: Territory = {
    ...known,
    sites: new Map([...known.sites, ['mairie-tartas', site]]),
    calendars: new Map([['mairies', { ...calendar, closures: [closed] }]]),
  };
  await using server = await startTestServer({ parts: { territory: () => territory } });
  await answers(server, 'serveur-tartas', friday, tuesday, () => true);
  expect(await ask(server, `device=serveur-tartas&${period}`)).toMatchObject({ total: 1, workingDays: null });
});

test('time of which nothing is known is told apart and harms nobody', async () => {
  await using server = await startTestServer();
  await answers(server, 'serveur-tartas', monday, monday + 12 * hour, () => true);
  const { total, unknown } = await ask(server, `device=serveur-tartas&from=${monday}&to=${tuesday}`);
  expect(total).toBe(1);
  // the last reading speaks for five minutes, not for the one that follows it in vain
  expect(unknown).toBeCloseTo((12 * 60 - 4) / (24 * 60), 9);
});

test('a maintenance announced afterwards corrects what was calculated before, and deleting it brings that back', async () => {
  await using server = await startTestServer();
  await answers(server, 'serveur-tartas', monday, tuesday, (time) => time >= monday + 6 * hour);
  const query = `device=serveur-tartas&from=${monday}&to=${tuesday}`;
  expect(await ask(server, query)).toMatchObject({ total: 0.75, maintenance: 0 });
  const body = {
    site: 'mairie-tartas',
    from: new Date(monday).toISOString(),
    to: monday + 6 * hour,
    reason: 'Coupure EDF',
  };
  const added = await server.ask('technician', '/maintenances', { method: 'POST', body });
  expect(added.status).toBe(201);
  expect(added.body).toMatchObject({ site: 'mairie-tartas', reason: 'Coupure EDF', by: 'technicien@demo' });
  expect(await ask(server, query)).toMatchObject({ total: 1, workingDays: 1, maintenance: 0.25 });
  expect((await server.ask('technician', `/maintenances/${added.body.id}`, { method: 'DELETE' })).status).toBe(204);
  expect(await ask(server, query)).toMatchObject({ total: 0.75, maintenance: 0 });
  const { items } = await server.audit.list({ limit: 2 });
  expect(items.map(({ action, subject }) => [action, subject])).toEqual([
    ['maintenance.remove', 'mairie-tartas'],
    ['maintenance.add', 'mairie-tartas'],
  ]);
});

test('a site is what all its devices are together; of a sensor that never spoke nothing is known', async () => {
  await using server = await startTestServer();
  await answers(server, 'serveur-tartas', monday, tuesday, () => true);
  expect(await ask(server, `site=mairie-tartas&from=${monday}&to=${tuesday}`)).toMatchObject({ total: 1, devices: 4 });
  expect(await ask(server, `site=mairie-dax&from=${monday}&to=${tuesday}`)).toEqual({
    total: null,
    workingDays: null,
    unknown: 1,
    maintenance: 0,
    devices: 2,
  });
});

test('a sensor is there while its readings come, gone once it is silent for too long, unknown before its first', async () => {
  await using server = await startTestServer();
  // a water meter counts as silent after two hours
  const times = Array.from({ length: 6 * 12 + 1 }, (_, i) => monday + 6 * hour + i * 5 * minute);
  await server.keep(
    'eau-tartas',
    'water.volume',
    times.map((time, i) => [time, i]),
  );
  const { total, unknown, devices } = await ask(server, `device=eau-tartas&from=${monday}&to=${tuesday}`);
  expect([total, unknown, devices]).toEqual([8 / 18, 6 / 24, 1]);
  const { items } = (await server.ask('technician', '/device-types')).body;
  const by = (id: string) => items.find((type: { id: string }) => type.id === id).availableBy;
  expect([by('water-meter'), by('linux-host'), by('avamar-member')]).toEqual(['readings', 'state', undefined]);
});

test('a sensor is gone while its gateway says that it is gone itself, and where readings are thinned silence says nothing', async () => {
  const known = territoryOfTwo();
  const bridge = { id: 'passerelle', name: 'Passerelle', site: 'mairie-tartas', type: 'zigbee2mqtt-bridge' };
  const climate = { id: 'bureau', name: 'Bureau', site: 'mairie-tartas', type: 'zigbee-climate', parent: bridge.id };
  const devices = new Map([...known.devices, [bridge.id, bridge], [climate.id, climate]]);
  const parts = { territory: () => ({ ...known, devices }), fineSince: () => monday + 22 * hour };
  await using server = await startTestServer({ parts });
  await server.keep(bridge.id, 'device.up', [
    [monday - hour, 1],
    [monday + 6 * hour + minute, 0],
    [monday + 7 * hour + minute, 1],
  ]);
  const times = Array.from({ length: 18 }, (_, i) => monday + i * hour).filter((time) => time !== monday + 7 * hour);
  await server.keep(
    climate.id,
    'air.temperature',
    times.map((time) => [time, 20]),
  );
  expect(durationMs(catalogue.get(climate.type)!.source.silentAfter)).toBe(3 * hour);
  const day = await ask(server, `device=bureau&from=${monday}&to=${tuesday}`);
  // there until 20:00 but for the gateway's hour, unknown until 22:00, gone after that
  expect([day.total, day.unknown]).toEqual([19 / (19 + 1 + 2), 2 / 24]);
});

test('time to come is neither good nor bad', async () => {
  const now = Date.now();
  await using server = await startTestServer();
  await answers(server, 'serveur-tartas', now - hour, now, () => true);
  expect(await ask(server, `device=serveur-tartas&from=${now - hour}&to=${now + 365 * 24 * hour}`)).toMatchObject({
    total: 1,
    unknown: 0,
  });
});

test('of a site of few people whole days alone are told, also to its own mairie', async () => {
  const known = territoryOfTwo();
  const moved = { ...known.devices.get('serveur-tartas')!, site: 'creche-tartas' };
  const territory = { ...known, devices: new Map([...known.devices, [moved.id, moved]]) };
  await using server = await startTestServer({ parts: { territory: () => territory } });
  await answers(server, 'serveur-tartas', monday, tuesday, (time) => time >= monday + 6 * hour);
  const hours = `from=${monday + 7 * hour}&to=${tuesday + 7 * hour}`;
  expect(await ask(server, `device=serveur-tartas&${hours}`)).toMatchObject({ total: 0.75, unknown: 0 });
  const oneHour = `from=${monday + 7 * hour}&to=${monday + 8 * hour}`;
  expect(await ask(server, `device=serveur-tartas&${oneHour}`)).toMatchObject({ total: null });
});

test('a question that cannot be answered says why', async () => {
  await using server = await startTestServer();
  const wrong: [query: string, reason: RegExp][] = [
    ['from=0&to=1', /name a site or a device/],
    [`site=mairie-tartas&device=serveur-tartas&${period}`, /name a site or a device/],
    [`site=mairie-tartas&from=${tuesday}&to=${friday}`, /from: is not before to/],
    [`site=mairie-tartas&from=${Date.now() + hour}&to=${Date.now() + 2 * hour}`, /from: lies in the future/],
    [`site=mairie-tartas&from=0&to=${tuesday}`, /more than 3700 days/],
  ];
  for (const [query, reason] of wrong) {
    const { status, body } = await server.ask('technician', `/availability?${query}`);
    expect([status, body.detail], query).toEqual([400, expect.stringMatching(reason)]);
  }
});

test('a maintenance that cannot be is refused with the reason', async () => {
  await using server = await startTestServer();
  const good = { device: 'serveur-tartas', from: monday, to: tuesday, reason: 'Mise à jour' };
  const wrong: [change: object, status: number, reason: RegExp][] = [
    [{ device: undefined }, 400, /name one of/],
    [{ site: 'mairie-tartas' }, 400, /name one of/],
    [{ device: 'nothing' }, 404, /no device "nothing"/],
    [{ reason: '  ' }, 400, /reason/],
    [{ to: monday }, 400, /not after from/],
    [{ from: 5 }, 400, /since 2000/],
    [{ to: monday + 400 * 24 * hour }, 400, /366 days/],
    [{ weeklyUntil: monday }, 400, /weeklyUntil: is not after/],
    [{ to: monday + 8 * 24 * hour, weeklyUntil: monday + 900 * 24 * hour }, 400, /a week at most/],
    [{ weeklyUntil: at('2100-01-01T00:00:00Z') }, 400, /ten years/],
  ];
  for (const [change, status, reason] of wrong) {
    const answer = await server.ask('technician', '/maintenances', { method: 'POST', body: { ...good, ...change } });
    expect([answer.status, answer.body.detail], JSON.stringify(change)).toEqual([
      status,
      expect.stringMatching(reason),
    ]);
  }
  expect(server.parts.maintenances.all()).toEqual([]);
});

test('each reads the maintenances that concern them, those of a place and a time, page by page', async () => {
  await using server = await startTestServer();
  const add = async (body: object) => {
    const all = { from: monday, to: tuesday, reason: 'Travaux', ...body };
    return (await server.ask('administrator', '/maintenances', { method: 'POST', body: all })).body.id as number;
  };
  const [org, site, device, dax] = [
    await add({ organisation: 'tartas' }),
    await add({ site: 'mairie-tartas' }),
    await add({ device: 'serveur-tartas', from: friday, to: friday + hour, weeklyUntil: friday + 24 * hour }),
    await add({ site: 'mairie-dax' }),
  ];
  const ids = async (who: 'technician' | 'responsable tartas' | 'agent tartas' | 'responsable dax', query = '') =>
    (await server.ask(who, `/maintenances?${query}`)).body.items.map(({ id }: { id: number }) => id);
  expect(await ids('technician')).toEqual([dax, device, site, org]);
  expect(await ids('responsable tartas')).toEqual([device, site, org]);
  expect(await ids('agent tartas')).toEqual([device, site, org]);
  expect(await ids('responsable dax')).toEqual([dax]);
  expect(await ids('technician', 'device=eau-tartas')).toEqual([site, org]);
  expect(await ids('technician', 'device=serveur-tartas')).toEqual([device, site, org]);
  expect(await ids('technician', 'site=creche-tartas')).toEqual([org]);
  expect(await ids('technician', 'organisation=dax')).toEqual([dax]);
  expect(await ids('technician', `to=${monday}`)).toEqual([device]);
  expect(await ids('technician', `from=${monday}`)).toEqual([dax, site, org]);
  const first = (await server.ask('technician', '/maintenances?limit=3')).body;
  expect(first.items).toHaveLength(3);
  expect(await ids('technician', `cursor=${first.next}`)).toEqual([org]);
});

async function ask(server: TestServer, query: string) {
  const who = query.includes('dax') ? 'responsable dax' : 'responsable tartas';
  const { status, body } = await server.ask(who, `/availability?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

async function answers(server: TestServer, device: string, from: number, to: number, isUp: (time: number) => boolean) {
  const times = Array.from({ length: Math.ceil((to - from) / minute) }, (_, i) => from + i * minute);
  await server.keep(
    device,
    'device.up',
    times.map((time) => [time, isUp(time) ? 1 : 0]),
  );
}
