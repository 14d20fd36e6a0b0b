import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startAgency } from './agency.ts';

const organisations = 100;
const devices = 1_000;
const connections = 20;
const sockets = 500;
/** of them, wall displays that hear everything; the others watch one organisation each */
const walls = 20;

/**
 * 500 sockets in a process of their own while 2,000 readings a second come by MQTT: publish to screen, p50, p99 and worst
 * (ms), and the processor that the server takes meanwhile, its disk thread included (cores).
 */
export async function benchWatchers(seconds = 20): Promise<void> {
  await using agency = await startAgency({ organisations, devices, connections });
  const { platform } = agency;
  const url = platform.server.url;
  const watchers = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'watching.ts'),
      ...['--url', url, '--token', await agency.token('technician'), '--sockets', `${sockets}`],
      ...['--walls', `${walls}`, '--organisations', `${organisations}`],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  await using stack = new AsyncDisposableStack();
  stack.defer(() => {
    watchers.kill();
  });
  const said = text(watchers.stdout);
  await once(watchers.stdout, 'data'); // all of them watch
  const begun = { time: performance.now(), cpu: process.cpuUsage() };
  const load = spawn(
    process.execPath,
    [
      join(import.meta.dirname, '../load-generator.ts'),
      ...['--port', `${platform.broker.port}`, '--seconds', `${seconds}`, '--rate', '1000'],
      ...['--devices', `${devices}`, '--connections', `${connections}`, '--sites', `${organisations}`],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  await once(load, 'close');
  const { user, system } = process.cpuUsage(begun.cpu);
  const cores = (user + system) / 1_000 / (performance.now() - begun.time);
  await new Promise((resolve) => setTimeout(resolve, 500));
  watchers.stdin.end();
  const { p50, p99, worst, readings } = JSON.parse((await said).trim().split('\n').at(-1) ?? '{}');
  const expected = seconds * 2_000 * (walls + (sockets - walls) / organisations);
  if (!(readings >= expected * 0.95)) throw new Error(`${readings} of ${expected} readings reached the screens`);
  process.stdout.write(
    `${sockets} sockets (${walls} walls that hear everything) at 2,000 readings/s: ${readings} readings told, ` +
      `p50 ${p50} ms, p99 ${p99} ms, worst ${worst} ms; the server ${cores.toFixed(2)} cores\n`,
  );
}
