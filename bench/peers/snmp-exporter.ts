import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Plan, sysUpTime } from '../../collector/snmp/plan.ts';
import { startProgram } from '../contestant.ts';
import { freePort, until } from '../figures.ts';

/** What the exporter is told to read: the columns that Vigie reads, or the whole tables that hold them. */
export type ExporterModule = 'columns' | 'tables';

/** Debian's prometheus-snmp-exporter, asked over HTTP as Prometheus does. */
export interface SnmpExporter extends AsyncDisposable {
  /** Scrapes an agent of this machine once; resolves with the number of samples. */
  scrape(port: number, module: ExporterModule): Promise<number>;
}

export async function startSnmpExporter(
  program: string,
  { plan, community }: { plan: Plan; community: string },
): Promise<SnmpExporter> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const config = join(folder, 'snmp.yml');
  await writeFile(config, snmpYml(plan, community));
  const port = await freePort();
  const listen = `127.0.0.1:${port}`;
  stack.use(startProgram(program, [`--config.file=${config}`, `--web.listen-address=${listen}`, '--log.level=error']));
  const http = new Agent({ keepAlive: true, maxSockets: 200 });
  stack.defer(() => http.destroy());
  const read = (path: string) => textOf(`http://${listen}${path}`, http);
  await until('prometheus-snmp-exporter listens', 10_000, async () => (await read('/')) !== '');
  const owned = stack.move();
  return {
    async scrape(agent, module) {
      const text = await read(`/snmp?target=127.0.0.1:${agent}&module=${module}`);
      const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
      if (samples < 20) throw new Error(`the exporter gave ${samples} samples: ${text.slice(0, 300)}`);
      return samples;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function textOf(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve(text));
      response.on('error', reject);
    }).on('error', reject);
  });
}

/** The same places as an snmp.yml of version 0.21: scalars by GET, columns or tables by walk, each value a gauge. */
function snmpYml(plan: Plan, community: string): string {
  const columns = plan.tables.flatMap((table) => table.columns);
  const tables = [...new Set(columns.map((column) => column.replace(/\.1\.\d+$/, '')))];
  const scalars = [...new Set([sysUpTime, ...plan.scalars])];
  const module = (name: ExporterModule, walked: readonly string[]) =>
    [
      `${name}:`,
      '  walk:',
      ...walked.map((oid) => `  - ${oid}`),
      '  get:',
      ...scalars.map((oid) => `  - ${oid}`),
      '  metrics:',
      ...scalars.flatMap((oid) => metric(oid.replace(/\.\d+$/, ''))),
      ...columns.flatMap((oid) => [...metric(oid), '    indexes:', '    - labelname: index', '      type: gauge']),
      '  max_repetitions: 25',
      '  retries: 3',
      '  timeout: 5s',
      '  version: 2',
      '  auth:',
      `    community: ${community}`,
    ].join('\n');
  return `${module('columns', columns)}\n${module('tables', tables)}\n`;
}

function metric(oid: string): string[] {
  return [`  - name: oid_${oid.replaceAll('.', '_')}`, `    oid: ${oid}`, '    type: gauge'];
}
