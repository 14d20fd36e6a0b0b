import { importColumns } from '../../commands/platform/bulk.ts';
import { agencyOf, at, startAgency } from './agency.ts';

const size = { organisations: 540, devices: 5_000 };
const year = 365 * 86_400_000;
/** a reading each six hours: 14.6 million in all, on two metrics */
const everyMs = 6 * 3_600_000;

/** What the page for a call asks when it opens, all at once, as the browser does. */
const asked = (id: string, now: number) => [
  `/organisations/${id}`,
  `/sites?organisation=${id}&limit=500`,
  `/devices?organisation=${id}&limit=500`,
  `/backups?organisation=${id}&limit=500`,
  `/maintenances?organisation=${id}&from=${now - 86_400_000}&limit=500`,
  `/alerts?active=true&organisation=${id}&limit=500`,
  '/duty',
];

/**
 * The page for a call and the search that leads to it, over 540 organisations and 5,000 devices with a year of history: from
 * the first question to the last answer on loopback, p50 and p95, ms.
 */
export async function benchCall(calls = 300): Promise<void> {
  await using agency = await startAgency(size);
  const { platform } = agency;
  const now = Date.now();
  const kept = await importColumns(history(now), platform, () => {});
  const token = await agency.token('technician');
  const ask = async (path: string) => {
    const answer = await fetch(`${platform.server.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${body.slice(0, 200)}`);
    return body;
  };
  const pages = await measure(calls, async (number) => {
    const id = `bench-org-${(number * 7_919) % size.organisations}`;
    const [organisation = '', , devices = ''] = await Promise.all(asked(id, now).map(ask));
    if (!organisation.includes(`"${id}"`) || !devices.includes('bench-')) throw new Error(`${id}: answers lack it`);
  });
  const searches = await measure(calls, async (number) => {
    const typed =
      [`com`, `SN1000${number % 5_000}`, `salle ${number % 5_000}`, `40${(number % 540) + 100}`][number % 4] ?? '';
    await ask(`/search?q=${encodeURIComponent(typed)}`);
  });
  process.stdout.write(
    `the page for a call, ${size.organisations} organisations, ${size.devices} devices, ${(kept / 1e6).toFixed(1)} M readings of a year: ` +
      `p50 ${at(pages, 0.5).toFixed(1)} ms, p95 ${at(pages, 0.95).toFixed(1)} ms; search p50 ${at(searches, 0.5).toFixed(1)} ms, p95 ${at(searches, 0.95).toFixed(1)} ms\n`,
  );
}

async function measure(times: number, run: (number: number) => Promise<void>): Promise<number[]> {
  for (let number = 0; number < 10; number++) await run(number);
  const durations: number[] = [];
  for (let number = 0; number < times; number++) {
    const begun = performance.now();
    await run(number);
    durations.push(performance.now() - begun);
  }
  return durations.sort((a, b) => a - b);
}

async function* history(now: number) {
  const first = Math.floor((now - year) / everyMs) * everyMs;
  const times = Float64Array.from({ length: Math.floor(year / everyMs) }, (_, n) => first + n * everyMs);
  for (const device of agencyOf(size).devices.keys()) {
    yield { device, metric: 'air.co2', times, values: times.map((_, n) => 420 + ((n * 7_919) % 600)) };
    yield { device, metric: 'air.temperature', times, values: times.map((_, n) => 18 + ((n * 31) % 60) / 10) };
  }
}
