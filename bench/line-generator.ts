import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';
import { createLineBytes } from '../gateway/store/influx/line-bytes.ts';

/*
 * A process of its own that sends line protocol straight to an InfluxDB 1, some requests at a time, for some seconds: the very
 * readings of load-generator.ts in the order in which they reach Vigie, with the tags under which Vigie keeps them. Prints one
 * JSON line: readings taken by the server, seconds.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    devices: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '10' },
    lines: { type: 'string', default: '5000' },
    atOnce: { type: 'string', default: '4' },
    from: { type: 'string', default: '1767225600000' },
    instants: { type: 'string', default: '1' },
  },
});
const seconds = Number(values.seconds);
const linesInRequest = Number(values.lines);
/** Messages of a device that come together: what load-generator.ts writes at once. */
const together = 50 * Number(values.instants);

const devices = Array.from({ length: Number(values.devices) }, (_, index) => ({
  head: Buffer.from(`air,device=bench-${index},organisation=bench,site=bench,type=air-quality co2=`),
  time: Number(values.from),
}));
const temperature = Buffer.from(',temperature=');
const agent = new Agent({ keepAlive: true });
let lines = 0;

function writeBody(out: ReturnType<typeof createLineBytes>): Uint8Array<ArrayBuffer> {
  for (let written = 0; written < linesInRequest; written++, lines++) {
    const device = devices[Math.floor(lines / together) % devices.length];
    if (device === undefined) throw new Error('there are no devices');
    device.time += 1;
    const step = device.time % 1_000;
    if (written > 0) out.byte(10);
    out.bytes(device.head);
    out.number(420 + step);
    out.bytes(temperature);
    out.number(18 + (step % 70) / 10);
    out.byte(32);
    out.number(device.time);
  }
  return out.take();
}

function send(body: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': `${body.length}` };
    const asking = request(values.url, { method: 'POST', agent, headers: length }, (answer) => {
      answer.resume().on('end', resolve);
      if (answer.statusCode !== 204) reject(new Error(`InfluxDB answered ${answer.statusCode}`));
    });
    asking.on('error', reject).end(body);
  });
}

const begun = performance.now();
const end = begun + seconds * 1_000;
await Promise.all(
  Array.from({ length: Number(values.atOnce) }, async () => {
    const out = createLineBytes();
    while (performance.now() < end) await send(writeBody(out));
  }),
);
process.stdout.write(`${JSON.stringify({ readings: lines * 2, seconds: (performance.now() - begun) / 1_000 })}\n`);
agent.destroy();
