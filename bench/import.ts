import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Device, Territory } from '../devices/territory.ts';
import { createTerritoryState } from '../gateway/state/create-territory-state.ts';
import { openState } from '../gateway/state/open-state.ts';
import { table } from './figures.ts';

const root = join(import.meta.dirname, '..');
const rooms = 75;
/** Series of one room: those of an air-quality sensor. */
const metrics = ['air.temperature', 'air.humidity', 'air.co2', 'battery.level'];

/** `vigie import` of a CSV and of a Parquet file of 300 series, beside DuckDB copying the same file into a bare table; prints a table. */
export async function benchImport({ readings = 15_000_000 }: { readings?: number } = {}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  try {
    const [csv, parquet] = [join(folder, 'readings.csv'), join(folder, 'readings.parquet')];
    await writeFiles(readings, csv, parquet);
    const rows: string[][] = [['file', 'Vigie', 'readings/s', 'bare DuckDB', 'readings/s']];
    for (const file of [csv, parquet]) {
      const own = await importInto(join(folder, `data-${rows.length}`), file, readings);
      const peer = await bareCopy(join(folder, `bare-${rows.length}.duckdb`), file);
      const perSecond = (ms: number) => Math.round(readings / (ms / 1000)).toLocaleString('en');
      const name = file === csv ? 'CSV' : 'Parquet';
      rows.push([
        name,
        `${(own / 1000).toFixed(1)} s`,
        perSecond(own),
        `${(peer / 1000).toFixed(1)} s`,
        perSecond(peer),
      ]);
    }
    process.stdout.write(`${readings.toLocaleString('en')} readings\n${table(rows)}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** All rooms' readings of one instant after the other, every ten minutes, as a system that is replaced would write them out. */
async function writeFiles(readings: number, csv: string, parquet: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GB' });
  const connection = await instance.connect();
  const series = rooms * metrics.length;
  const query = `SELECT make_timestamp_ms((1735689600000 + (i // ${series}) * 600000)::BIGINT) AS time,
      'room-' || ((i % ${series}) // ${metrics.length}) AS device,
      ['${metrics.join("', '")}'][(i % ${metrics.length} + 1)::INTEGER] AS metric,
      round(20 + 10 * sin(i / 7001.0) + (hash(i) % 1000) / 500.0, 2) AS value
    FROM range(${readings}) t(i)`;
  await connection.run(`COPY (${query}) TO '${parquet}' (FORMAT parquet, COMPRESSION zstd)`);
  const columns = `strftime(time, '%Y-%m-%dT%H:%M:%SZ') AS time, device, metric, value`;
  await connection.run(`COPY (SELECT ${columns} FROM '${parquet}') TO '${csv}' (FORMAT csv, HEADER)`);
  connection.closeSync();
  instance.closeSync();
}

/** Milliseconds of the command from its start to its end, everything durable. */
async function importInto(data: string, file: string, readings: number): Promise<number> {
  await makeData(data);
  const begun = performance.now();
  const args = [join(root, 'vigie.ts'), 'import', file, '--data', data, '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  const ms = performance.now() - begun;
  const { taken } = JSON.parse(said);
  if (code !== 0 || taken !== readings) throw new Error(`vigie import took ${taken} of ${readings} readings`);
  return ms;
}

async function makeData(folder: string): Promise<void> {
  await mkdir(folder);
  const place = { timeZone: 'Europe/Paris', fewStaff: false };
  const devices = Array.from({ length: rooms }, (_, room): [string, Device] => {
    const id = `room-${room}`;
    return [id, { id, name: id, site: 'site', type: 'air-quality' }];
  });
  const territory: Territory = {
    organisations: new Map([['one', { id: 'one', name: 'One' }]]),
    sites: new Map([['site', { id: 'site', name: 'Site', organisation: 'one', ...place }]]),
    devices: new Map(devices),
    clients: new Map(),
    calendars: new Map(),
    mappings: [],
  };
  await using state = openState({ file: join(folder, 'state.sqlite') });
  await createTerritoryState(state).replaceFiles(territory);
}

async function bareCopy(database: string, file: string): Promise<number> {
  const begun = performance.now();
  const instance = await DuckDBInstance.create(database, { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE readings AS FROM '${file}'`);
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
  return performance.now() - begun;
}
