import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import pino from 'pino';
import { startPlatform } from '../commands/platform/platform.ts';
import { Config } from '../config.ts';
import type { AnyRule } from '../devices/rules/any-rule.ts';
import type { Device, Territory } from '../devices/territory.ts';
import type { Sender } from '../gateway/domain/intake.ts';
import { table, until } from './figures.ts';

const alerts = 5_000;
const walls = 20;
const blockedMs = 50;
const perTurn = 100;
const tickMs = 2;
/** so long after the last alert is kept notices leave, followers hear, and an Alertmanager is told once more of what stands */
const echoMs = { raised: 65_000, cleared: 20_000 };

/**
 * So many alerts at once through the whole platform, each told to a webhook and to an Alertmanager, state on disk, walls that watch: the
 * longest turn of the main thread while they are raised and while they clear, and the same of lost devices with what they are reached
 * through, beside the same platform with nothing to do.
 */
export async function benchStorm(): Promise<void> {
  const rows = [['5,000 at once', 'longest turn, ms', 'longest work, ms', 'turns over 50 ms', 'until kept, s']];
  await using box = await startInStorm();
  rows.push(['nothing happens', ...(await watched(() => pause(10_000)))]);
  for (const metric of ['air.humidity', 'air.co2'] as const) {
    const what = metric === 'air.co2' ? 'devices lost with their line' : 'alerts';
    rows.push([`${what}: raised`, ...(await watched(() => box.storm(metric, true)))]);
    rows.push([`${what}: cleared`, ...(await watched(() => box.storm(metric, false)))]);
  }
  const { messages, devices } = await box.heard();
  process.stdout.write(`${table(rows)}\n\nthe webhook heard of ${devices} devices in ${messages} messages\n`);
}

/**
 * What a table says of something that happens: how long others of this thread had to wait at most, and what the thread itself worked at
 * most in one turn, which other programs of the machine do not lengthen.
 */
async function watched(happen: () => Promise<unknown>): Promise<string[]> {
  let [last, longest, blocked] = [performance.now(), 0, 0];
  let [worked, longestWork] = [threadMs(), 0];
  const timer = setInterval(() => {
    const [now, work] = [performance.now(), threadMs()];
    const late = now - last - tickMs;
    longest = Math.max(longest, late);
    longestWork = Math.max(longestWork, work - worked);
    if (late > blockedMs) blocked++;
    [last, worked] = [now, work];
  }, tickMs);
  const keptMs = await happen().finally(() => clearInterval(timer));
  const kept = typeof keptMs === 'number' ? (keptMs / 1_000).toFixed(1) : '';
  return [longest.toFixed(0), longestWork.toFixed(0), `${blocked}`, kept];
}

/** Processor time of this thread, ms. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

async function startInStorm() {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const receiver = started(stack, 'storm-receiver.ts', []);
  const port = await line(receiver.stdout);
  const address = `http://127.0.0.1:${port}`;
  const territory = stormTerritory();
  const platform = stack.use(
    await startPlatform({
      config: Config.parse({
        ...{ data: folder, http: { listen: '127.0.0.1:0' }, mqtt: { listen: '127.0.0.1:0' } },
        notify: { webhooks: { bench: { url: `${address}/webhook` } }, alertmanagers: { bench: { url: address } } },
      }),
      territory,
      log: pino({ level: 'silent' }),
      onDeath: (error) => {
        throw error;
      },
    }),
  );
  const { token } = await platform.accounts.addToken({ name: 'walls', role: 'technician' }, Date.now());
  const watching = ['--url', platform.server.url, '--token', token, '--sockets', `${walls}`, '--walls', `${walls}`];
  await line(started(stack, 'screens/watching.ts', watching).stdout);
  const sender: Sender = { id: 'bench', mayWrite: () => true, mayPublish: () => true };
  const devices = [...territory.devices.keys()];

  /** Every device says what breaks its rule, or what clears it; how long until all alerts are kept, ms. */
  async function storm(metric: 'air.humidity' | 'air.co2', isBroken: boolean): Promise<number> {
    const value = metric === 'air.co2' ? (isBroken ? 4_500 : 500) : isBroken ? 99 : 50;
    const payload = Buffer.from(JSON.stringify({ metrics: { [metric]: value } }));
    const begun = performance.now();
    for (let from = 0; from < devices.length; from += perTurn) {
      const some = devices.slice(from, from + perTurn).map((id) => ({ topic: `vigie/v1/bench/${id}`, payload }));
      await platform.intake.accept(sender, some);
      await turn();
    }
    await until(`all alerts are ${isBroken ? 'raised' : 'cleared'}`, 120_000, async () => {
      const { count } = await platform.state
        .selectFrom('alerts')
        .where('active', '=', 1)
        .select((row) => row.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count === (isBroken ? devices.length : 0);
    });
    const keptMs = performance.now() - begun;
    await pause(isBroken ? echoMs.raised : echoMs.cleared);
    return keptMs;
  }

  const kept = stack.move();
  return {
    storm,
    async heard(): Promise<{ messages: number; devices: number }> {
      receiver.stdin.write('\n');
      return JSON.parse(await line(receiver.stdout));
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function started(
  stack: AsyncDisposableStack,
  file: string,
  args: readonly string[],
): ChildProcessByStdio<Writable, Readable, null> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  stack.defer(() => void child.kill());
  return child;
}

async function line(from: Readable): Promise<string> {
  const [said] = await once(from, 'data');
  return String(said).trim();
}

/** One line and what is reached through it. */
function stormTerritory(): Territory {
  const device = (number: number): [string, Device] => {
    const id = number === 0 ? 'line' : `room-${number}`;
    return [id, { id, name: id, site: 'bench', type: 'air-quality', ...(number > 0 && { parent: 'line' }) }];
  };
  return {
    organisations: new Map([['bench', { id: 'bench', name: 'Bench' }]]),
    sites: new Map([
      ['bench', { id: 'bench', name: 'Bench', organisation: 'bench', timeZone: 'Europe/Paris', fewStaff: false }],
    ]),
    devices: new Map(Array.from({ length: alerts }, (_, number) => device(number))),
    ...{ clients: new Map(), calendars: new Map(), mappings: [], rules },
  };
}

const common = {
  type: 'air-quality',
  kind: 'threshold',
  severity: 'warning',
  say: { fr: 'Banc', en: 'Bench' },
} as const;
const lost = { lostContact: true } as const;
const rules: readonly AnyRule[] = [
  { ...common, id: 'bench', metric: 'air.humidity', above: 98, clear: 97 },
  { ...common, id: 'bench-lost', metric: 'air.co2', above: 4_000, clear: 3_900, ...lost },
  // nothing else is to happen
  ...['co2', 'humid', 'silent', 'co2-stuck'].map((id): AnyRule => ({ id, type: 'air-quality', off: true })),
];
