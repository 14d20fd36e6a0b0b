import { expect, test } from 'vitest';
import { createMemory } from '../../../collector/kept.ts';
import { createSophos, type SophosOptions } from '../../../collector/sophos/sophos.ts';
import { computersOf } from '../../../simulators/sophos/computers.ts';
import { type SimulatedTenant, startSophosServer } from '../../../simulators/sophos/sophos-server.ts';
import { asked, deviceAt } from '../../support/checked.ts';

const hour = 3_600_000;
const start = Date.parse('2026-03-03T08:00:00Z');
const account = { clientId: 'vigie', clientSecret: 's3cret' };

/** Central with some members, and a collector that asks it at a time of its own. */
async function centralOf({
  members = 2,
  computers = 30,
  idType = 'partner' as 'partner' | 'tenant' | 'organization',
  pageSize = 0,
}) {
  const clock = { now: start };
  const tenants = Array.from({ length: members }, (_, index): SimulatedTenant => {
    const name = `mairie-${index + 1}`;
    const own = computersOf(name, computers, 3, start);
    return { id: `tenant-${index + 1}`, name, computers: own, openAlerts: [], events: [], alerts: [] };
  });
  const server = await startSophosServer({
    tenants,
    idType,
    ...account,
    now: () => clock.now,
    ...(pageSize > 0 && { pageSize }),
  });
  const collector = ({ settings, ...more }: Partial<SophosOptions> = {}) =>
    createSophos({
      ...account,
      settings: { idUrl: server.url, globalUrl: server.url, backOffMs: 1, ...settings },
      random: () => 0.5,
      ...more,
    });
  const sophos = collector();
  return {
    clock,
    server,
    tenants,
    collector,
    sophos,
    ask: (member = 1, asker = sophos) =>
      asked(asker, deviceAt(`sophos:tenant-${member}`, { id: `antivirus-${member}` }), { now: clock.now }),
    happens(kind: 'events' | 'alerts', id: string, type = 'Event::Endpoint::Threat::Detected', time = clock.now) {
      tenants[0]?.[kind].push({ id, type, time });
    },
    requests(path: string) {
      return server.requests.get(path) ?? 0;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test('a member’s protection, encryption, systems and open threats are counted, and each computer’s health told', async () => {
  await using central = await centralOf({ computers: 200 });
  central.tenants[0]?.openAlerts.push('a1', 'a2');
  const own = central.tenants[0]?.computers ?? [];
  Object.assign(own[40]!, { health: 'bad', lastSeen: start - 30 * 24 * hour });
  const { learnt, reason } = await central.ask();
  expect(reason).toBeUndefined();
  const old = own.filter(({ system }) => /Windows 10|2012/.test(system)).length;
  const silent = own.filter(({ lastSeen }) => lastSeen < start - 14 * 24 * hour).length;
  const count = (is: (one: (typeof own)[number]) => boolean) => own.filter(is).length;
  expect(
    Math.min(
      old,
      silent,
      count(({ isProtected }) => !isProtected),
    ),
  ).toBeGreaterThan(0);
  expect(learnt).toEqual([
    {
      device: 'antivirus-1',
      metrics: {
        'antivirus.health': expect.any(Object),
        'antivirus.threats': 2,
        'antivirus.detections': 0,
        'antivirus.computers': 200,
        'antivirus.protected': count(({ isProtected }) => isProtected),
        'antivirus.unprotected': count(({ isProtected }) => !isProtected),
        'antivirus.unencrypted': count(({ isEncrypted }) => !isEncrypted),
        'antivirus.unsupported': old,
        'antivirus.silent': silent,
        'antivirus.newcomers': 0,
      },
    },
  ]);
  const health = Object.entries(learnt[0]?.metrics['antivirus.health'] ?? {});
  // silent is not sick
  expect(health).toHaveLength(200 - silent);
  const bad = own
    .filter(({ health, lastSeen }) => health === 'bad' && lastSeen > start - hour)
    .map(({ hostname }) => hostname);
  expect(
    health
      .filter(([, value]) => value === 0)
      .map(([name]) => name)
      .sort(),
  ).toEqual(bad.sort());
});

test('nothing of a person goes any further than the answer: no login, no address', async () => {
  await using central = await centralOf({});
  const kept = createMemory();
  const sophos = central.collector({ kept });
  central.happens('events', 'e1');
  central.happens('events', 'e2', 'Event::Endpoint::WebControlViolation');
  central.tenants[0]?.openAlerts.push('a1');
  const first = await central.ask(1, sophos);
  await central.ask(1, sophos);
  const everything = JSON.stringify([first, sophos.newcomers('antivirus-1'), await kept.read('sophos-tenant-1')]);
  expect(everything).toMatch(/mairie-1-pc-/);
  expect(everything).not.toMatch(/jeanne|dupont|192\.0\.2|02:00:5e|WebControl/i);
});

test('a tenant, a partner and an organisation are each read as whoami says', async () => {
  for (const idType of ['tenant', 'partner', 'organization'] as const) {
    await using central = await centralOf({ idType, members: idType === 'tenant' ? 1 : 230, computers: 1 });
    const { learnt, reason } = await central.ask(idType === 'tenant' ? 1 : 230);
    expect(reason).toBeUndefined();
    expect(learnt[0]?.metrics).toMatchObject({ 'antivirus.computers': 1 });
    expect(central.requests(`GET /${idType}/v1/tenants`)).toBe(idType === 'tenant' ? 0 : 3);
    expect(await central.sophos.tenants(start, new AbortController().signal)).toHaveLength(
      idType === 'tenant' ? 1 : 230,
    );
  }
});

test('all members share one sign-in, and computers are read every quarter of an hour only', async () => {
  await using central = await centralOf({ members: 5 });
  for (let minute = 0; minute < 15; minute++) {
    for (let member = 1; member <= 5; member++) expect((await central.ask(member)).reason).toBeUndefined();
    central.clock.now += 60_000;
  }
  expect(central.requests('POST /api/v2/oauth2/token')).toBe(1);
  expect(central.requests('GET /whoami/v1')).toBe(1);
  expect(central.requests('GET /partner/v1/tenants')).toBe(1);
  expect(central.requests('GET /siem/v1/events')).toBe(75);
  expect(central.requests('GET /endpoint/v1/endpoints')).toBe(5);
  await central.ask(1);
  expect(central.requests('GET /endpoint/v1/endpoints')).toBe(6);
});

test('events are read once, by twelve hours back and then by the cursor alone, and only detections count', async () => {
  await using central = await centralOf({ pageSize: 3 });
  for (let n = 0; n < 7; n++) central.happens('events', `e${n}`, undefined, start - (13 - n) * hour);
  central.happens('events', 'noise', 'Event::Endpoint::UpdateSuccess');
  const detections = async () => (await central.ask()).learnt[0]?.metrics['antivirus.detections'];
  expect(await detections()).toBe(6); // the first was thirteen hours ago
  central.clock.now += 60_000;
  expect(await detections()).toBe(6);
  central.happens('events', 'e9');
  central.happens('events', 'e9'); // said twice
  central.clock.now += 60_000;
  expect(await detections()).toBe(7);
  const [first, ...later] = central.server.newsQueries;
  expect([first?.get('from_date'), first?.get('cursor')]).toEqual([String(start / 1_000 - 12 * 3_600), null]);
  expect(later.length).toBeGreaterThan(6);
  const dated = later.filter((query) => query.has('from_date'));
  expect(dated).toHaveLength(1); // the first reading of alerts
});

test('news of an alert has the open ones read at once', async () => {
  await using central = await centralOf({});
  expect((await central.ask()).learnt[0]?.metrics['antivirus.threats']).toBe(0);
  central.clock.now += 60_000;
  expect((await central.ask()).learnt[0]?.metrics).not.toHaveProperty('antivirus.threats');
  central.happens('alerts', 'a1');
  central.tenants[0]?.openAlerts.push('a1');
  central.server.faults.failing = { times: 3, status: 503, on: '/common/v1/alerts' };
  central.clock.now += 60_000;
  expect((await central.ask()).reason).toMatch(/^Sophos answers 503 to \/common\/v1\/alerts/);
  central.clock.now += 60_000;
  expect((await central.ask()).learnt[0]?.metrics['antivirus.threats']).toBe(1);
  expect((await central.ask()).learnt[0]?.metrics).not.toHaveProperty('antivirus.threats');
});

test('after a restart reading goes on at the cursor; after more than a day away the hole is told once', async () => {
  await using central = await centralOf({});
  const kept = createMemory();
  central.happens('events', 'e1');
  const before = central.collector({ kept });
  await central.ask(1, before);
  await central.ask(1, before);
  central.server.newsQueries.length = 0;
  central.clock.now += hour;
  central.happens('events', 'e2');
  const after = central.collector({ kept });
  const resumed = await central.ask(1, after);
  expect(resumed.learnt[0]?.metrics['antivirus.detections']).toBe(2);
  expect(central.server.newsQueries.map((query) => query.get('cursor'))).toEqual(['at-1', 'at-0']);
  await central.ask(1, after);
  central.clock.now += 30 * hour;
  const late = await central.ask(1, central.collector({ kept }));
  expect(late.reason).toBe(
    'Sophos /siem/v1/events: nothing is known from 2026-03-03T09:00 to 2026-03-03T15:01 UTC, since Sophos keeps a day and nobody asked (and 1 more)',
  );
  expect(late.isUnreachable).toBe(false);
  expect(late.learnt[0]?.metrics).toMatchObject({ 'antivirus.detections': 2, 'antivirus.computers': 30 });
});

test('a cursor that Sophos forgot is replaced by the time of the last reading', async () => {
  await using central = await centralOf({});
  central.happens('events', 'e1');
  await central.ask();
  central.server.faults.forgetsCursors = true;
  central.clock.now += 60_000;
  central.happens('events', 'e2');
  const { learnt, reason } = await central.ask();
  expect(reason).toBe('Sophos /siem/v1/events: the cursor was refused; read again from the last time');
  expect(learnt[0]?.metrics['antivirus.detections']).toBe(2);
  expect((await central.ask()).reason).toBeUndefined();
});

test('a token that ends in the middle is renewed once, a wrong secret is told with its cure', async () => {
  await using central = await centralOf({ pageSize: 5 });
  central.server.faults.unauthorizedAfter = 5;
  const { learnt, reason } = await central.ask();
  expect(reason).toBeUndefined();
  expect(learnt[0]?.metrics).toMatchObject({ 'antivirus.computers': 30 });
  expect(central.requests('POST /api/v2/oauth2/token')).toBe(2);
  const wrong = await central.ask(1, central.collector({ clientSecret: 'guess' }));
  expect(wrong).toEqual({
    learnt: [],
    isUnreachable: false,
    reason: 'Sophos refuses the sign-in (401): oauth.invalid_client_secret: check the client id and its secret',
  });
});

test('too many calls are waited out when Sophos asks for little, and left alone when it asks for much', async () => {
  await using central = await centralOf({});
  central.server.faults.tooMany = { times: 2 };
  expect((await central.ask()).reason).toBeUndefined();
  central.server.faults.tooMany = { times: 1, retryAfter: 120 };
  const refused = await central.ask();
  expect(refused.reason).toMatch(/^Sophos answers 429 to \/siem\/v1\/events: Too many requests \(and 1 more\)/);
  const before = [...central.server.requests.values()].reduce((sum, count) => sum + count, 0);
  const quiet = await central.ask(2);
  expect(quiet.reason).toMatch(/^Sophos wants 1(20|19) s of quiet/);
  expect(quiet.isUnreachable).toBe(false);
  expect([...central.server.requests.values()].reduce((sum, count) => sum + count, 0)).toBe(before);
});

test('the token goes to no host but those beside the configured one, and a host that is none is one reason', async () => {
  for (const idType of ['partner', 'tenant'] as const) {
    for (const apiHost of ['https://api.example.org', 'ftp://127.0.0.1', 'http://127.0.0.1.example.org', 'nowhere']) {
      await using central = await centralOf({ idType });
      central.server.faults.apiHost = apiHost;
      // whoami calls the one tenant by the account's own id
      const { learnt, reason, isUnreachable } = await central.ask();
      expect(learnt).toEqual([]);
      expect(isUnreachable).toBe(false);
      if (idType === 'tenant' || apiHost !== 'nowhere') {
        expect(reason).toMatch(
          /^Sophos names ".*" as a host, which is not beside 127\.0\.0\.1:\d+: no token is sent there/,
        );
      }
      expect([...central.server.requests.keys()].filter((path) => /siem|endpoint/.test(path))).toEqual([]);
    }
  }
});

test('a wait that is asked for without end ends within the hour', async () => {
  await using central = await centralOf({});
  central.server.faults.tooMany = { times: 1, retryAfter: 1e300 };
  await central.ask();
  expect((await central.ask(2)).reason).toMatch(/^Sophos wants (3600|359\d) s of quiet/);
});

test('a list of computers that leads in a circle counts each of them once', async () => {
  await using central = await centralOf({ pageSize: 10 });
  central.server.faults.circles = true;
  expect((await central.ask()).learnt[0]?.metrics).toMatchObject({ 'antivirus.computers': 30 });
});

test('trouble of theirs is tried three times, and what else can be read is read', async () => {
  await using central = await centralOf({});
  central.server.faults.failing = { times: 2, status: 502, on: '/siem/v1/events' };
  expect((await central.ask()).reason).toBeUndefined();
  central.server.faults.failing = { times: 3, status: 503, on: '/endpoint/v1' };
  const { learnt, reason, isUnreachable } = await central.ask(2);
  expect(reason).toBe('Sophos answers 503 to /endpoint/v1/endpoints: switched on in the simulator');
  expect(isUnreachable).toBe(false);
  expect(learnt).toEqual([{ device: 'antivirus-2', metrics: { 'antivirus.detections': 0, 'antivirus.threats': 0 } }]);
  expect((await central.ask(2)).learnt[0]?.metrics).toMatchObject({ 'antivirus.computers': 30 });
});

test('a web page instead of JSON, a computer without its name, a tenant that is not ours: one reason each', async () => {
  await using central = await centralOf({});
  central.server.faults.htmlOn = '/siem/v1/alerts';
  central.server.faults.missingKeysEvery = 10;
  const { learnt, reason } = await central.ask();
  expect(reason).toMatch(/\/siem\/v1\/alerts: answers a web page instead of JSON.*\(and 1 more\)$/);
  expect(learnt[0]?.metrics).toMatchObject({ 'antivirus.computers': 27 });
  central.server.faults.htmlOn = undefined;
  const other = await central.ask(9);
  expect(other).toEqual({
    learnt: [],
    isUnreachable: false,
    reason: 'Sophos knows no tenant tenant-9: check the address of antivirus-9',
  });
  const odd = await asked(central.sophos, deviceAt('central:1'));
  expect(odd.reason).toBe('tried: its address must read sophos: and the id of its tenant');
});

test('a newly prepared computer is seen for the first time, with what it still lacks until it lacks nothing', async () => {
  await using central = await centralOf({});
  const own = central.tenants[0]?.computers ?? [];
  await central.ask();
  expect(central.sophos.newcomers('antivirus-1')).toEqual([]);
  const fresh = {
    ...own[1]!,
    id: 'fresh',
    hostname: 'mairie-1-pc-new',
    system: 'Windows 10 Pro',
    isProtected: false,
    isEncrypted: false,
    hasTamperProtection: false,
  };
  own.push(fresh);
  central.clock.now += 15 * 60_000;
  const firstSeen = central.clock.now;
  const { learnt } = await central.ask();
  expect(learnt[0]?.metrics['antivirus.newcomers']).toBe(1);
  const seen = { device: 'antivirus-1', computer: 'mairie-1-pc-new', firstSeen };
  expect(central.sophos.newcomers('antivirus-1')).toEqual([
    { ...seen, lacks: ['protection', 'encryption', 'tamperProtection', 'supportedSystem'] },
  ]);
  Object.assign(fresh, { system: 'Windows 11 Pro', isProtected: true, isEncrypted: true, hasTamperProtection: true });
  central.clock.now += hour;
  const done = await central.ask();
  expect(done.learnt[0]?.metrics['antivirus.newcomers']).toBe(0);
  expect(central.sophos.newcomers('antivirus-1')).toEqual([{ ...seen, lacks: [] }]);
  central.clock.now += 15 * 24 * hour;
  await central.ask();
  expect(central.sophos.newcomers('antivirus-1')).toEqual([]);
});

test('an ask that was called off is asked again, since nobody takes what it had learnt', async () => {
  await using central = await centralOf({});
  central.server.faults.delayMs = 100;
  const end = new AbortController();
  const first = asked(central.sophos, deviceAt('sophos:tenant-1'), { now: start, signal: end.signal });
  await expect.poll(() => central.requests('GET /endpoint/v1/endpoints'), { interval: 5 }).toBe(1);
  end.abort();
  expect((await first).reason).toMatch(/no answer in time/);
  central.server.faults.delayMs = undefined;
  const again = await central.ask();
  expect(again.learnt[0]?.metrics).toMatchObject({ 'antivirus.threats': 0, 'antivirus.computers': 30 });
});
