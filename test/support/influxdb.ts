import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Series } from '../../gateway/domain/series.ts';
import type { Store } from '../../gateway/domain/store.ts';
import { createInfluxStore, type InfluxOptions } from '../../gateway/store/influx/influx-store.ts';
import { parseInfluxUrl } from '../../gateway/store/influx/influx-url.ts';
import type { RefusedReading } from '../../gateway/store/influx/writer.ts';
import { freePort } from './vigie.ts';

export type RealInfluxDb = Awaited<ReturnType<typeof startInfluxDb>>;

/** Debian's InfluxDB 1.6 on free ports, with its files in a folder of its own; `diskMb` makes that a disk of so many MB. */
export async function startInfluxDb(options: { auth?: boolean; diskMb?: number } = {}) {
  const own = await mkdtemp(join(tmpdir(), 'vigie-influxdb-'));
  const folder = join(own, 'influxdb');
  const [port, rpc] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const config = join(own, 'influxdb.conf');
  await mkdir(folder, { recursive: true });
  await writeFile(config, configuration({ folder, port, rpc, auth: options.auth ?? false }));
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const started =
      options.diskMb === undefined
        ? spawn('/usr/bin/influxd', ['-config', config], { stdio: 'ignore' })
        : // a small disk that only this program sees; who is not root makes it as the root of a space of its own
          spawn(
            'unshare',
            [
              ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
              ...[
                '--mount',
                'sh',
                '-c',
                `mount -t tmpfs -o size=${options.diskMb}m none "$0" && exec /usr/bin/influxd -config "$1"`,
              ],
              ...[folder, config],
            ],
            { stdio: 'ignore' },
          );
    child = started;
    for (let tries = 0; ; tries++) {
      const isUp = await fetch(`${url}/ping`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (isUp) return;
      if (tries > 600 || started.exitCode !== null)
        throw new Error(`influxd does not start (exit ${started.exitCode})`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  await start();
  return {
    url,
    host: `127.0.0.1:${port}`,
    start,
    stop,
    /** The folder of its files, as the program sees it. */
    folder: () => `/proc/${child?.pid}/root${folder}`,
    /** A statement as somebody; its answer's text. */
    async ask(q: string, more: Record<string, string> = {}): Promise<string> {
      const answer = await fetch(`${url}/query?${new URLSearchParams({ q, epoch: 'ms', ...more })}`, {
        method: 'POST',
      });
      return answer.text();
    },
    async write(database: string, lines: string): Promise<Response> {
      return fetch(`${url}/write?db=${database}&precision=ms`, { method: 'POST', body: lines });
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(own, { recursive: true, force: true });
    },
  };
}

/** What a test hands to a store in InfluxDB: its own series, a cursor in memory, and all that was refused. */
export function influxParts(url: string, series: () => readonly Series[], folder: string) {
  const read = parseInfluxUrl(url);
  if (!read.ok) throw new Error(`${url} ${read.reason}`);
  let position = 0;
  const refused: RefusedReading[] = [];
  const options: InfluxOptions = {
    place: read.place,
    series,
    cursor: {
      read: () => position,
      move: (seq) => {
        position = seq;
      },
    },
    refuse: (readings) => void refused.push(...readings),
    folder,
  };
  const open = (more: Partial<InfluxOptions> = {}): Store => createInfluxStore({ ...options, ...more });
  return { options, refused, open };
}

function configuration({
  folder,
  port,
  rpc,
  auth,
}: {
  folder: string;
  port: number;
  rpc: number;
  auth: boolean;
}): string {
  return `reporting-disabled = true
bind-address = "127.0.0.1:${rpc}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  query-log-enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  auth-enabled = ${auth}
  log-enabled = false
[logging]
  level = "error"
[monitor]
  store-enabled = false
`;
}
