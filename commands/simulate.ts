import { createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { lineOf } from '../simulators/recording/recorded-messages.ts';
import { parseScenario, playScenario, ScenarioError, spanOf } from '../simulators/scenario.ts';
import type { SentMessage } from '../simulators/wire.ts';
import { CommandError, parseCommand, stopAsked } from './command.ts';
import { readTerritoryFolder } from './platform/territory-folder.ts';
import { brokerOf, playTo, speedOf, timeOf } from './playing.ts';
import { createProgress } from './progress.ts';

const scenarios = join(import.meta.dirname, '../simulators/scenarios');

const help = `vigie simulate SCENARIO [--speed N|max] [--from T --to T] [--seed N] [--out FILE]

Plays simulated buildings, and what goes wrong in them, to a broker or into a recording. SCENARIO is a YAML file or one of
${names().join(', ')}.

  --out FILE       writes the messages as JSON lines, "-" for standard output, instead of sending them
  --url URL        the broker: mqtt://user:password@host:port, the password may stand in VIGIE_MQTT_PASSWORD
                   (default mqtt://127.0.0.1:1883)
  --from T --to T  from when to when: ISO 8601 with an offset, or epoch milliseconds. Without --from a recording begins
                   when the scenario says, and live playing begins now
  --speed N|max    N times quicker than life (default 1); quicker than life begins when the scenario says
  --seed N         other chances than the scenario's; the same seed gives the same bytes
  --territory DIR  other buildings than the scenario's
  --json           tells the result as JSON
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('simulate', {
    args,
    allowPositionals: true,
    options: {
      speed: { type: 'string', default: '1' },
      from: { type: 'string' },
      to: { type: 'string' },
      seed: { type: 'string' },
      out: { type: 'string' },
      url: { type: 'string', default: 'mqtt://127.0.0.1:1883' },
      territory: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) {
    throw new CommandError(2, ['vigie simulate: name one scenario (vigie simulate --help)']);
  }
  const speed = speedOf('simulate', values.speed);
  const url = brokerOf('simulate', values.url);
  const seed = seedOf(values.seed);
  const isLife = values.out === undefined && speed === 1;
  const from = timeOf('simulate', 'from', values.from) ?? (isLife ? Date.now() : undefined);
  const to = timeOf('simulate', 'to', values.to);
  const file = fileOf(name);
  try {
    const scenario = parseScenario(readFileSync(file, 'utf8'), file);
    const territory = readTerritoryFolder(values.territory ?? resolve(dirname(file), scenario.territory));
    const span = spanOf(scenario, { from, to });
    if (span.to <= span.from) throw new CommandError(2, ['vigie simulate: --to is not after the beginning']);
    const messages = playScenario(scenario, { territory, from, to, ...(seed === undefined ? {} : { seed }) });
    const sent =
      values.out === undefined
        ? (await playTo(messages, { command: 'simulate', url, speed, stop: stopAsked() })).sent
        : await record(messages, values.out, span);
    if (values.json && values.out !== '-') process.stdout.write(`${JSON.stringify({ messages: sent, ...span })}\n`);
    return 0;
  } catch (error) {
    if (error instanceof ScenarioError) throw new CommandError(2, error.message.split('\n'));
    if (error instanceof RangeError) throw new CommandError(2, [`vigie simulate: ${error.message}`]);
    throw error;
  }
}

/** Writes messages as a recording and says how many there were; on a terminal a bar tells how far it is after two seconds. */
async function record(
  messages: Iterable<SentMessage>,
  out: string,
  { from, to }: { from: number; to: number },
): Promise<number> {
  const began = performance.now();
  const bar = createProgress('Simulation');
  let count = 0;
  function* chunks(): Generator<string> {
    let text = '';
    for (const message of messages) {
      text += `${lineOf(message)}\n`;
      count++;
      if (text.length < 65_536) continue;
      yield text;
      text = '';
      const isLong = process.stderr.isTTY && performance.now() - began > 2000;
      if (isLong) bar.show((message.time - from) / (to - from), `${count} messages`);
    }
    yield text;
  }
  try {
    if (out === '-') await pipeline(chunks, process.stdout, { end: false });
    else await pipeline(chunks, createWriteStream(out));
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    // who read standard output has enough: head, less
    if (out === '-' && 'code' in error && error.code === 'EPIPE') return count;
    throw new CommandError(1, [`vigie simulate: ${out}: ${error.message}`]);
  }
  return count;
}

function fileOf(name: string): string {
  const file = [name, join(scenarios, `${name}.yaml`), join(scenarios, name)].find(
    (candidate) => existsSync(candidate) && /\.ya?ml$/.test(candidate),
  );
  if (file !== undefined) return file;
  throw new CommandError(2, [
    `vigie simulate: "${name}" is neither a YAML file nor one of the scenarios ${names().join(', ')}`,
  ]);
}

function names(): string[] {
  return readdirSync(scenarios)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

function seedOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const seed = Number(written);
  if (Number.isSafeInteger(seed)) return seed;
  throw new CommandError(2, [`vigie simulate: --seed "${written}" is no whole number`]);
}
