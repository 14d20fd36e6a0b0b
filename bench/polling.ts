import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import snmp from 'net-snmp';
import { type Plan, planOf } from '../collector/snmp/plan.ts';
import { createSnmpCollector } from '../collector/snmp/snmp.ts';
import { catalogue } from '../devices/catalogue.ts';
import type { Device } from '../devices/territory.ts';
import { startProgram } from './contestant.ts';
import { table, until } from './figures.ts';
import { startSnmpExporter } from './peers/snmp-exporter.ts';

const community = 'bench';
const atOnce = 50;

/**
 * Devices polled a second from one process against one real `snmpd`, the interface table and HOST-RESOURCES of a Linux host:
 * ours, beside Debian's prometheus-snmp-exporter and beside net-snmp alone on the same places.
 */
export async function benchPolling({ rounds = 8, seconds = 2 } = {}): Promise<void> {
  const snmpd = programOf('snmpd');
  const exporter = programOf('prometheus-snmp-exporter');
  const missing = [snmpd === undefined ? 'snmpd' : '', exporter === undefined ? 'prometheus-snmp-exporter' : ''];
  if (snmpd === undefined || exporter === undefined) {
    throw new Error(`the bench needs ${missing.join(' ')}: on Debian, as root, apt-get install ${missing.join(' ')}`);
  }
  const type = catalogue.get('linux-host');
  if (type === undefined) throw new Error('the catalogue has no linux-host');
  const plan = planOf(type);
  await using agent = await startSnmpd(snmpd);
  await using peer = await startSnmpExporter(exporter, { plan, community });
  const values = await bareWalk(agent.port, plan, 20);
  const collector = createSnmpCollector({ catalogue, credentials: new Map([['bench', { version: '2c', community }]]) });
  let number = 0;
  const ours = () => {
    const id = `bench-${number++ % 500}`;
    const device: Device = {
      ...{ id, name: id, site: 'bench', type: type.id },
      ...{ address: `snmp:127.0.0.1:${agent.port}`, credentials: 'bench' },
    };
    return collector.ask(device, { now: Date.now(), signal: AbortSignal.timeout(30_000) });
  };
  // in turns, so that what else the machine does hits all alike
  const runs: Record<string, () => Promise<unknown>> = {
    vigie: ours,
    'exporter, the same columns': () => peer.scrape(agent.port, 'columns'),
    'exporter, whole tables': () => peer.scrape(agent.port, 'tables'),
    'net-snmp alone, column by column': () => bareWalk(agent.port, plan, 20),
    'net-snmp alone, columns beside each other': () => bareBulks(agent.port, plan),
  };
  const names = Object.keys(runs);
  const rates = new Map<string, number>(names.map((name) => [name, 0]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const rate = await rateOf(runs[name] ?? ours, seconds);
      // the first round warms up
      if (round > 0) rates.set(name, (rates.get(name) ?? 0) + rate / rounds);
    }
  }
  const own = rates.get('vigie') ?? 0;
  const line = (name: string) => {
    const rate = rates.get(name) ?? 0;
    return [name, `${Math.round(rate)} devices/s`, name === 'vigie' ? '' : `vigie is ${(own / rate).toFixed(2)} ×`];
  };
  process.stdout.write(`${values} values a device, ${atOnce} devices at once\n${table(names.map(line))}\n`);
}

/** How many a second, `atOnce` at a time. */
async function rateOf(run: () => Promise<unknown>, seconds: number): Promise<number> {
  const begun = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() - begun < seconds * 1_000) {
        await run();
        done++;
      }
    }),
  );
  return done / ((performance.now() - begun) / 1_000);
}

/** net-snmp's own GET and subtree walks, nothing made of the answers; how many values there were. */
function bareWalk(port: number, plan: Plan, repetitions: number): Promise<number> {
  const session = snmp.createSession('127.0.0.1', community, { version: snmp.Version2c, port });
  return new Promise<number>((resolve, reject) => {
    let values = 0;
    const columns = plan.tables.flatMap((one) => one.columns);
    const next = (): void => {
      const column = columns.shift();
      if (column === undefined) {
        resolve(values);
        return;
      }
      session.subtree(
        column,
        repetitions,
        (varbinds) => {
          values += varbinds.length;
        },
        (error) => (error ? reject(error) : next()),
      );
    };
    session.get(plan.scalars.slice(0, 25), (error, varbinds) => {
      if (error !== null) return reject(error);
      values += varbinds?.length ?? 0;
      next();
    });
  }).finally(() => session.close());
}

/** The fewest GETBULKs that read a table, all its columns beside each other, nothing made of the answers. */
async function bareBulks(port: number, plan: Plan): Promise<void> {
  const session = snmp.createSession('127.0.0.1', community, { version: snmp.Version2c, port });
  const bulk = (oids: readonly string[], repetitions: number) =>
    new Promise<readonly (readonly { readonly oid: string }[])[]>((resolve, reject) => {
      session.getBulk(oids, 0, repetitions, (error, rows) => (error === null ? resolve(rows ?? []) : reject(error)));
    });
  try {
    await new Promise<void>((resolve, reject) => {
      session.get(plan.scalars.slice(0, 25), (error) => (error === null ? resolve() : reject(error)));
    });
    for (const { columns } of plan.tables) {
      const [first = ''] = columns;
      for (let at: readonly string[] = columns; at[0]?.startsWith(`${first}.`) || at === columns; ) {
        const rows = await bulk(at, Math.max(1, Math.floor(40 / columns.length)));
        at = rows.map((column) => column.at(-1)?.oid ?? '');
      }
    }
  } finally {
    session.close();
  }
}

async function startSnmpd(program: string): Promise<AsyncDisposable & { readonly port: number }> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const config = join(folder, 'snmpd.conf');
  await writeFile(config, `rocommunity ${community} 127.0.0.1\npersistentDir ${folder}\n`);
  const port = await freeUdpPort();
  stack.use(startProgram(program, ['-f', '-Ln', '-C', '-c', config, `udp:127.0.0.1:${port}`]));
  await until('snmpd answers', 10_000, () => answers(port));
  const owned = stack.move();
  return { port, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function answers(port: number): Promise<boolean> {
  const session = snmp.createSession('127.0.0.1', community, {
    version: snmp.Version2c,
    port,
    timeout: 500,
    retries: 0,
  });
  return new Promise<boolean>((resolve) => {
    session.get(['1.3.6.1.2.1.1.3.0'], (error) => resolve(error === null));
  }).finally(() => session.close());
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

/** Daemons stand in sbin, which is not in everybody's PATH. */
function programOf(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}
