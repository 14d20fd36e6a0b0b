import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import snmp from 'net-snmp';
import { z } from 'zod';
import { startTraps } from '../collector/snmp/traps/traps.ts';
import { startDisk } from '../commands/platform/disk.ts';
import { catalogue } from '../devices/catalogue.ts';
import { parseSnmpAddress } from '../devices/snmp-address.ts';
import type { Device, Territory } from '../devices/territory.ts';
import type { Sender } from '../gateway/domain/intake.ts';
import { createDirectory } from '../gateway/intake/directory.ts';
import { createIntake } from '../gateway/intake/intake.ts';
import { createCommit } from '../gateway/pipeline.ts';
import { table } from './figures.ts';

const sources = 100;
const interfaces = 48;
const rates = [5_000, 10_000, 15_000, 20_000, 30_000];
const Sent = z.object({ sent: z.number(), seconds: z.number() });
const sender: Sender = { id: 'bench', mayPublish: () => true, mayWrite: () => true };

/**
 * Traps of v2c from 100 addresses at rising rates: how many are readings in the journal and the store, beside net-snmp's own
 * receiver, which counts them and keeps nothing.
 */
export async function benchTraps({
  seconds = 10,
  log = (line: string) => void process.stdout.write(`${line}\n`),
}: {
  seconds?: number;
  log?: (line: string) => void;
} = {}): Promise<void> {
  const rows = [['traps/s', 'vigie: durable readings', 'lost', 'processor', 'net-snmp receiver', 'lost']];
  let best = 0;
  for (const rate of rates) {
    const ours = await intoJournal(rate, seconds);
    const peer = await bareReceiver(rate, seconds);
    rows.push([
      String(Math.round(ours.sent / ours.seconds)),
      String(ours.kept),
      share(ours.sent - ours.kept, ours.sent),
      `${Math.round(ours.cpuUs)} µs a trap`,
      String(peer.kept),
      share(peer.sent - peer.kept, peer.sent),
    ]);
    if (ours.kept === ours.sent) best = Math.round(ours.sent / ours.seconds);
  }
  log(table(rows));
  log(`without loss into the journal   ${best} traps/s`);
}

async function intoJournal(rate: number, seconds: number) {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const { disk, store } = stack.use(
    await startDisk(
      { folder, journalQuotaBytes: 4e9, store: { store: 'embedded', influxdb: {}, memoryMb: 256 } },
      (error) => {
        throw error;
      },
    ),
  );
  const territory = territoryOf();
  const intake = stack.adopt(
    createIntake({
      directory: createDirectory({ territory, catalogue, known: [] }),
      dialects: [],
      now: Date.now,
      commit: createCommit({ append: (batch) => disk.append(batch), series: [], live: { take: () => {} } }),
      onTrouble: (error) => {
        if (error !== undefined) throw error;
      },
    }),
    (open) => open.close(),
  );
  const traps = stack.use(
    await startTraps({
      listen: { host: '127.0.0.1', port: 0 },
      credentials: new Map([['bench', { version: '2c', community: 'bench' }]]),
      catalogue,
      devices: territory.devices.values(),
      hostOf: ({ address }) => parseSnmpAddress(address ?? '')?.host,
      resolve: async () => [],
      rowName: (_device, _table, index) => `eth${index}`,
      async take(learnt) {
        const messages = learnt.map(({ device, time, metrics }) => ({
          topic: `vigie/v1/bench/${device}`,
          payload: Buffer.from(JSON.stringify([{ time, metrics }])),
        }));
        return (await intake.accept(sender, messages)).every(({ ok }) => ok);
      },
      hasten: () => {},
      discover: async () => true,
      refuse: (_source, _about, reason) => log(reason),
      onBug: (error) => {
        throw error;
      },
      log: { info: () => {}, warn: (_fields, message) => log(message) },
      limits: { perSource: 1e9, inAll: 1e9 },
    }),
  );
  const cpu = process.cpuUsage();
  const result = await send(traps.port, rate, seconds);
  await settled(() => traps.counters().taken, result.sent);
  await intake.drained();
  while ((await disk.use()).behind > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const used = process.cpuUsage(cpu);
  const stored = await store.count();
  if (stored !== traps.counters().taken)
    throw new Error(`${traps.counters().taken} traps were taken, ${stored} are stored`);
  return { ...result, kept: stored, cpuUs: (used.user + used.system) / result.sent };
}

async function bareReceiver(rate: number, seconds: number) {
  let kept = 0;
  const port = 40_000 + Math.floor(Math.random() * 20_000);
  const receiver = snmp.createReceiver({ port, address: '127.0.0.1' }, (error) => {
    if (error === null) kept++;
  });
  receiver.getAuthorizer().addCommunity('bench');
  const result = await send(port, rate, seconds);
  await settled(() => kept, result.sent);
  receiver.close();
  return { ...result, kept };
}

/** Until all has come, or nothing more comes for a second. */
async function settled(count: () => number, wanted: number): Promise<void> {
  for (let [before, quiet] = [-1, 0]; count() < wanted && quiet < 10; ) {
    quiet = count() === before ? quiet + 1 : 0;
    before = count();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function send(port: number, rate: number, seconds: number): Promise<z.infer<typeof Sent>> {
  const args = { port, rate, seconds, sources, interfaces };
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'trap-sender.ts'),
      ...Object.entries(args).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the sender of traps ended with ${code}`);
  return Sent.parse(JSON.parse(output));
}

function territoryOf(): Territory {
  const devices = Array.from({ length: sources }, (_, i): [string, Device] => [
    `bench-${i + 1}`,
    {
      ...{ id: `bench-${i + 1}`, name: 'Bench', site: 'bench', type: 'network-equipment' },
      ...{ address: `snmp:127.0.1.${i + 1}`, credentials: 'bench' },
    },
  ]);
  return {
    organisations: new Map([['bench', { id: 'bench', name: 'Bench' }]]),
    sites: new Map([
      ['bench', { id: 'bench', name: 'Bench', organisation: 'bench', timeZone: 'Europe/Paris', fewStaff: false }],
    ]),
    devices: new Map(devices),
    ...{ clients: new Map(), calendars: new Map(), mappings: [] },
  };
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

function share(lost: number, of: number): string {
  return lost === 0 ? 'none' : `${lost} (${((100 * lost) / of).toFixed(1)} %)`;
}
