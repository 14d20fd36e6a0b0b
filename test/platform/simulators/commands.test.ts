import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandError } from '../../../commands/command.ts';
import { run as replay } from '../../../commands/replay.ts';
import { run as simulate } from '../../../commands/simulate.ts';
import { brokerInHand } from '../../support/broker-in-hand.ts';

const vigie = join(import.meta.dirname, '../../../vigie.ts');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-commands-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a scenario written twice is the same recording, another seed another one', async () => {
  const files = ['a', 'b', 'c'].map((name) => join(folder, `${name}.jsonl`));
  await run(['simulate', 'leak', '--out', files[0]!]);
  await run(['simulate', 'leak', '--out', files[1]!]);
  await run(['simulate', 'leak', '--out', files[2]!, '--seed', '5']);
  const [a, b, c] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  expect(a!.trimEnd().split('\n').length).toBe(6 * 144 * 7);
  expect(JSON.parse(a!.split('\n')[0]!)).toEqual({
    time: expect.stringMatching(/^2026-03-04T23:0\d:/),
    topic: expect.stringMatching(/^vigie\/v1\/ecole-tartas\/ecole-tartas-/),
    payload: expect.stringContaining('"metrics"'),
  });
  expect(b).toBe(a);
  expect(c).not.toBe(a);
});

test('a recording reaches the broker in its order, with the password from the environment', async () => {
  await using broker = await brokerInHand();
  const file = join(folder, 'day.jsonl');
  await run(['simulate', 'tartas-day', '--out', file]);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const to = broker.url.replace('//', '//someone@');
  const { stdout } = await run(['replay', file, '--speed', 'max', '--to', to, '--json'], {
    VIGIE_MQTT_PASSWORD: 'pass',
  });
  expect(JSON.parse(stdout)).toEqual({ sent: lines.length, bad: 0 });
  expect([...broker.users]).toEqual(['someone pass']);
  expect(broker.messages.map((m) => m.payload)).toEqual(lines.map((line) => JSON.parse(line).payload));
});

test('what a Sparkplug node says is recorded and replayed byte by byte', async () => {
  await using broker = await brokerInHand();
  const territory = join(folder, 'sparkplug');
  await mkdir(territory);
  await writeFile(
    join(territory, 'mairie.yaml'),
    `organisations: [{ id: village, name: Village }]
sites: [{ id: mairie, name: Mairie, organisation: village }]
devices: [{ id: salon, name: Salon, site: mairie, type: climate, address: "sparkplug:village/mairie/salon" }]
`,
  );
  const scenario = join(folder, 'hour.yaml');
  await writeFile(scenario, 'name: hour\nfrom: 2026-03-02T08:00:00Z\nlasts: 1h\n');
  const file = join(folder, 'sparkplug.jsonl');
  await run(['simulate', scenario, '--territory', territory, '--out', file]);
  const lines = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ topic, encoding }) => [topic.split('/')[2], encoding])).toEqual(
    ['NBIRTH', 'DBIRTH', 'DDATA', 'DDATA', 'DDATA', 'DDATA', 'DDATA'].map((kind) => [kind, 'base64']),
  );
  await run(['replay', file, '--speed', 'max', '--to', broker.url]);
  expect(broker.messages.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual(
    lines.map(({ payload }) => payload),
  );
});

test('amounts and temperatures of a building are played as its index and its gauge', async () => {
  await using broker = await brokerInHand();
  const [amounts, values] = [join(folder, 'gas.csv'), join(folder, 'out.csv')];
  await writeFile(amounts, 'start,value\n2020-04-01 01:00:00+00:00,0.5\n2020-04-01 02:00:00+00:00,0.25\nlast,1\n');
  await writeFile(values, 'start,value\n2020-04-01 01:30:00+00:00,5.18\n');
  const series = ['--interval', 'home/gas-uk/gas.volume', '--gauge', 'home/sky/outdoor.temperature'];
  const { stdout, stderr } = await run(['replay', amounts, values, ...series, '--speed', 'max', '--to', broker.url]);
  expect(stdout).toBe('4 messages, 1 bad lines\n');
  expect(stderr).toMatch(/gas\.csv:4 start "last" is neither ISO 8601 with an offset nor epoch ms\n/);
  expect(broker.messages.map((m) => [m.topic, JSON.parse(m.payload)])).toEqual([
    ['vigie/v1/home/gas-uk', { time: '2020-04-01T01:00:00.000Z', metrics: { 'gas.volume': 0 } }],
    ['vigie/v1/home/sky', { time: '2020-04-01T01:30:00.000Z', metrics: { 'outdoor.temperature': 5.18 } }],
    ['vigie/v1/home/gas-uk', { time: '2020-04-01T02:00:00.000Z', metrics: { 'gas.volume': 0.5 } }],
    ['vigie/v1/home/gas-uk', { time: '2020-04-01T03:00:00.000Z', metrics: { 'gas.volume': 0.75 } }],
  ]);
});

