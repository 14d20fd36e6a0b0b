import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { startInfluxServer } from './peers/influxdb.ts';
import { wholeRoad } from './road.ts';

const Straight = z.object({ readings: z.number(), seconds: z.number() });

/** What the server takes fastest of several that were tried: lines in a request, requests at once. */
const fastest = ['--lines', '20000', '--atOnce', '2'];

/** How devices speak: each instant for itself, or as a gateway that gathers. */
const ways = [
  { instants: 1, says: 'two readings a message' },
  { instants: 10, says: 'ten instants of two readings a message' },
  { instants: 60, says: 'sixty instants of two readings a message' },
];

/**
 * The road into a local InfluxDB beside the server's own limit in the same run: the same readings of the same series in the
 * same order, sent straight to it as line protocol by a load generator that makes them meanwhile, on the same cores.
 */
export async function benchInfluxDb({ seconds = 60 }: { seconds?: number } = {}): Promise<void> {
  for (const { instants, says } of ways) {
    const limit = await straight(seconds / 2, instants);
    process.stdout.write(`line protocol straight to InfluxDB 1.6   ${thousands(limit)} readings/s\n`);
    await using server = await startInfluxServer();
    const into = `influxdb://${server.url.slice('http://'.length)}/vigie`;
    const { readings, messages, peakRssMb, cpuUs } = await wholeRoad({ seconds, into, instants });
    process.stdout.write(
      `vigie: QoS 1, ${says}, durable, in InfluxDB, queryable   ${thousands(messages)} messages/s = ${thousands(readings)} readings/s` +
        `   ${Math.round((readings / limit) * 100)} % of that   peak ${Math.round(peakRssMb)} MB, ${cpuUs.toFixed(1)} µs of processor a message\n`,
    );
  }
}

/** Readings a second that the server takes for some seconds. */
async function straight(seconds: number, instants: number): Promise<number> {
  await using server = await startInfluxServer();
  const script = join(import.meta.dirname, 'line-generator.ts');
  const url = `${server.url}/write?db=bench&precision=ms`;
  const args = [script, '--url', url, '--seconds', `${seconds}`, '--instants', `${instants}`, ...fastest];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the line generator ended with ${code}`);
  const taken = Straight.parse(JSON.parse(said));
  return taken.readings / taken.seconds;
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en');
}
