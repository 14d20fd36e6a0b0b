import type { Device } from '../../devices/territory.ts';
import type { Machine } from '../machines/moment.ts';
import { isDown } from '../machines/outages.ts';
import { recordingOf } from '../machines/recording.ts';
import { type Agent, startAgent } from './agent.ts';

/** Agents of a territory's machines, each on a port of its own. */
export interface Fleet extends AsyncDisposable {
  /** where a device is asked, by its id; those that nobody plays are absent */
  readonly addresses: ReadonlyMap<string, string>;
}

/** One agent a second's share is brought up to date, so that each is within so long. */
const roundMs = 20_000;

/** Starts an agent for each machine, which is out of order at times; `silent` ones have an address at which nobody answers. */
export async function startFleet(options: {
  readonly devices: Iterable<Pick<Device, 'id' | 'type'>>;
  readonly community: string;
  readonly seed: number;
  readonly now: () => number;
  readonly silent?: readonly string[];
}): Promise<Fleet> {
  const { community, seed, now, silent = [] } = options;
  await using stack = new AsyncDisposableStack();
  const addresses = new Map<string, string>();
  const played: { machine: Machine; agent: Agent }[] = [];
  for (const { id, type } of options.devices) {
    const machine = { id, type, seed };
    const recording = recordingOf(machine, now());
    if (recording === undefined) continue;
    const isAway = () => silent.includes(id) || isDown(machine, now());
    const vices = { mangle: (answer: Buffer) => (isAway() ? undefined : answer) };
    const agent = stack.use(await startAgent({ recording, community, vices }));
    addresses.set(id, `snmp:127.0.0.1:${agent.port}`);
    played.push({ machine, agent });
  }
  let turn = 0;
  const timer = setInterval(
    () => {
      const next = played[turn++ % played.length];
      const recording = next && recordingOf(next.machine, now());
      if (recording !== undefined) next?.agent.set(recording);
    },
    Math.max(10, roundMs / Math.max(1, played.length)),
  );
  stack.defer(() => clearInterval(timer));
  const owned = stack.move();
  return { addresses, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
