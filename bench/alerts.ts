import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import pino from 'pino';
import { SMTPServer } from 'smtp-server';
import { startPlatform } from '../commands/platform/platform.ts';
import { Config } from '../config.ts';
import type { OpeningCalendar } from '../devices/calendar/opening-calendar.ts';
import type { AnyRule } from '../devices/rules/any-rule.ts';
import type { Device, MqttClient, Territory } from '../devices/territory.ts';
import { table, until } from './figures.ts';

const devices = 1_000;
const connections = 20;
/** each breaks its rule once */
const probes = 400;
const probesASecond = 20;
const persons = 80;

/** By device, when a way out was first tried (ms). */
type Heard = Map<string, number>;

/**
 * From the publish of a reading that breaks a rule to the first attempt of its notice at a webhook and at a mail server of this machine,
 * with judgement on and 2,000 other readings a second beside it; prints p50, p99 and the worst, ms.
 */
export async function benchAlerts(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const [webhook, mail]: [Heard, Heard] = [new Map(), new Map()];
  const ports = { webhook: await hearWebhook(stack, webhook), smtp: await hearMail(stack, mail) };

  const territory = benchTerritory();
  const platform = stack.use(
    await startPlatform({
      config: Config.parse({
        ...{ data: folder, http: { listen: '127.0.0.1:0', publicUrl: 'http://127.0.0.1' } },
        ...{ mqtt: { listen: '127.0.0.1:0' } },
        notify: {
          ...{ webhooks: { bench: { url: `http://127.0.0.1:${ports.webhook}/` } }, calendar: 'always' },
          ...{ smtp: `smtp://127.0.0.1:${ports.smtp}`, from: 'Vigie <vigie@bench.example>' },
        },
      }),
      territory,
      log: pino({ level: 'silent' }),
      secrets: new Map([...territory.clients.keys()].map((id) => [id, 'bench'])),
      onDeath: (error) => {
        throw error;
      },
    }),
  );
  // nobody is written to more than six times in ten minutes: each hears of five members
  for (let person = 0; person < persons; person++) {
    const organisations = Array.from({ length: probes / persons }, (_, turn) => `probe-${person + persons * turn}`);
    const whose = { email: `${person}@bench.example`, name: `${person}`, role: 'responsable', organisations } as const;
    await platform.accounts.addUser({ ...whose, password: 'a bench has no secrets' }, Date.now(), {
      anyPassword: true,
    });
  }
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
  // heard from now on: on a busy machine it ends before the last probe
  const loadEnds = once(load, 'close');
  const client = await connectAsync(`mqtt://127.0.0.1:${platform.broker.port}`, {
    ...{ username: 'probe', password: 'bench', reconnectPeriod: 0 },
  });
  stack.defer(() => void client.end(true));
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const sent = new Map<string, number>();
  for (let probe = 0; probe < probes; probe++) {
    const device = `probe-${probe}`;
    sent.set(device, performance.now());
    client.publish(`vigie/v1/${device}/${device}`, '{"metrics":{"air.humidity":99}}', { qos: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1_000 / probesASecond));
  }
  await loadEnds;
  await until('every probe is told', 60_000, async () => webhook.size === probes && mail.size === probes);
  const row = (way: string, heard: Heard) => {
    const delays = [...heard].map(([device, at]) => at - (sent.get(device) ?? Number.NaN)).sort((a, b) => a - b);
    const at = (share: number) => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? Number.NaN;
    return [way, ...[0.5, 0.99, 1].map((share) => at(share).toFixed(0)), `${delays.length}`];
  };
  const head = ['from a reading that breaks a rule, at 2,000 others/s', 'p50 ms', 'p99 ms', 'worst ms', 'notices'];
  process.stdout.write(
    `${table([head, row('to its notice at a webhook', webhook), row('to its mail at SMTP', mail)])}\n`,
  );
}

async function hearWebhook(stack: AsyncDisposableStack, heard: Heard): Promise<number> {
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
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A mail server; the attempt is when somebody's address is named (RFC 5321, RCPT), and their mails come in the order of their probes. */
async function hearMail(stack: AsyncDisposableStack, heard: Heard): Promise<number> {
  const mails = new Map<number, number>();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const person = Number(address.split('@')[0]);
      const before = mails.get(person) ?? 0;
      mails.set(person, before + 1);
      heard.set(`probe-${person + persons * before}`, performance.now());
      done();
    },
    onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
  });
  const listening = server.listen(0, '127.0.0.1');
  stack.defer(() => new Promise<void>((resolve) => server.close(() => resolve())));
  await once(listening, 'listening');
  const address = listening.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const rule: AnyRule = {
  ...{ id: 'bench', metric: 'air.humidity', kind: 'threshold', above: 98, clear: 97, severity: 'warning' },
  ...{ type: 'air-quality', say: { fr: 'Banc', en: 'Bench' } },
};

function benchTerritory(): Territory {
  const load = Array.from({ length: devices }, (_, index) => ({ id: `bench-${index}`, member: 'bench' }));
  const probing = Array.from({ length: probes }, (_, index) => ({ id: `probe-${index}`, member: `probe-${index}` }));
  const device = (id: string, site: string): [string, Device] => [id, { id, name: id, site, type: 'air-quality' }];
  const client = (id: string, publish: string): [string, MqttClient] => [id, { id, publish: [publish], subscribe: [] }];
  const members = ['bench', ...probing.map(({ member }) => member)];
  const place = { timeZone: 'Europe/Paris', fewStaff: false };
  return {
    organisations: new Map(members.map((id) => [id, { id, name: id }])),
    sites: new Map(members.map((id) => [id, { id, name: id, organisation: id, ...place }])),
    devices: new Map([...load, ...probing].map(({ id, member }) => device(id, member))),
    clients: new Map([
      ...Array.from({ length: connections }, (_, index) => client(`bench-${index}`, 'vigie/v1/bench/+')),
      client('probe', 'vigie/v1/+/+'),
    ]),
    calendars: new Map([['always', always]]),
    mappings: [],
    rules: [rule],
  };
}

/** An agency that is always open: what waits for its hours is no latency. */
const always: OpeningCalendar = {
  ...{ id: 'always', region: 'metropole', holidays: 'open', schoolHolidays: 'open', closures: [] },
  week: Array.from({ length: 7 }, () => [{ from: 0, to: 1_440 }]),
};
