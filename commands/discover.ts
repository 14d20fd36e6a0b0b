import { setTimeout as pause } from 'node:timers/promises';
import { CommandError, parseCommand, stopAsked } from './command.ts';
import { onVigie } from './local/ask.ts';
import { existingPlace, placeHelp, placeOptions } from './local/place.ts';
import type { ScanState } from './platform/discovering.ts';
import { createLateProgress } from './progress.ts';

const help = `vigie discover RANGE --credentials NAME [--port N]

Has the running Vigie ask every address of a range over SNMP what it is (10.1.2.0/24, 10.1.2.10-10.1.2.40,
fd00:1::/112, one address, or several of these with commas between; of IPv4 at most 4,096, of IPv6 65,536), 50 a second.
What answers and is no device yet waits under "Discovery" with its type, its name and its site as far as they can be told.
Ctrl-C stops it.
  --credentials NAME   of the setting collector.credentials
  --port N             161 unless said
${placeHelp}  --json               tells the result as JSON
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('discover', {
    args,
    allowPositionals: true,
    options: { ...placeOptions, credentials: { type: 'string' }, port: { type: 'string' } },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [range, ...more] = positionals;
  const port = values.port === undefined ? undefined : Number(values.port);
  if (range === undefined || more.length > 0 || values.credentials === undefined) {
    throw new CommandError(2, ['vigie discover: write a range and --credentials NAME (vigie discover --help)']);
  }
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw new CommandError(2, [`vigie discover: --port ${values.port} is no port`]);
  }
  const order = { range, credentials: values.credentials, ...(port !== undefined && { port }) };
  const place = existingPlace('discover', values);
  const end = await onVigie(place, 'state', async ({ discovery }) => {
    let isStopped = false;
    void stopAsked().then(() => {
      isStopped = true;
    });
    const bar = createLateProgress(range);
    let state = await discovery.begin(order);
    while (state.is === 'running') {
      await pause(250);
      if (isStopped) await discovery.stop();
      state = (await discovery.state()) ?? state;
      bar.show(state.done / state.total, `${state.done} of ${state.total}, ${state.found} found`);
    }
    bar.end();
    return state;
  });
  process.stdout.write(values.json ? `${JSON.stringify(end)}\n` : inWords(end));
  if (end.is === 'failed') throw new CommandError(1, [`vigie discover: ${end.reason}`]);
  return 0;
}

function inWords({ range, is, done, total, found, known, refused }: ScanState): string {
  const told = [
    `${done} of ${total} addresses of ${range} asked`,
    `${found} found`,
    `${known} known already`,
    ...(refused > 0 ? [`${refused} answer and do not take these credentials`] : []),
  ];
  return `${told.join(', ')}${is === 'stopped' ? '; stopped' : ''}\n`;
}
