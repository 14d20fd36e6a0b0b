import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readings } from '../../gateway/domain/reading.ts';
import type { Series } from '../../gateway/domain/series.ts';
import { ask, type Contestant, startProgram } from '../contestant.ts';
import { bytesUnder, freePort, until } from '../figures.ts';

const day = 86_400_000;

/** InfluxDB 1.6 as Debian packages it, with its data in a temporary folder and an empty database `bench`. */
export async function startInfluxServer(): Promise<
  AsyncDisposable & { readonly url: string; readonly folder: string; readonly pid: number }
> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'influxdb.conf'), configuration(folder, url, await freePort()));
  const program = startProgram('/usr/bin/influxd', ['-config', join(folder, 'influxdb.conf')]);
  await until('InfluxDB answers', 20_000, async () => (await fetch(`${url}/ping`)).ok);
  await ask(`${url}/query?q=CREATE+DATABASE+bench`, { method: 'POST' });
  return {
    url,
    folder,
    pid: program.pid,
    [Symbol.asyncDispose]: async () => {
      await program[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** That server with the readings of a bench. */
export async function startInfluxDb(series: readonly Series[]): Promise<Contestant> {
  const server = await startInfluxServer();
  const { url, folder } = server;

  const rows = async (q: string): Promise<number> => {
    const response = await ask(`${url}/query?${new URLSearchParams({ db: 'bench', epoch: 'ms', q })}`);
    const body = (await response.json()) as { results: { series?: { values: unknown[] }[] }[] }; // its documented answer
    return body.results.flatMap((result) => result.series ?? []).reduce((sum, one) => sum + one.values.length, 0);
  };

  return {
    name: 'InfluxDB 1.6',
    write: async (readings) => {
      await ask(`${url}/write?db=bench&precision=ms`, { method: 'POST', body: lines(series, readings) });
    },
    settle: async () => {
      // its caches are written when nothing came for a second, its shards are compacted a few seconds later
      let [before, same] = [-1, 0];
      await until('InfluxDB compacted', 600_000, async () => {
        const now = bytesUnder(folder);
        [before, same] = [now, now === before ? same + 1 : 0];
        return same >= 120;
      });
    },
    bytes: () => bytesUnder(folder),
    yearByDay: ({ device, metric }, to) =>
      rows(`SELECT mean(${field(metric)}) FROM ${metric.split('.')[0]} WHERE device = '${device}'
        AND time >= ${to - 365 * day}ms AND time < ${to}ms GROUP BY time(1d)`),
    lastDay: ({ device, metric }, to) =>
      rows(`SELECT ${field(metric)} FROM ${metric.split('.')[0]} WHERE device = '${device}'
        AND time >= ${to - day}ms AND time < ${to}ms`),
    latest: (asked) => {
      const metrics = [...new Set(asked.map((one) => one.metric))];
      return rows(
        metrics
          .map((metric) => `SELECT last(${field(metric)}) FROM ${metric.split('.')[0]} GROUP BY device`)
          .join('; '),
      );
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function field(metric: string): string {
  return `"${metric.split('.')[1] ?? ''}"`;
}

function lines(series: readonly Series[], { series: ids, times, values }: Readings): string {
  const heads = series.map(({ device, metric }) => `${metric.split('.')[0]},device=${device} ${metric.split('.')[1]}=`);
  return Array.from(ids, (id, row) => `${heads[id]}${values[row]} ${times[row]}`).join('\n');
}

function configuration(folder: string, url: string, rpcPort: number): string {
  return `reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = "${folder}/data/meta"
[data]
  dir = "${folder}/data/data"
  wal-dir = "${folder}/data/wal"
  query-log-enabled = false
  cache-snapshot-write-cold-duration = "1s"
  compact-full-write-cold-duration = "5s"
[http]
  bind-address = "${url.slice('http://'.length)}"
  log-enabled = false
  max-body-size = 0
[logging]
  level = "error"
[monitor]
  store-enabled = false
`;
}
