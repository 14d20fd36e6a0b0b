import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { importColumns } from '../commands/platform/bulk.ts';
import { type Platform, startPlatform } from '../commands/platform/platform.ts';
import { Config } from '../config.ts';
import type { Device, Territory } from '../devices/territory.ts';
import { processorMs } from './figures.ts';
import { startInfluxServer } from './peers/influxdb.ts';
import { benchTerritory } from './territory.ts';

const kinds = ['air', 'meter'] as const;
type Kind = (typeof kinds)[number];
const devices = 30;
const [from, to] = [Date.UTC(2025, 2), Date.UTC(2026, 2)];
const grid = 600_000;
const rows = (to - from) / grid;

/**
 * A year of one series by day through the whole API: the means of air and the consumption of meters, 200 questions each over
 * many series; prints p50 and p95, and the processor time of Vigie and of InfluxDB, ms a question.
 */
export async function benchCharts(questions = 200): Promise<void> {
  await measure('InfluxDB 1.6', questions, true);
  await measure('embedded', questions, false);
}

async function measure(name: string, questions: number, inInfluxDb: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const server = inInfluxDb ? stack.use(await startInfluxServer()) : undefined;
  const store = server === undefined ? 'embedded' : `influxdb://${server.url.slice('http://'.length)}/vigie`;
  const platform = stack.use(
    await startPlatform({
      config: Config.parse({ data: folder, store, http: { listen: '127.0.0.1:0' }, mqtt: { listen: '127.0.0.1:0' } }),
      territory: territory(),
      log: pino({ level: 'silent' }),
      onDeath: (error) => {
        throw error;
      },
    }),
  );
  await importColumns(year(), platform, () => {});
  await platform.store.compact(to + 3 * 86_400_000);
  await platform.store.compact(to + 5 * 86_400_000);
  const { token } = await platform.accounts.addToken({ name: 'bench', role: 'technician' }, Date.now());
  for (const kind of kinds) {
    const first = await ask(platform, token, kind, 0);
    const used = () => [process.pid, ...(server === undefined ? [] : [server.pid])].map(processorMs);
    const before = used();
    const durations: number[] = [];
    for (let number = 1; number <= questions; number++) durations.push(await ask(platform, token, kind, number));
    const processor = used().map((ms, at) => ((ms - (before[at] ?? 0)) / questions).toFixed(1));
    durations.sort((a, b) => a - b);
    const at = (share: number) => (durations[Math.floor(questions * share)] ?? Number.NaN).toFixed(1);
    process.stdout.write(
      `${name}, ${asked[kind].what} of a year of ${rows} readings by day through the API: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms; the first ${first.toFixed(1)} ms; processor ${processor.join(' and ')} ms a question\n`,
    );
  }
}

const asked = {
  air: { what: 'means', metrics: ['air.co2', 'air.temperature'] },
  meter: { what: 'consumption', metrics: ['water.volume'] },
} as const satisfies Record<Kind, unknown>;

function territory(): Territory {
  const air = benchTerritory(devices);
  const meters = Array.from({ length: devices }, (_, device): [string, Device] => {
    const id = `meter-${device}`;
    return [id, { id, name: id, site: 'bench', type: 'water-meter' }];
  });
  return { ...air, devices: new Map([...air.devices, ...meters]) };
}

async function ask(platform: Platform, token: string, kind: Kind, number: number): Promise<number> {
  const { metrics } = asked[kind];
  const query = new URLSearchParams({
    device: `${kind === 'air' ? 'bench' : kind}-${number % devices}`,
    metric: metrics[number % metrics.length] ?? '',
    from: `${from}`,
    to: `${to}`,
    step: '1d',
  });
  const begun = performance.now();
  const answer = await fetch(`${platform.server.url}/api/v1/readings?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await answer.text();
  const ms = performance.now() - begun;
  const found = /"values":\[([^\]]*)\]/.exec(text)?.[1]?.split(',') ?? [];
  if (!answer.ok || found.length < 365 || found.slice(1, -1).includes('null')) {
    throw new Error(`${answer.status} ${text.slice(0, 200)}`);
  }
  return ms;
}

async function* year() {
  for (let device = 0; device < devices; device++) {
    const times = Float64Array.from({ length: rows }, (_, row) => from + row * grid);
    for (const [metric, least, step] of [
      ['air.co2', 400, 1],
      ['air.temperature', 15, 0.1],
    ] as const) {
      const values = times.map((_, row) => least + ((row * 7_919 + device) % 400) * step);
      yield { device: `bench-${device}`, metric, times, values: values.map((value) => Math.round(value * 10) / 10) };
    }
    yield { device: `meter-${device}`, metric: 'water.volume', times, values: times.map((_, row) => 3 * row + device) };
  }
}
