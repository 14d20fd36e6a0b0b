import { createAvamar } from '../collector/avamar/avamar.ts';
import { createSession } from '../collector/avamar/session.ts';
import { avamarDefaults } from '../collector/avamar/settings.ts';
import { CollectTrouble, type Learnt } from '../collector/collector.ts';
import type { Device } from '../devices/territory.ts';
import { startAvamarServer } from '../simulators/avamar/avamar-server.ts';
import { clientsOf } from '../simulators/avamar/nights.ts';
import { table } from './figures.ts';

const grid: Device = { id: 'grid', name: 'Grid', site: 'bench', type: 'avamar-grid' };
const account = { user: 'vigie', password: 'bench' };
const { signal } = new AbortController();

/**
 * The first reading of a whole grid over REST, then its refreshes, beside the same pages asked for and parsed as JSON alone.
 * The simulated appliance runs in the same process and takes its share of every figure.
 */
export async function benchGrid({ members = 224, perMember = 9, nights = 30, refreshes = 20 } = {}): Promise<void> {
  await using stack = new AsyncDisposableStack();
  let now = Date.parse('2026-03-03T08:00:00Z');
  const ids = Array.from({ length: members }, (_, index) => `mairie-${index + 1}`);
  const clients = clientsOf(ids, perMember, 7);
  const server = stack.use(await startAvamarServer({ clients, nights, ...account, now: () => now }));
  const devices = ids.map(
    (id): Device => ({ ...grid, id, type: 'avamar-member', parent: grid.id, address: `avamar:/clients/${id}` }),
  );
  const avamar = createAvamar({ url: server.url, ...account, members: () => devices });

  async function ask(): Promise<{ ms: number; learnt: readonly Learnt[]; reason: string | undefined }> {
    const begun = performance.now();
    try {
      return { learnt: await avamar.ask(grid, { now, signal }), ms: performance.now() - begun, reason: undefined };
    } catch (error) {
      if (!(error instanceof CollectTrouble)) throw error;
      return { learnt: error.learnt, ms: performance.now() - begun, reason: error.message };
    }
  }

  let [firstMs, asks, backups] = [0, 0, 0];
  let complaint: string | undefined;
  do {
    const { ms, learnt, reason } = await ask();
    complaint = reason;
    firstMs += ms;
    asks++;
    backups += learnt.filter(({ time }) => time !== undefined).length;
    if (asks > 50) throw new Error(`the first reading does not end: ${reason}`);
  } while (complaint !== undefined);

  const refreshMs: number[] = [];
  for (let turn = 0; turn < refreshes; turn++) {
    now += 600_000;
    refreshMs.push((await ask()).ms);
  }
  refreshMs.sort((a, b) => a - b);

  const bareMs = await bare(server.url, Math.ceil(backups / avamarDefaults.pageSize));
  process.stdout.write(
    `${members} members, ${avamar.clients().length} clients, ${nights} nights, ${backups} backups\n${table([
      ['', 'first reading', 'refresh, median', 'worst'],
      ['Vigie', said(firstMs), said(refreshMs[Math.floor(refreshes / 2)] ?? 0), said(refreshMs.at(-1) ?? 0)],
      ['the pages alone', said(bareMs), '', ''],
    ])}\nthe first reading took ${asks} asks, ${(firstMs / bareMs).toFixed(2)} times as long as its pages alone\n`,
  );
}

/** The same pages of activities, fetched and parsed as JSON, and nothing made of them. */
async function bare(url: string, pages: number): Promise<number> {
  const session = createSession({ url, ...account, settings: avamarDefaults });
  const begun = performance.now();
  for (let page = 0; page < pages; page++) {
    const query = [
      ['domain', '/'],
      ['recursive', 'true'],
      ['size', String(avamarDefaults.pageSize)],
      ['sort', 'completedDate,desc'],
      ['page', String(page)],
    ] as const;
    await session.get('/v1/activities', query, signal);
  }
  return performance.now() - begun;
}

function said(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
