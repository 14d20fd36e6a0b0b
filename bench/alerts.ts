import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import pino from 'pino';
import { startPlatform } from '../commands/platform/platform.ts';
import { Config } from '../config.ts';
import type { AnyRule } from '../devices/rules/any-rule.ts';
import type { Device, MqttClient, Territory } from '../devices/territory.ts';
import { until } from './figures.ts';

const devices = 1_000;
const connections = 20;
/** each breaks its rule once */
const probes = 400;
const probesASecond = 20;

/**
 * From the publish of a reading that breaks a rule to the first request of its notice at a webhook of this machine, with
 * judgement on and 2,000 other readings a second beside it; prints p50, p99 and the worst, ms.
 */
export async function benchAlerts(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const heard = new Map<string, number>();
  const receiver = createServer((request, response) => {
    const at = performance.now();
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      // border: our own program wrote it
      const { alerts } = JSON.parse(body) as { alerts: { labels: { device: string } }[] };
      for (const { labels } of alerts) if (!heard.has(labels.device)) heard.set(labels.device, at);
      response.writeHead(200).end();
    });
  }).listen(0, '127.0.0.1');
  stack.defer(() => void receiver.close());
  await once(receiver, 'listening');
  const address = receiver.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const territory = benchTerritory();
  const platform = stack.use(
    await startPlatform({
      config: Config.parse({
        ...{ data: folder, http: { listen: '127.0.0.1:0' }, mqtt: { listen: '127.0.0.1:0' } },
        notify: { webhooks: { bench: { url: `http://127.0.0.1:${port}/` } } },
      }),
      territory,
      log: pino({ level: 'silent' }),
      secrets: new Map([...territory.clients.keys()].map((id) => [id, 'bench'])),
      onDeath: (error) => {
        throw error;
      },
    }),
  );
  const seconds = probes / probesASecond + 5;
  const load = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'load-generator.ts'),
      ...['--port', `${platform.broker.port}`, '--seconds', `${seconds}`, '--rate', '1000'],
      ...['--devices', `${devices}`, '--connections', `${connections}`],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const client = await connectAsync(`mqtt://127.0.0.1:${platform.broker.port}`, {
    ...{ username: 'probe', password: 'bench', reconnectPeriod: 0 },
  });
  stack.defer(() => void client.end(true));
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const sent = new Map<string, number>();
  for (let probe = 0; probe < probes; probe++) {
    const device = `probe-${probe}`;
    sent.set(device, performance.now());
    client.publish(`vigie/v1/bench/${device}`, '{"metrics":{"air.humidity":99}}', { qos: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1_000 / probesASecond));
  }
  await once(load, 'close');
  await until('every probe is told', 30_000, async () => heard.size === probes);
  const delays = [...heard].map(([device, at]) => at - (sent.get(device) ?? Number.NaN)).sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round(delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? Number.NaN);
  process.stdout.write(
    `from a reading that breaks a rule to its notice at a webhook, at 2,000 other readings/s: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms of ${delays.length} notices\n`,
  );
}

const rule: AnyRule = {
  ...{ id: 'bench', metric: 'air.humidity', kind: 'threshold', above: 98, clear: 97, severity: 'warning' },
  ...{ type: 'air-quality', say: { fr: 'Banc', en: 'Bench' } },
};

function benchTerritory(): Territory {
  const device = (id: string): [string, Device] => [id, { id, name: id, site: 'bench', type: 'air-quality' }];
  const client = (id: string): [string, MqttClient] => [id, { id, publish: ['vigie/v1/bench/+'], subscribe: [] }];
  return {
    organisations: new Map([['bench', { id: 'bench', name: 'Bench' }]]),
    sites: new Map([
      ['bench', { id: 'bench', name: 'Bench', organisation: 'bench', timeZone: 'Europe/Paris', fewStaff: false }],
    ]),
    devices: new Map([
      ...Array.from({ length: devices }, (_, index) => device(`bench-${index}`)),
      ...Array.from({ length: probes }, (_, index) => device(`probe-${index}`)),
    ]),
    clients: new Map([...Array.from({ length: connections }, (_, index) => client(`bench-${index}`)), client('probe')]),
    calendars: new Map(),
    mappings: [],
    rules: [rule],
  };
}
