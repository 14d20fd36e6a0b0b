import { createPublisher } from '../simulators/publisher.ts';
import { parseTime } from '../simulators/recording/lines.ts';
import { type ReplayProgress, replay } from '../simulators/replay.ts';
import type { SentMessage } from '../simulators/wire.ts';
import { CommandError } from './command.ts';

/** Plays messages to a broker, one line on the terminal telling how far it is; a broker that cannot be reached is an error. */
export async function playTo(
  messages: AsyncIterable<SentMessage> | Iterable<SentMessage>,
  to: { command: string; url: URL; speed: number | 'max'; stop: Promise<unknown> },
): Promise<ReplayProgress> {
  const { command, url, speed, stop } = to;
  const credentials = {
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password) || (process.env.VIGIE_MQTT_PASSWORD ?? ''),
  };
  const told = new Set<string>();
  await using publisher = createPublisher({
    url: `${url.protocol}//${url.host}`,
    onTrouble: (reason) => {
      // the first failure ends the command and is told there; a later one is waited for, and told once
      if (told.size > 0 && !told.has(reason)) process.stderr.write(`vigie ${command}: ${reason}; it is tried again\n`);
      told.add(reason);
    },
    ...(credentials.username === '' ? {} : { credentials }),
  });
  const failed = (error: unknown): never => {
    throw new CommandError(1, [`vigie ${command}: ${error instanceof Error ? error.message : String(error)}`]);
  };
  await Promise.race([publisher.ready(), stop]).catch(failed);
  told.add('connected');
  const line = createStatusLine();
  try {
    const publish = ({ topic, payload }: SentMessage) => publisher.publish(topic, payload);
    const end = await replay(until(stop, messages), { publish, speed, inFlight: 500, onProgress: line.show });
    return end;
  } catch (error) {
    return failed(error);
  } finally {
    line.end();
  }
}

/** `mqtt://[user[:password]@]host[:port]`, or an error of usage. */
export function brokerOf(command: string, written: string): URL {
  const url = URL.parse(written);
  if (url !== null && ['mqtt:', 'mqtts:'].includes(url.protocol) && url.hostname !== '') return url;
  throw new CommandError(2, [`vigie ${command}: "${written}" is no broker: write mqtt://user:password@host:port`]);
}

/** A speed as a number above 0, or max. */
export function speedOf(command: string, written: string): number | 'max' {
  if (written === 'max') return 'max';
  const speed = Number(written);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new CommandError(2, [`vigie ${command}: --speed "${written}" is neither a number above 0 nor max`]);
}

/** A time of the command line (epoch ms), undefined when it was not given. */
export function timeOf(command: string, option: string, written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const time = parseTime(/^\d{4}-\d\d-\d\d$/.test(written) ? `${written}T00:00Z` : written);
  if (time !== undefined) return time;
  throw new CommandError(2, [
    `vigie ${command}: --${option} "${written}" is no time: write 2026-03-01T10:00:00Z or epoch milliseconds`,
  ]);
}

/** Ends a source at a signal. */
async function* until(stop: Promise<unknown>, source: AsyncIterable<SentMessage> | Iterable<SentMessage>) {
  let stopped = false;
  void stop.then(() => {
    stopped = true;
  });
  for await (const message of source) {
    if (stopped) return;
    yield message;
  }
}

/** On a terminal, after two seconds: how many messages were played, and up to which recorded time. */
function createStatusLine(stream: NodeJS.WriteStream = process.stderr) {
  const began = performance.now();
  let drawnAt = began + 1750;
  let drawn = false;
  return {
    show({ sent, time }: ReplayProgress): void {
      const now = performance.now();
      if (!stream.isTTY || now - drawnAt < 250) return;
      drawnAt = now;
      drawn = true;
      stream.write(`\r\x1b[2K${sent} messages · ${new Date(time).toISOString().slice(0, 16)}Z`);
    },
    end(): void {
      if (drawn) stream.write('\r\x1b[2K');
    },
  };
}
