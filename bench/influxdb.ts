import { ask } from './contestant.ts';
import { startInfluxServer } from './peers/influxdb.ts';
import { wholeRoad } from './road.ts';

/** Lines in a request, and requests at once: what that server takes fastest. */
const linesInRequest = 5_000;
const atOnce = 4;
const devices = 20;
const begin = Date.UTC(2025, 0, 1);

/**
 * The road into a local InfluxDB beside the server's own limit in the same run: the same lines of two readings each, made
 * beforehand and sent straight to it.
 */
export async function benchInfluxDb({ seconds = 60 }: { seconds?: number } = {}): Promise<void> {
  const limit = await straight(Math.min(seconds, 20));
  process.stdout.write(`line protocol straight to InfluxDB 1.6   ${thousands(limit)} readings/s\n`);
  await using server = await startInfluxServer();
  const road = await wholeRoad(seconds, false, `influxdb://${server.url.slice('http://'.length)}/vigie`);
  process.stdout.write(
    `vigie: QoS 1, durable, in InfluxDB, queryable   ${thousands(road.messages)} messages/s = ${thousands(road.readings)} readings/s` +
      `   ${Math.round((road.readings / limit) * 100)} % of that   peak ${Math.round(road.peakRssMb)} MB, ${road.cpuUs.toFixed(1)} µs of processor a message\n`,
  );
}

/** Readings a second that the server takes for some seconds. */
async function straight(seconds: number): Promise<number> {
  await using server = await startInfluxServer();
  // two seconds' worth of bodies is made at a time, while no clock runs
  let [readings, ms, next] = [0, 0, 0];
  while (ms < seconds * 1_000) {
    const bodies = Array.from({ length: 40 }, () => bodyOf(next++));
    const begun = performance.now();
    let taken = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let body = bodies[taken++]; body !== undefined; body = bodies[taken++]) {
          await ask(`${server.url}/write?db=bench&precision=ms`, { method: 'POST', body });
          readings += linesInRequest * 2;
        }
      }),
    );
    ms += performance.now() - begun;
  }
  return (readings / ms) * 1_000;
}

function bodyOf(number: number): Buffer {
  const lines: string[] = [];
  for (let line = 0; line < linesInRequest; line++) {
    const at = number * linesInRequest + line;
    const time = begin + Math.floor(at / devices);
    lines.push(
      `air,device=bench-${at % devices},organisation=bench,site=bench,type=air-quality co2=${400 + (at % 800)},temperature=${15 + (at % 100) / 10} ${time}`,
    );
  }
  return Buffer.from(lines.join('\n'));
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en');
}
