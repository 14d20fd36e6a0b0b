import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { z } from 'zod';
import { startDisk } from '../commands/platform/disk.ts';
import { catalogue } from '../devices/catalogue.ts';
import { createBroker } from '../gateway/intake/broker.ts';
import { createDialects } from '../gateway/intake/dialects.ts';
import { createDirectory } from '../gateway/intake/directory.ts';
import { createIntake } from '../gateway/intake/intake.ts';
import { createLive } from '../gateway/live/live.ts';
import { createCommit } from '../gateway/pipeline.ts';
import { benchTerritory } from './territory.ts';

const Load = z.object({ messages: z.number(), seconds: z.number(), acknowledged: z.number(), sent: z.number() });
const connections = 20;

export interface RoadResult {
  readonly messages: number;
  /** a second, both */
  readonly readings: number;
  readonly peakRssMb: number;
  /** processor time of the broker's process for one message, µs */
  readonly cpuUs: number;
}

/**
 * The whole road beside its peer, the load generator on the same machine: MQTT QoS 1, native JSON with two metrics, a
 * permission check each, durable, acknowledged, in the embedded store and queryable.
 */
export async function benchRoad({
  seconds = 60,
  live = false,
  log = (line: string) => void process.stdout.write(`${line}\n`),
}: {
  seconds?: number;
  live?: boolean;
  log?: (line: string) => void;
} = {}): Promise<void> {
  const peer = await bareBroker(Math.min(seconds, 20));
  log(`bare aedes + JSON.parse + immediate acknowledgement   ${thousands(peer)} messages/s`);
  const road = await wholeRoad({ seconds, live });
  log(
    `vigie: durable, stored, queryable${live ? ', live running' : ''}   ${thousands(road.messages)} messages/s = ${thousands(road.readings)} readings/s` +
      `   ${Math.round((road.messages / peer) * 100)} % of the peer   peak ${Math.round(road.peakRssMb)} MB, ${road.cpuUs.toFixed(1)} µs of processor a message`,
  );
}

async function bareBroker(seconds: number): Promise<number> {
  const aedes = await Aedes.createBroker({ concurrency: 2_000 });
  let sum = 0;
  aedes.authorizePublish = (_, packet, answer) => {
    sum += Object.keys(JSON.parse(packet.payload.toString()).metrics).length;
    answer(null);
  };
  const server = createServer(aedes.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const result = await load(typeof address === 'object' && address !== null ? address.port : 0, seconds);
  if (sum < result.messages * 2) throw new Error('the peer lost messages');
  await new Promise<void>((resolve) => aedes.close(() => resolve()));
  server.close();
  return result.messages / result.seconds;
}

/** The road alone, into the embedded store or, by its address, into another; throws where a reading that was acknowledged is not stored. */
export async function wholeRoad({
  seconds,
  live: withLive = false,
  into = 'embedded',
  instants = 1,
}: {
  seconds: number;
  live?: boolean;
  into?: string;
  /** in a message, two readings each */
  instants?: number;
}): Promise<RoadResult> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  const territory = benchTerritory(connections);
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const { disk, store } = stack.use(
    await startDisk(
      { folder, journalQuotaBytes: 4e9, store: { store: into, influxdb: {}, memoryMb: 256 } },
      (error) => {
        throw error;
      },
    ),
  );
  const live = stack.use(createLive());
  let shown = 0;
  if (withLive)
    stack.use(
      live.follow((readings) => {
        shown += readings.length;
      }),
    );
  const directory = createDirectory({ territory, catalogue, known: [] });
  const intake = stack.adopt(
    createIntake({
      directory,
      dialects: createDialects({ directory, publish: () => {} }).all,
      now: Date.now,
      commit: createCommit({
        append: (batch) => disk.append(batch),
        series: [],
        live: withLive ? live : { take: () => {} },
      }),
      onTrouble: (error) => {
        if (error !== undefined) throw error;
      },
    }),
    (open) => open.close(),
  );
  const broker = stack.use(
    await createBroker({
      listen: { host: '127.0.0.1', port: 0 },
      limits: { connections: 2_000, packetBytes: 262_144, messagesPerSecond: 1_000_000 },
      intake,
      authenticate: async (username) => ({
        id: username,
        subscribe: [],
        mayPublish: () => false,
        mayWrite: (device) => device.id === username,
      }),
      log: { warn: () => {} },
    }),
  );
  let peakRssMb = 0;
  const watch = setInterval(() => {
    peakRssMb = Math.max(peakRssMb, process.memoryUsage.rss() / 1e6);
  }, 200);
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const result = await load(broker.port, seconds, instants);
  while ((await disk.use()).behind > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const whole = (performance.now() - begun) / 1_000;
  clearInterval(watch);
  const stored = await store.count();
  const sent = result.sent * instants * 2;
  if (stored !== sent) throw new Error(`${sent} readings were acknowledged, ${stored} are stored`);
  const [latest] = await store.latest(['bench-0']);
  if (latest === undefined || (withLive && shown === 0)) throw new Error('nothing can be read back');
  // the time until the last reading is queryable counts
  const messages = result.acknowledged / whole;
  const used = process.cpuUsage(cpu);
  return {
    messages,
    readings: messages * instants * 2,
    peakRssMb,
    cpuUs: (used.user + used.system) / result.acknowledged,
  };
}

async function load(port: number, seconds: number, instants = 1): Promise<z.infer<typeof Load>> {
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'load-generator.ts'),
      '--port',
      `${port}`,
      '--seconds',
      `${seconds}`,
      '--connections',
      `${connections}`,
      '--instants',
      `${instants}`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
  return Load.parse(JSON.parse(output));
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
}
