import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAvamar, createMcdbAvamar } from '../../../collector/avamar/avamar.ts';
import { startAvamarServer } from '../../../simulators/avamar/avamar-server.ts';
import { createMcdb, fillMcdb } from '../../../simulators/avamar/mcdb.ts';
import { clientsOf, type Run } from '../../../simulators/avamar/nights.ts';
import { asked, deviceAt } from '../../support/checked.ts';
import { startPostgres } from '../../support/postgres.ts';
import { freePort } from '../../support/vigie.ts';

const hour = 3_600_000;
const morning = Date.parse('2026-03-03T08:00:00Z');
const night = morning + 15 * hour;
const members = ['tartas', 'dax', 'amou'];
const clients = clientsOf(members, 25, 7);
const grid = deviceAt(undefined, { id: 'avamar', type: 'avamar-grid' });
const devices = members.map((id) => deviceAt(`avamar:/clients/${id}`, { id: `sauvegardes-${id}`, parent: 'avamar' }));

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let runs: readonly Run[];
beforeAll(async () => {
  postgres = await startPostgres();
  await createMcdb(postgres.query, "viewuser1'");
  runs = await fillMcdb(postgres.query, { clients, nights: 20, now: morning });
});
afterAll(() => postgres[Symbol.asyncDispose]());

function mcdb(more: { port?: number; password?: string; database?: string } = {}) {
  const { port = postgres.port, password = "viewuser1'", database = 'postgres' } = more;
  const url = `postgres://viewuser@127.0.0.1:${port}/${database}`;
  return createMcdbAvamar({ url, password, members: () => devices });
}

test('a grid’s database tells the same of every client as its interface does, whatever zone its server is in', async () => {
  const account = { user: 'vigie', password: 'correct horse' };
  await using server = await startAvamarServer({ clients, nights: 20, ...account, now: () => morning });
  const rest = createAvamar({ url: server.url, ...account, members: () => devices });
  const other = mcdb();
  await asked(rest, grid, { now: morning });
  const { reason } = await asked(other, grid, { now: morning });
  expect(reason).toBeUndefined();
  const told = (one: typeof rest) =>
    one
      .clients()
      .map(({ text, ...standing }) => standing)
      .sort((a, b) => (a.domain + a.client < b.domain + b.client ? -1 : 1));
  expect(told(other)).toEqual(told(rest));
  expect(told(other)).toHaveLength(75);
  expect(new Set(told(other).map(({ state }) => state)).size).toBeGreaterThanOrEqual(3);
  expect(other.clients().find(({ state }) => state === 3)?.text).toMatch(/^Activity failed - .* \[status 30901\]$/);
});

test('each finished backup is a reading at the moment at which it ended, and the next ask tells only what is new', async () => {
  const avamar = mcdb();
  const first = await asked(avamar, grid, { now: morning });
  const ended = first.learnt.filter(({ time, metrics }) => time !== undefined && 'backup.duration' in metrics);
  expect(ended.map(({ time }) => time).sort()).toEqual(runs.map(({ completed }) => completed).sort());
  expect(ended.length).toBeGreaterThan(1_000);
  const quiet = await asked(avamar, grid, { now: morning + hour });
  expect(quiet.learnt.filter(({ time }) => time !== undefined)).toEqual([]);
  // an hour after the newest: a server that took its times for those of Tokyo would find it eight hours before
  const soon = Math.max(...runs.map(({ completed }) => completed)) + hour;
  await postgres.query(
    `insert into activities_2 (session_id, cid, client_name, domain, type, status_code, error_code, started_ts, completed_ts)
     values ('soon', 'soon', 'srv-soon', '/clients/amou', 'On-Demand Backup', 30000, 0, $1, $1)`,
    [new Date(soon).toISOString().replace('Z', '')],
  );
  const noon = await asked(avamar, grid, { now: morning + 2 * hour });
  expect(noon.learnt.filter(({ metrics }) => 'backup.duration' in metrics).map(({ time }) => time)).toEqual([soon]);
  const late = clientsOf(['amou'], 26, 7).slice(25);
  const news = await fillMcdb(postgres.query, { clients: late, nights: 1, now: night });
  const next = await asked(avamar, grid, { now: night });
  const told = next.learnt.filter(({ time, metrics }) => time !== undefined && 'backup.duration' in metrics);
  // of the new client's nights the one that ended after the newest that was read
  expect(told.map(({ time }) => time)).toEqual(news.map(({ completed }) => completed).filter((time) => time > morning));
});

test.each([
  ['a wrong password', { password: 'guessed' }, /refuses the password: check its file \(28P01\)/],
  ['no such database', { database: 'nowhere' }, /has no such database \(3D000\)/],
  ['another database than a grid’s', { database: 'template1' }, /has no such view.* \(42P01\)/],
] as const)('%s is an answer, in one line that says what to do', async (_, more, reason) => {
  const said = await asked(mcdb(more), grid, { now: morning });
  expect(said.reason).toMatch(reason);
  expect(said.isUnreachable).toBe(false);
});

test('nobody there is silence; a server that goes away and comes back is asked again', async () => {
  const nobody = await asked(mcdb({ port: await freePort() }), grid, { now: morning });
  expect(nobody.reason).toMatch(/^MCDB at 127\.0\.0\.1:\d+: connection refused: nothing listens on this port/);
  expect(nobody.isUnreachable).toBe(true);
  const avamar = mcdb();
  await asked(avamar, grid, { now: morning });
  await postgres.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'viewuser'");
  const again = await asked(avamar, grid, { now: morning + hour });
  expect(again.reason).toBeUndefined();
});

test('the account of the views can change nothing', async () => {
  const url = `postgres://viewuser@127.0.0.1:${postgres.port}/postgres`;
  expect(new URL(url).username).toBe('viewuser');
  await expect(postgres.query('set role viewuser; delete from activities_2')).rejects.toThrow(/permission denied/);
});
