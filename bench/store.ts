import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createZone } from '../devices/calendar/local-time.ts';
import { bucketed } from '../gateway/calculate/buckets.ts';
import { calendarBuckets } from '../gateway/calculate/calendar-edges.ts';
import type { Series } from '../gateway/domain/series.ts';
import { openEmbeddedStore } from '../gateway/store/embedded/embedded-store.ts';
import { buildingReadings } from './building-readings.ts';
import type { Contestant } from './contestant.ts';
import { bytesUnder, median, table } from './figures.ts';
import { startInfluxDb } from './peers/influxdb.ts';
import { startVictoriaMetrics } from './peers/victoria-metrics.ts';

/** What one store needs and how quick it answers; times are medians in ms. */
export interface StoreFigures {
  readonly store: string;
  readonly readings: number;
  readonly readingsPerSecond: number;
  readonly bytesPerReading: number;
  readonly yearByDayMs: number;
  readonly lastDayMs: number;
  readonly latestMs: number;
}

/** How much is measured: 30 buildings over 13 months are 17 million readings of 300 series. */
export interface StoreBench {
  readonly buildings?: number;
  readonly months?: number;
  /** stamps off the ten-minute grid by up to so many ms */
  readonly jitterMs?: number;
  readonly peers?: boolean;
}

const day = 86_400_000;
const zone = createZone('Europe/Paris');

/** The embedded store beside VictoriaMetrics and InfluxDB, on the same readings, one after the other; prints a table. */
export async function benchStore(bench: StoreBench = {}): Promise<StoreFigures[]> {
  const { peers = true } = bench;
  const figures: StoreFigures[] = [];
  for (const start of [startEmbedded, ...(peers ? [startVictoriaMetrics, startInfluxDb] : [])]) {
    figures.push(await measure(start, bench));
  }
  process.stdout.write(
    `${table([
      ['store', 'readings', 'written/s', 'bytes a reading', 'year by day', 'last 24 h', 'latest of all'],
      ...figures.map((one) => [
        one.store,
        one.readings.toLocaleString('en'),
        Math.round(one.readingsPerSecond).toLocaleString('en'),
        one.bytesPerReading.toFixed(2),
        `${one.yearByDayMs.toFixed(1)} ms`,
        `${one.lastDayMs.toFixed(1)} ms`,
        `${one.latestMs.toFixed(1)} ms`,
      ]),
    ])}\n`,
  );
  return figures;
}

async function measure(
  start: (series: readonly Series[]) => Promise<Contestant>,
  { buildings = 30, months = 13, jitterMs = 0 }: StoreBench,
): Promise<StoreFigures> {
  const { series, days } = buildingReadings(buildings, jitterMs);
  const [from, to] = [Date.UTC(2026, 2 - months), Date.UTC(2026, 2)];
  await using store = await start(series);
  let [readings, writingMs] = [0, 0];
  for (const piece of days(from, to)) {
    const begun = performance.now();
    await store.write(piece);
    writingMs += performance.now() - begun;
    readings += piece.series.length;
  }
  await store.settle(to + 3 * day);
  const one = (number: number): Series => {
    const found = series[(number * 37) % series.length];
    if (found === undefined) throw new Error('a bench needs at least one building');
    return found;
  };
  const dayRows = await store.lastDay(one(0), to);
  const latestRows = await store.latest(series, to);
  if (dayRows !== day / 600_000 || latestRows !== series.length) {
    throw new Error(`${store.name} gave ${dayRows} rows of a day and ${latestRows} latest readings`);
  }
  return {
    store: store.name,
    readings,
    readingsPerSecond: (readings / writingMs) * 1000,
    bytesPerReading: store.bytes() / readings,
    yearByDayMs: await median(100, (number) => store.yearByDay(one(number), to)),
    lastDayMs: await median(100, (number) => store.lastDay(one(number), to)),
    latestMs: await median(100, () => store.latest(series, to)),
  };
}

async function startEmbedded(series: readonly Series[]): Promise<Contestant> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  const store = await openEmbeddedStore({
    folder,
    seriesOf: (id) => {
      const found = series[id];
      if (found === undefined) throw new Error(`series ${id} is not of this bench`);
      return found;
    },
  });
  let month = -1;
  return {
    name: 'Vigie embedded',
    write: async (readings) => {
      await store.import(readings);
      // as in a first start, a month is compacted when the next begins
      const now = readings.times[0] ?? 0;
      if (new Date(now).getUTCMonth() !== month) await store.compact(now);
      month = new Date(now).getUTCMonth();
    },
    settle: async (now) => {
      await store.compact(now);
      await store.compact(now + day);
    },
    bytes: () => bytesUnder(folder),
    yearByDay: async (one, to) => {
      const from = to - 365 * day;
      const curve = await store.curve({ ...one, from, to });
      return bucketed(curve, calendarBuckets('1d', from, to, zone).edges, 'mean').length;
    },
    lastDay: async (one, to) => (await store.curve({ ...one, from: to - day, to })).times.length,
    latest: async (all) => (await store.latest([...new Set(all.map((one) => one.device))])).length,
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
