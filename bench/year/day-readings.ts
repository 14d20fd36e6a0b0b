import { catalogue } from '../../devices/catalogue.ts';
import { durationMs } from '../../devices/duration.ts';
import type { Device, Territory } from '../../devices/territory.ts';
import type { Readings } from '../../gateway/domain/reading.ts';
import type { Series } from '../../gateway/domain/series.ts';
import { buildingsOf } from '../../simulators/buildings.ts';
import { keyOf, uniform } from '../../simulators/chance.ts';
import type { Effect, Injection } from './fault-kinds.ts';
import { backupMetrics, serverMetrics } from './machine.ts';
import { inOwnRoom } from './rooms.ts';

const [minuteMs, dayMs] = [60_000, 86_400_000];
const slotMs = 10 * minuteMs;
const slots = dayMs / slotMs;
/** readings that the radio loses, of a hundred */
const lostShare = 0.01;

/** One series of the year as it is simulated. */
export interface YearSeries {
  readonly series: Series;
  readonly everyMs: number;
  /** ms after the beginning of each ten minutes */
  readonly phaseMs: number;
  read(time: number): number;
}

/** What arrives within one minute, and when it ends. */
export interface MinuteReadings {
  readonly at: number;
  readonly readings: Readings;
}

/** Reception is left out: it says how a device is heard, and no fault of a building shows in it. */
const leftOut = new Set(['radio.rssi']);

/** All series of a territory; `since` is where the buildings begin (epoch ms). */
export function yearSeries(territory: Territory, seed: number, since: number): YearSeries[] {
  const inBuildings = buildingsOf(territory, { seed, since }).flatMap(({ probes }) =>
    probes
      .filter(({ metric }) => !leftOut.has(metric.id))
      .map(({ device, metric, read }) => seriesOf(territory, seed, { device, metric: metric.id, instance: '', read })),
  );
  const machines = [...territory.devices.values()].flatMap((device) => {
    const metrics =
      device.type === 'linux-host'
        ? serverMetrics(seed, device.id)
        : device.type === 'avamar-member'
          ? backupMetrics(seed, device.id)
          : [];
    return metrics.map((one) => ({ ...seriesOf(territory, seed, { device, ...one }), everyMs: 6 * slotMs }));
  });
  return [...inBuildings, ...machines].sort((a, b) => a.phaseMs - b.phaseMs);
}

function seriesOf(
  territory: Territory,
  seed: number,
  { device, metric, instance, read }: { device: Device; metric: string; instance: string; read(time: number): number },
): YearSeries {
  const organisation = territory.sites.get(device.site)?.organisation ?? '';
  return {
    series: { organisation, site: device.site, device: device.id, type: device.type, metric, instance },
    everyMs: durationMs(catalogue.get(device.type)?.source.every ?? '10m'),
    phaseMs: Math.floor(uniform(keyOf(seed, `phase ${device.id}`), 0) * slotMs),
    read: inOwnRoom(seed, device, metric, read),
  };
}

/** A fault's effect on one series, from its time on. */
export interface Struck {
  readonly series: number;
  readonly injection: Injection;
  readonly effect: Effect;
}

/**
 * The readings of day after day as they arrive, minute by minute, with what devices measure and with what faults make of it. One day
 * is in memory at once; days are asked in order, from midnight UTC.
 */
export function createDays(all: readonly YearSeries[], struck: readonly Struck[], seed: number) {
  const bySeries = Map.groupBy(
    [...struck].sort((a, b) => a.injection.from - b.injection.from),
    ({ series }) => series,
  );
  const lost = all.map(({ series }) => keyOf(seed, `lost ${series.device}`));
  const minutes = slotMs / minuteMs;
  /** the series of each minute of the ten */
  const turns = Array.from({ length: minutes }, (_, minute) =>
    all.flatMap(({ phaseMs }, number) => (Math.floor(phaseMs / minuteMs) === minute ? [number] : [])),
  );
  const healthy = all.map(() => new Float64Array(slots));

  function live(start: number): void {
    for (const [number, { phaseMs, everyMs, read }] of all.entries()) {
      const column = healthy[number] ?? new Float64Array(0);
      for (let slot = 0; slot < slots; slot++) {
        const time = start + slot * slotMs + phaseMs;
        const isSent = (start / slotMs + slot) % (everyMs / slotMs) === 0;
        const isLost = uniform(lost[number] ?? 0, start / slotMs + slot) < lostShare;
        // read even when lost: some models go forward only
        const value = isSent ? read(time) : Number.NaN;
        column[slot] = isLost ? Number.NaN : value;
      }
    }
  }

  function suffer(start: number): Float64Array[] {
    return healthy.map((column, number) => {
      const effects = (bySeries.get(number) ?? []).filter(({ injection }) => injection.from < start + dayMs);
      if (effects.length === 0) return column;
      const { phaseMs } = all[number] ?? { phaseMs: 0 };
      const measured = column.slice();
      for (const { injection, effect } of effects) {
        for (let slot = 0; slot < slots; slot++) {
          const time = start + slot * slotMs + phaseMs;
          const value = measured[slot] ?? Number.NaN;
          if (!Number.isNaN(value) && time >= injection.from)
            measured[slot] = effect(time, value, column[slot] ?? value);
        }
      }
      return measured;
    });
  }

  function arrive(columns: readonly Float64Array[], start: number): MinuteReadings[] {
    const room = all.length * slots;
    const rows = { series: new Int32Array(room), times: new Float64Array(room), values: new Float64Array(room) };
    const out: MinuteReadings[] = [];
    let row = 0;
    for (let slot = 0; slot < slots; slot++) {
      const begin = start + slot * slotMs;
      for (const [minute, turn] of turns.entries()) {
        const first = row;
        for (const number of turn) {
          const value = columns[number]?.[slot] ?? Number.NaN;
          if (Number.isNaN(value)) continue;
          rows.series[row] = number;
          rows.times[row] = begin + (all[number]?.phaseMs ?? 0);
          rows.values[row++] = value;
        }
        const { series, times, values } = rows;
        const readings = {
          ...{ series: series.subarray(first, row), times: times.subarray(first, row) },
          values: values.subarray(first, row),
        };
        out.push({ at: begin + (minute + 1) * minuteMs, readings });
      }
    }
    return out;
  }

  return {
    /** the day that begins at `start`: without the faults, and with them */
    day(start: number): { healthy(): MinuteReadings[]; faulty(): MinuteReadings[] } {
      live(start);
      return { healthy: () => arrive(healthy, start), faulty: () => arrive(suffer(start), start) };
    },
  };
}
