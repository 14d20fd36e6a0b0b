import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type AvamarOptions, createAvamar } from '../../../collector/avamar/avamar.ts';
import { createMemory } from '../../../collector/kept.ts';
import { startAvamarServer } from '../../../simulators/avamar/avamar-server.ts';
import { clientsOf } from '../../../simulators/avamar/nights.ts';
import { certificates } from '../../support/certificates.ts';
import { asked, deviceAt } from '../../support/checked.ts';
import { emptyFolder } from '../../support/folder.ts';

const hour = 3_600_000;
const morning = Date.parse('2026-03-03T08:00:00Z');
const night = morning + 15 * hour;
const grid = deviceAt(undefined, { id: 'avamar', type: 'avamar-grid' });

/** A grid of some members, ten clients each, and a collector that asks it at a time of its own. */
async function gridOf({
  members = 3,
  perMember = 10,
  nights = 30,
  now = morning,
  tls = undefined as { cert: string; key: string } | undefined,
}) {
  const clock = { now };
  const ids = Array.from({ length: members }, (_, index) => `mairie-${index + 1}`);
  const clients = clientsOf(ids, perMember, 7);
  const account = { user: 'vigie', password: 'correct horse' };
  const options = { clients, nights, ...account, now: () => clock.now, ...(tls !== undefined && { tls }) };
  const server = await startAvamarServer(options);
  const devices = ids.map((id) => deviceAt(`avamar:/clients/${id}`, { id: `sauvegardes-${id}`, parent: 'avamar' }));
  const collector = (more: Partial<AvamarOptions> = {}) =>
    createAvamar({ url: server.url, ...account, members: () => devices, ...more });
  const avamar = collector();
  return {
    server,
    clients,
    devices,
    avamar,
    collector,
    clock,
    ask: (asker = avamar, signal?: AbortSignal) =>
      asked(asker, grid, { now: clock.now, ...(signal !== undefined && { signal }) }),
    /** requests for activities since the last time */
    activities() {
      const count = server.requests.get('GET /api/v1/activities') ?? 0;
      server.requests.clear();
      return count;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

type Told = Awaited<ReturnType<typeof asked>>['learnt'];
/** The readings of now, by client. */
function nowOf(learnt: Told, device: string, metric: string) {
  return learnt.find((one) => one.device === device && one.time === undefined && metric in one.metrics)?.metrics[
    metric
  ];
}
function lines(learnt: Told) {
  return [...new Set(finished(learnt).map((one) => JSON.stringify(one)))].sort();
}
function finished(learnt: Told) {
  return learnt.filter(({ time }) => time !== undefined);
}

test('each member is told of its clients: last good backup, state, size, duration, and the grid of its capacity', async () => {
  await using home = await gridOf({});
  const { learnt, reason } = await home.ask();
  expect(reason).toBeUndefined();
  const states = nowOf(learnt, 'sauvegardes-mairie-1', 'backup.state');
  const ages = nowOf(learnt, 'sauvegardes-mairie-1', 'backup.age');
  expect(Object.keys(states ?? {})).toHaveLength(10);
  expect(Object.keys(ages ?? {})).toHaveLength(10);
  for (const age of Object.values(ages ?? {})) expect(age).toBeGreaterThan(2);
  expect(learnt.find(({ device, metrics }) => device === 'avamar' && 'backup.capacity' in metrics)?.metrics).toEqual({
    'backup.capacity': 75.5,
    'backup.health': 1,
    'backup.scheduler': 1,
  });
  expect(learnt.at(-1)).toEqual({ device: 'avamar', metrics: { 'backup.clients': 30, 'backup.unassigned': 0 } });
  const good = finished(learnt).filter(({ metrics }) => Object.values(metrics['backup.state'] ?? {})[0] === 0);
  expect(good.length).toBeGreaterThan(600);
  for (const { metrics } of good) {
    expect(Object.keys(metrics)).toEqual(['backup.state', 'backup.bytes', 'backup.duration']);
    expect(Object.values(metrics['backup.bytes'] ?? {})[0]).toBeGreaterThan(1e9);
    expect(Object.values(metrics['backup.duration'] ?? {})[0]).toBeGreaterThan(59);
  }
});

test('the first reading goes back thirty nights, every one after it is one page of news', async () => {
  await using home = await gridOf({ now: night });
  const first = await home.ask();
  expect(finished(first.learnt).length).toBeGreaterThan(800);
  const pages = home.activities();
  expect(pages).toBeGreaterThanOrEqual(9 + 3);
  const seen = new Set(finished(first.learnt).map((one) => JSON.stringify(one)));
  let news = 0;
  for (let round = 0; round < 12; round++) {
    home.clock.now += 600_000;
    const { learnt, reason } = await home.ask();
    expect(reason).toBeUndefined();
    const fresh = finished(learnt);
    news += fresh.length;
    for (const one of fresh) expect(seen.has(JSON.stringify(one))).toBe(false);
    for (const one of fresh) seen.add(JSON.stringify(one));
    expect(home.activities()).toBe(1 + 3); // the news, and what runs by state
  }
  expect(news).toBeGreaterThan(5);
});

test('a backup that runs is told as running, and as its outcome once it has ended', async () => {
  await using home = await gridOf({ now: night });
  await home.ask();
  const running = home.avamar.clients().filter(({ state }) => state === 1);
  expect(running.length).toBeGreaterThan(0);
  home.clock.now = night + 10 * hour;
  await home.ask();
  expect(home.avamar.clients().filter(({ state }) => state === 1)).toEqual([]);
});

test('a client that fails is failed with the appliance’s words, one that is no longer tried is missing', async () => {
  await using home = await gridOf({ members: 40 });
  await home.ask();
  const standing = home.avamar.clients();
  expect(standing).toHaveLength(400);
  const failed = standing.filter(({ state }) => state === 3);
  expect(failed.length).toBeGreaterThan(0);
  for (const { text } of failed) expect(text).toMatch(/^Activity failed - .* \[[A-Z_]+\]$/);
  const gone = home.clients.filter(({ habit }) => habit === 'gone');
  expect(gone.length).toBeGreaterThan(0);
  const missing = standing.filter(({ state }) => state === 4);
  expect(missing.map(({ client, domain }) => `${domain}/${client}`).sort()).toEqual(
    gone.map(({ name, domain }) => `${domain}/${name}`).sort(),
  );
});

test('a client backed up on weekdays is not missing on Monday morning', async () => {
  await using home = await gridOf({ members: 20, now: Date.parse('2026-03-02T08:00:00Z') });
  expect(new Date(home.clock.now).getUTCDay()).toBe(1);
  await home.ask();
  const weekdays = new Set(
    home.clients.filter(({ habit }) => habit === 'weekdays').map(({ domain, name }) => domain + name),
  );
  const states = home.avamar.clients().filter(({ domain, client }) => weekdays.has(domain + client));
  expect(states.length).toBeGreaterThan(5);
  expect(states.filter(({ state }) => state === 4)).toEqual([]);
});

test('a token refused in the middle of paging is renewed and no page is lost', async () => {
  await using home = await gridOf({});
  const whole = await home.ask();
  const again = home.collector();
  home.server.faults.unauthorizedAfter = 6;
  home.server.requests.clear();
  const interrupted = await home.ask(again);
  expect(interrupted.reason).toBeUndefined();
  expect(home.server.requests.get('POST /api/oauth/token')).toBe(2);
  expect(interrupted.learnt).toEqual(whole.learnt);
});

test('a wrong password is one reason that names the account and its cure', async () => {
  await using home = await gridOf({});
  const { learnt, reason, isUnreachable } = await home.ask(home.collector({ password: 'wrong' }));
  expect(learnt.filter(({ device }) => device !== 'avamar')).toEqual([]);
  expect(isUnreachable).toBe(false);
  expect(reason).toMatch(
    /^Avamar refuses vigie at registering a client \(401\): Bad credentials: check its password file/,
  );
  expect(reason).not.toMatch(/wrong/);
});

test('a grid that is gone is unreachable, and nothing is told of the members', async () => {
  const home = await gridOf({});
  await home.ask();
  await home.server[Symbol.asyncDispose]();
  const { learnt, reason, isUnreachable } = await home.ask();
  expect([learnt, isUnreachable]).toEqual([[], true]);
  expect(reason).toMatch(/connection refused/);
});

test('a web page instead of JSON is one reason, and the rest is read', async () => {
  await using home = await gridOf({});
  home.server.faults.htmlOn = '/v1/system/status';
  const { learnt, reason, isUnreachable } = await home.ask();
  expect(isUnreachable).toBe(false);
  expect(reason).toMatch(
    /\/api\/v1\/system\/status: answers a web page instead of JSON: is a proxy or a sign-in page in between\?$/,
  );
  expect(Object.keys(nowOf(learnt, 'sauvegardes-mairie-2', 'backup.state') ?? {})).toHaveLength(10);
  home.server.faults.htmlOn = '/v1/clients';
  const other = home.collector();
  const second = await home.ask(other);
  expect(second.reason).toMatch(/v1\/clients: answers a web page/);
  expect(other.clients()).toHaveLength(30);
});

test('activities with missing keys are left out with one reason, unknown states count as failed and are shown as written', async () => {
  await using home = await gridOf({});
  home.server.faults.missingKeysEvery = 10;
  const whole = finished((await home.ask(home.collector())).learnt).length;
  const { reason, learnt } = await home.ask();
  expect(reason).toBe('Avamar /v1/activities: an entry without readable state is left out (and 8 more)');
  expect(finished(learnt).length).toBe(whole);
  expect(whole).toBeGreaterThan(700);
  home.server.faults.missingKeysEvery = undefined;
  home.server.faults.unknownStateEvery = 1;
  const strange = home.collector();
  expect((await home.ask(strange)).reason).toBeUndefined();
  expect(strange.clients()).toHaveLength(30);
  for (const { state, text } of strange.clients().filter(({ state }) => state !== 4)) {
    expect(state).toBe(3);
    expect(text).toMatch(/\[QUANTUM_BACKUP_UNDECIDED\]/);
  }
});

test('an activity dated in another century is left out with a reason, and what ends after it is still news', async () => {
  await using home = await gridOf({ now: morning });
  home.server.faults.farAhead = true;
  const first = await home.ask();
  expect(first.reason).toMatch(/some end in the future and are left out: is the grid’s clock right\?/);
  expect(finished(first.learnt).length).toBeGreaterThan(700);
  home.server.faults.farAhead = undefined;
  home.clock.now += 24 * hour;
  const next = await home.ask();
  expect(next.reason).toBeUndefined();
  expect(finished(next.learnt).length).toBeGreaterThan(20);
});

test('a list of clients without end is one reason, and what was read of it counts', async () => {
  await using home = await gridOf({});
  home.server.faults.endless = true;
  const { reason } = await home.ask();
  expect(reason).toBe('Avamar /v1/clients: the list does not end; what was read of it counts');
  expect(home.avamar.clients()).toHaveLength(30);
  expect(home.server.requests.get('GET /api/v1/clients')).toBe(2);
});

test('an appliance without filters is read by the order alone', async () => {
  await using home = await gridOf({});
  home.server.faults.ignoresFilters = true;
  const avamar = home.collector({ settings: { runningStates: [] } });
  await home.ask(avamar);
  home.activities();
  home.clock.now += 600_000;
  const { reason, learnt } = await home.ask(avamar);
  expect([reason, finished(learnt)]).toEqual([undefined, []]);
  // the list of clients is an hour's matter
  expect(home.server.requests.get('GET /api/v1/clients')).toBeUndefined();
  expect(home.activities()).toBe(1);
});

test('a first reading that takes long pauses, goes on at the next ask, and ends with the same history', async () => {
  await using home = await gridOf({ members: 20, nights: 5 });
  const whole = await home.ask();
  const avamar = home.collector({ settings: { budgetMs: 0 } });
  const learnt: Told[number][] = [];
  let asks = 0;
  do {
    const part = await home.ask(avamar);
    expect(part.reason).toBeUndefined();
    learnt.push(...part.learnt);
    if (++asks === 1) {
      // who has not been heard of yet is not called missing
      expect(avamar.clients().length).toBeLessThan(200);
      expect(avamar.clients().filter(({ state }) => state === 4)).toEqual([]);
    }
  } while (avamar.clients().length < 200 || asks < 10);
  expect(lines(learnt)).toEqual(lines(whole.learnt));
  expect(lines(learnt).length).toBeGreaterThan(900);
});

test('a first reading that is called off is read again from where it began, since nobody takes what it learnt', async () => {
  await using home = await gridOf({ members: 20, nights: 5 });
  const whole = await home.ask();
  const kept = createMemory();
  const avamar = home.collector({ kept });
  const end = new AbortController();
  home.server.requests.clear();
  home.server.faults.delayMs = 50;
  const first = home.ask(avamar, end.signal);
  await expect.poll(() => home.server.requests.get('GET /api/v1/activities') ?? 0, { interval: 5 }).toBeGreaterThan(5);
  end.abort();
  const broken = await first;
  expect(broken.reason).toMatch(/no answer in time/);
  expect(broken.isUnreachable).toBe(false);
  home.server.faults.delayMs = undefined;
  expect(lines((await home.ask(avamar)).learnt)).toEqual(lines(whole.learnt));
  home.clock.now += 600_000;
  expect(finished((await home.ask(avamar)).learnt)).toEqual([]);
});

test('after a restart only what is new is read, and every client still stands where it stood', async () => {
  await using home = await gridOf({});
  const kept = createMemory();
  const before = home.collector({ kept });
  await home.ask(before);
  await home.ask(before); // what the first learnt is durable
  const standing = before.clients();
  home.activities();
  const after = home.collector({ kept });
  const { learnt } = await home.ask(after);
  expect(home.activities()).toBe(1 + 3);
  expect(finished(learnt).length).toBeLessThan(30);
  expect(after.clients()).toEqual(standing);
  await kept.write('avamar', '{"records": 12}');
  expect(finished((await home.ask(home.collector({ kept }))).learnt).length).toBeGreaterThan(700);
});

test('the appliance’s own certificate is trusted when its file is given, and refused when not', async () => {
  await using folder = await emptyFolder();
  certificates(folder.path);
  const file = (name: string) => readFileSync(join(folder.path, name), 'utf8');
  await using home = await gridOf({ nights: 2, tls: { cert: file('server.pem'), key: file('server.key') } });
  expect((await home.ask(home.collector({ ca: file('ca.pem') }))).reason).toBeUndefined();
  const { reason, isUnreachable } = await home.ask();
  expect(reason).toMatch(/certificate/);
  expect(isUnreachable).toBe(false);
  expect(home.server.requests.get('POST /api/oauth/token')).toBe(1);
});

test('a whole grid, 224 members, 2,016 clients and 30 nights, is read in as many requests as it has pages', async () => {
  await using home = await gridOf({ members: 224, perMember: 9 });
  // however busy the machine of the tests is
  const avamar = home.collector({ settings: { budgetMs: 600_000 } });
  const { learnt, reason } = await home.ask(avamar);
  expect(reason).toBeUndefined();
  expect(avamar.clients()).toHaveLength(2_016);
  const backups = finished(learnt).length;
  expect(backups).toBeGreaterThan(55_000);
  expect(home.server.requests.get('GET /api/v1/clients')).toBe(21);
  expect(home.activities()).toBe(Math.ceil(backups / 100) + 3);
  home.clock.now += 600_000;
  expect((await home.ask(avamar)).reason).toBeUndefined();
  expect(home.activities()).toBe(1 + 3);
});
