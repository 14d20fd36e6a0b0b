import type { Readings } from '../../domain/reading.ts';
import type { Series } from '../../domain/series.ts';
import type { Connection } from './connection.ts';
import type { Engine } from './engine.ts';
import type { InfluxHttp } from './http.ts';
import { type Identities, lastOfEachInstant } from './identities.ts';
import { createLineBytes, type LineBytes } from './line-bytes.ts';
import { createLineWriter, placeOf } from './line-protocol.ts';
import type { MovedDevices } from './moved.ts';
import { type RefusedRow, writeOrRefuse } from './refusals.ts';
import { createWriteClient } from './write-client.ts';

/** A reading that the engine never takes. */
export interface RefusedReading {
  readonly series: Series;
  readonly time: number;
  readonly value: number;
  /** the engine's answer */
  readonly reason: string;
}

/** Puts readings into the engine. What was returned from is durable there. */
export interface Writer {
  /** The readings that were refused for good; other trouble is thrown, and writing all again later does no harm. */
  write(readings: Readings): Promise<RefusedReading[]>;
}

/** Rows in a request: large enough for the engine's best speed, small enough for its limits. */
const rowsInRequest = 16_384;
/** Requests under way at once: the next is made while the engine works. */
const atOnce = 4;
/** InfluxDB keeps ns in 64 bits: 1677 to 2262. */
const furthestMs = 9.2e12;

export function createWriter(parts: {
  readonly connection: Connection;
  readonly http: InfluxHttp;
  readonly gzip: boolean;
  readonly series: () => readonly Series[];
  readonly identities: Identities;
  readonly moved: MovedDevices;
}): Writer {
  const { connection, series, identities, moved } = parts;
  const lines = createLineWriter(series);
  const outs = Array.from({ length: atOnce }, createLineBytes);
  const clients = new WeakMap<Engine, (lines: Uint8Array<ArrayBuffer>) => Promise<void>>();

  function clientOf(engine: Engine): (lines: Uint8Array<ArrayBuffer>) => Promise<void> {
    const client = clients.get(engine) ?? createWriteClient(parts.http, engine, parts.gzip);
    clients.set(engine, client);
    return client;
  }

  async function writeAll(readings: Readings, rows: Int32Array): Promise<RefusedRow[]> {
    return connection.use(async (engine) => {
      const send = clientOf(engine);
      const fieldOf = (row: number) => placeOf(series()[readings.series[row] ?? 0]?.metric ?? '');
      const refused: RefusedRow[] = [];
      let next = 0;
      let hasFailed = false;
      const sendNext = async (out: LineBytes): Promise<void> => {
        while (next < rows.length && !hasFailed) {
          const part = rows.subarray(next, next + rowsInRequest);
          next += rowsInRequest;
          refused.push(...(await writeOrRefuse({ lines, out, send, fieldOf }, readings, part)));
        }
      };
      const ended = await Promise.allSettled(
        outs.map((out) =>
          sendNext(out).catch((error: unknown) => {
            hasFailed = true;
            throw error;
          }),
        ),
      );
      const failed = ended.find((one) => one.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      return refused;
    });
  }

  return {
    write: async (readings) => {
      const counting = lastOfEachInstant(readings, identities);
      const areKeepable = counting.every((row) => isKeepable(readings, row));
      const rows = areKeepable ? counting : counting.filter((row) => isKeepable(readings, row));
      const twins = await moved.twins(readings, rows);
      const all = twins.length === 0 ? readings : withTwins(readings, twins);
      const behind = twins.map((_, at) => readings.series.length + at);
      const refused = await writeAll(all, twins.length === 0 ? rows : Int32Array.from([...rows, ...behind]));
      moved.written(readings, rows);
      const unkeepable = Array.from(areKeepable ? [] : counting.filter((row) => !isKeepable(readings, row)), (row) => ({
        row,
        reason: 'InfluxDB keeps finite numbers of the years 1678 to 2262 only',
      }));
      return [...unkeepable, ...refused].flatMap(({ row, reason }) => {
        const one = series()[all.series[row] ?? 0];
        return one === undefined
          ? []
          : [{ series: one, time: all.times[row] ?? 0, value: all.values[row] ?? 0, reason }];
      });
    },
  };
}

function isKeepable({ times, values }: Readings, row: number): boolean {
  return Number.isFinite(values[row]) && Math.abs(times[row] ?? 0) < furthestMs;
}

/** The readings with the twins behind them. */
function withTwins(
  { series, times, values }: Readings,
  twins: readonly { readonly row: number; readonly series: number }[],
): Readings {
  return {
    series: Int32Array.from([...series, ...twins.map((twin) => twin.series)]),
    times: Float64Array.from([...times, ...twins.map(({ row }) => times[row] ?? 0)]),
    values: Float64Array.from([...values, ...twins.map(({ row }) => values[row] ?? 0)]),
  };
}
