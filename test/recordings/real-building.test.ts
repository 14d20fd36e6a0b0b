import { createReadStream, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { emptyFolder } from '../support/folder.ts';
import { productionFolder, runVigie, startVigie } from '../support/vigie.ts';

const recordings = process.env.VIGIE_RECORDINGS ?? join(import.meta.dirname, '../../../shared/data');
const building = join(recordings, 'real-building');

/** One real British home, hourly, 2020-04-01 … 2022-12-06, UTC: amounts of kWh and degrees. */
const files = {
  gas: join(building, 'gas-kwh-hourly.csv'),
  electricity: join(building, 'electricity-kwh-hourly.csv'),
  outdoors: join(building, 'outdoor-temperature-c-hourly.csv'),
};

interface Curve {
  unit: string;
  times: number[];
  values: (number | null)[];
}

test('a real home of 32 months travels by MQTT into the store and comes back whole: totals, days and a year’s chart', async () => {
  for (const file of Object.values(files)) {
    if (!existsSync(file)) {
      throw new Error(`${file} is not there: set VIGIE_RECORDINGS to the folder that holds real-building/`);
    }
  }
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  const territory = join(folder.path, 'territory');
  await writeFile(
    join(territory, 'home.yaml'),
    `organisations: [{ id: home, name: Real home }]
sites: [{ id: home, name: Home, organisation: home, timeZone: Europe/London }]
devices:
  - { id: home-gas, name: Gas, site: home, type: heat-meter, client: home }
  - { id: home-electricity, name: Electricity, site: home, type: electricity-meter, client: home }
  - { id: home-outdoors, name: Outdoors, site: home, type: weather-station, client: home }
clients: [{ id: home, passwordFile: ${join(folder.path, 'password')}, publish: [], subscribe: [] }]
`,
  );
  await using vigie = await startVigie(place);

  const played = await runVigie([
    'replay',
    ...Object.values(files),
    ...['--interval', 'home-gas/heat.energy', '--interval', 'home-electricity/electricity.energy'],
    ...['--gauge', 'home-outdoors/outdoor.temperature'],
    ...['--territory', territory, '--speed', 'max', '--json'],
    ...['--to', `mqtt://home:tartas@127.0.0.1:${place.mqtt}`],
  ]);
  expect(played.stderr).toBe('');
  expect(played.code).toBe(0);
  await expect.poll(() => vigie.get('/readyz'), { timeout: 30_000 }).toMatchObject({ store: { behind: 0 } });

  const written = { gas: await amounts(files.gas), electricity: await amounts(files.electricity) };
  const read = async (query: string) => (await vigie.get(`/api/v1/readings?${query}`)) as Curve;
  const gas = 'device=home-gas&metric=heat.energy';
  const whole = 'from=2020-01-01T00:00:00Z&to=2023-01-01T00:00:00Z';

  const total = await read(`${gas}&${whole}&step=1y&fn=delta`);
  expect(total.unit).toBe('kWh');
  expect(sum(total.values).toFixed(1)).toBe('16878.3');
  expect(sum(total.values)).toBeCloseTo(sum([...written.gas.values()]), 3);
  const electricity = await read(`device=home-electricity&metric=electricity.energy&${whole}&step=1mo&fn=delta`);
  expect(sum(electricity.values)).toBeCloseTo(sum([...written.electricity.values()]), 3);

  // a year's chart, day by day in the home's own days: what the recording says for each of them
  const year = 'from=2021-01-01T00:00:00Z&to=2022-01-01T00:00:00Z';
  const days = await read(`${gas}&${year}&step=1d`);
  expect(days.times.length).toBe(365);
  expect(days.times[180]).toBe(Date.UTC(2021, 5, 29, 23)); // local midnight in summer
  let compared = 0;
  for (const [at, start] of days.times.entries()) {
    const end = days.times[at + 1] ?? Date.UTC(2022, 0, 1);
    let expected = 0;
    for (let hour = start; hour < end; hour += 3_600_000) expected += written.gas.get(hour) ?? 0;
    expect(days.values[at], new Date(start).toISOString()).toBeCloseTo(expected, 3);
    compared++;
  }
  expect(compared).toBe(365);

  const coldest = await read(`device=home-outdoors&metric=outdoor.temperature&${year}&step=1mo&fn=min`);
  expect(coldest.values.length).toBe(12);
  expect(Math.min(...coldest.values.map(Number))).toBeLessThan(0);
  const raw = await read(
    'device=home-outdoors&metric=outdoor.temperature&from=2020-04-01T01:00:00Z&to=2020-04-01T03:00:00Z',
  );
  expect(raw.values).toEqual([5.180084, 5.3839417]);
});

/** Amounts by the start of their hour (epoch ms). */
async function amounts(file: string): Promise<Map<number, number>> {
  const byStart = new Map<number, number>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [start = '', value = ''] = line.split(',');
    const time = Date.parse(start.replace(' ', 'T'));
    if (!Number.isNaN(time)) byStart.set(time, Number(value));
  }
  return byStart;
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
