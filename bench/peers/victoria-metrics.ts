import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readings } from '../../gateway/domain/reading.ts';
import type { Series } from '../../gateway/domain/series.ts';
import { ask, type Contestant, startProgram } from '../contestant.ts';
import { bytesUnder, freePort, until } from '../figures.ts';

const day = 86_400_000;

/** VictoriaMetrics as Debian packages it, with its data in a temporary folder. */
export async function startVictoriaMetrics(series: readonly Series[]): Promise<Contestant> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const program = startProgram('/usr/bin/victoria-metrics', [
    `-storageDataPath=${folder}`,
    `-httpListenAddr=${url.slice('http://'.length)}`,
    '-retentionPeriod=100y',
    '-search.latencyOffset=0s',
    '-loggerLevel=ERROR',
  ]);
  await until('VictoriaMetrics answers', 20_000, async () => (await fetch(`${url}/health`)).ok);

  const query = async (path: string, parameters: Record<string, string>): Promise<Response> =>
    ask(`${url}/api/v1/${path}?${new URLSearchParams({ nocache: '1', ...parameters })}`);

  return {
    name: 'VictoriaMetrics',
    write: async (readings) => {
      await ask(`${url}/api/v1/import`, { method: 'POST', body: importLines(series, readings) });
    },
    settle: async () => {
      await ask(`${url}/internal/force_flush`);
      await ask(`${url}/internal/force_merge`);
      await until('VictoriaMetrics merged', 300_000, async () => {
        const metrics = await (await ask(`${url}/metrics`)).text();
        return /^vm_active_force_merges 0$/m.test(metrics) && !/^vm_active_merges\{.*\} [1-9]/m.test(metrics);
      });
    },
    bytes: () => bytesUnder(folder),
    yearByDay: async (one, to) => {
      const range = { start: String((to - 364 * day) / 1000), end: String(to / 1000), step: '1d' };
      const response = await query('query_range', { query: `avg_over_time(${selector(one)}[1d])`, ...range });
      const body = (await response.json()) as { data: { result: { values: unknown[] }[] } }; // its documented answer
      return body.data.result[0]?.values.length ?? 0;
    },
    lastDay: async (one, to) => {
      const response = await query('query', { query: `${selector(one)}[1d]`, time: String((to - 1) / 1000) });
      const body = (await response.json()) as { data: { result: { values: unknown[] }[] } }; // its documented answer
      return body.data.result[0]?.values.length ?? 0;
    },
    latest: async (_, to) => {
      const response = await query('query', { query: 'last_over_time({__name__=~".+"}[1h])', time: String(to / 1000) });
      const body = (await response.json()) as { data: { result: unknown[] } }; // its documented answer
      return body.data.result.length;
    },
    [Symbol.asyncDispose]: async () => {
      await program[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

function selector({ device, metric }: Series): string {
  return `${metric.replace('.', '_')}{device="${device}"}`;
}

/** JSON lines, one a series, as `/api/v1/import` takes them. */
function importLines(series: readonly Series[], readings: Readings): string {
  const bySeries = new Map<number, { values: number[]; timestamps: number[] }>();
  readings.series.forEach((id, row) => {
    const found = bySeries.get(id) ?? { values: [], timestamps: [] };
    bySeries.set(id, found);
    found.values.push(readings.values[row] ?? 0);
    found.timestamps.push(readings.times[row] ?? 0);
  });
  return [...bySeries]
    .map(([id, columns]) => {
      const { device = '', metric = '' } = series[id] ?? {};
      return JSON.stringify({ metric: { __name__: metric.replace('.', '_'), device }, ...columns });
    })
    .join('\n');
}