test('a scenario is played live to a broker, at the speed that was asked for', async () => {
  await using broker = await brokerInHand();
  const span = ['--from', '2026-03-03T08:00:00Z', '--to', '2026-03-03T10:00:00Z', '--speed', '7200'];
  const began = performance.now();
  await run(['simulate', 'tartas-day', '--url', broker.url, ...span]);
  expect(performance.now() - began).toBeGreaterThan(900);
  expect(broker.messages).toHaveLength(2 * 6 * 10);
});

test('a recording that is read no further ends without complaint', async () => {
  const reader = spawn(process.execPath, [vigie, 'simulate', 'leak', '--out', '-'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  reader.stdout.once('data', () => reader.stdout.destroy());
  const said = text(reader.stderr);
  const [exitCode] = await once(reader, 'close');
  expect([exitCode, await said]).toEqual([0, '']);
});

test('wrong usage is told in one line and is exit code 2', async () => {
  const file = join(folder, 'one.jsonl');
  await writeFile(file, '{"time":0,"topic":"a","payload":"b"}\n');
  const cases: [(args: string[]) => Promise<number>, string[], 1 | 2, RegExp][] = [
    [simulate, [], 2, /name one scenario/],
    [simulate, ['nothing'], 2, /"nothing" is neither a YAML file nor one of the scenarios bad-day, leak, tartas-day/],
    [simulate, ['leak', '--speed', 'fast'], 2, /--speed "fast"/],
    [simulate, ['leak', '--from', '2026-03-01T10:00', '--out', '-'], 2, /--from "2026-03-01T10:00" is no time/],
    [simulate, ['leak', '--from', '2019-01-01', '--out', '-'], 2, /ecole-tartas is simulated from 2025-01-01/],
    [simulate, ['leak', '--out', '/nowhere/at/all'], 1, /\/nowhere\/at\/all: ENOENT/],
    [replay, [], 2, /name a recording/],
    [replay, ['absent.jsonl'], 2, /absent\.jsonl cannot be read/],
    [replay, [file, '--to', 'http://x'], 2, /"http:\/\/x" is no broker/],
    [replay, [file, '--interval', 'gas-uk/gas.volume'], 2, /write SITE\/DEVICE\/METRIC/],
    [replay, [file, '--unknown'], 2, /Unknown option '--unknown'/],
  ];
  let seen = 0;
  for (const [command, args, exitCode, says] of cases) {
    const error: unknown = await command(args).catch((thrown: unknown) => thrown);
    expect(error, args.join(' ')).toBeInstanceOf(CommandError);
    expect(error, args.join(' ')).toMatchObject({ exitCode, lines: [expect.stringMatching(says)] });
    seen++;
  }
  expect(seen).toBe(11);
});

test('a broker that is not there or refuses is told in one line on stderr, exit code 1', async () => {
  await using broker = await brokerInHand();
  const file = join(folder, 'two.jsonl');
  await writeFile(file, '{"time":0,"topic":"a","payload":"b"}\n');
  const stranger = broker.url.replace('//', '//stranger:p@');
  const ended = await Promise.allSettled([
    run(['replay', file, '--to', 'mqtt://127.0.0.1:9']),
    run(['replay', file, '--to', stranger]),
  ]);
  expect(ended.map((one) => (one.status === 'rejected' ? one.reason : one.value))).toEqual([
    { code: 1, stderr: 'vigie replay: mqtt://127.0.0.1:9: connect ECONNREFUSED 127.0.0.1:9\n' },
    { code: 1, stderr: `vigie replay: ${broker.url}: Connection refused: Not authorized\n` },
  ]);
});

function run(args: string[], env: Record<string, string> = {}): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [vigie, ...args],
      { env: { ...process.env, ...env }, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => (error === null ? resolve({ stdout, stderr }) : reject({ code: error.code, stderr })),
    );
  });
}
