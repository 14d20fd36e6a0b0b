import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { startCollecting } from '../commands/platform/collecting.ts';
import { Config } from '../config.ts';
import type { Device, Site, Territory } from '../devices/territory.ts';
import type { Accept, Outcome } from '../gateway/domain/intake.ts';

const everyMs = 60_000;
const Ports = z.array(z.number());
const Said = z.array(z.object({ time: z.number(), metrics: z.record(z.string(), z.unknown()) }));

/**
 * 10,000 simulated Linux hosts, about 110 values each, asked every minute by one process: by how much a poll came later than
 * a minute after the one before, and the memory of the process that asks. What it learns is read and counted, not kept.
 */
export async function benchEstate({ devices = 10_000, minutes = 5 } = {}): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const agents = spawn(process.execPath, [join(import.meta.dirname, 'estate-agents.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(agents, 'exit');
  stack.defer(async () => {
    agents.stdin.end();
    await gone;
  });
  const [line] = await once(createInterface(agents.stdout), 'line');
  const ports = Ports.parse(JSON.parse(String(line)));
  const last = new Map<string, number>();
  let [polls, values, refused, latestMs, overSecond] = [0, 0, 0, 0, 0];
  const accept: Accept = async (_, messages) => {
    for (const { topic, payload } of messages) {
      const device = topic.split('/').at(-1) ?? '';
      const said = Said.parse(JSON.parse(Buffer.from(payload).toString()));
      // `device.up` stands at the moment of asking, behind what was learnt
      const time = said.at(-1)?.time ?? 0;
      const before = last.get(device);
      last.set(device, time);
      polls++;
      if (said.length < 2) refused++;
      for (const { metrics } of said) values += countOf(metrics);
      if (before === undefined) continue;
      const lateMs = time - before - everyMs;
      latestMs = Math.max(latestMs, lateMs);
      if (lateMs > 1_000) overSecond++;
    }
    return messages.map((): Outcome => ({ ok: true }));
  };
  const say = (fields: object, message: string) => process.stderr.write(`${message}: ${JSON.stringify(fields)}\n`);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 200);
  stack.defer(() => clearInterval(watch));
  const collecting = stack.use(
    startCollecting({
      settings: Config.shape.collector.parse({}),
      secrets: {},
      kept: { read: async () => undefined, write: async () => {} },
      onEngine: () => {},
      credentials: new Map([['bench', { version: '2c', community: 'bench' }]]),
      territory: territoryOf(devices, ports),
      accept,
      log: { info: () => {}, warn: say },
      onDeath: (error) => {
        throw error;
      },
    }),
  );
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await new Promise((resolve) => setTimeout(resolve, minutes * 60_000));
  const seconds = (performance.now() - begun) / 1_000;
  collecting[Symbol.dispose]();
  const { user, system } = process.cpuUsage(cpu);
  const missed = devices - last.size;
  process.stdout.write(
    `${devices} devices every minute for ${minutes} minutes: ${polls} polls, ${Math.round(values / polls)} values each, ` +
      `${refused} without values, ${missed} devices never asked; latest poll ${(latestMs / 1_000).toFixed(2)} s late, ` +
      `${overSecond} by more than 1 s; peak ${Math.round(peak / 1e6)} MB, ${Math.round((user + system) / 1e4 / seconds)} % of a core\n`,
  );
}

function countOf(metrics: Readonly<Record<string, unknown>>): number {
  return Object.values(metrics).reduce<number>(
    (sum, value) => sum + (typeof value === 'object' && value !== null ? Object.keys(value).length : 1),
    0,
  );
}

function territoryOf(count: number, ports: readonly number[]): Territory {
  const site: Site = { id: 'bench', name: 'Bench', organisation: 'bench', timeZone: 'Europe/Paris', fewStaff: false };
  const devices = Array.from({ length: count }, (_, i): Device => {
    const [id, address] = [`bench-${i}`, `snmp:127.0.0.1:${ports[i % ports.length]}`];
    return { id, name: id, site: site.id, type: 'linux-host', address, credentials: 'bench' };
  });
  return {
    organisations: new Map([['bench', { id: 'bench', name: 'Bench' }]]),
    sites: new Map([[site.id, site]]),
    devices: new Map(devices.map((device) => [device.id, device])),
    clients: new Map(),
    calendars: new Map(),
    mappings: [],
  };
}
