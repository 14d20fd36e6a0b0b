import { catalogue } from '../../devices/catalogue.ts';
import type { Device } from '../../devices/territory.ts';
import type { Column } from '../history.ts';
import { rounding } from '../rounding.ts';

/** Gathers the readings of one device, given in the order of time, into columns; values stand as its metrics show them. */
export interface Sheet {
  put(metric: string, instance: string, time: number, value: number): void;
  columns(): Column[];
}

export function createSheet({ id, type }: Pick<Device, 'id' | 'type'>): Sheet {
  const metrics = catalogue.get(type)?.metrics ?? {};
  const series = new Map<string, { metric: string; instance: string; times: number[]; values: number[] }>();
  const rounds = new Map<string, (value: number) => number>();
  return {
    put(metric, instance, time, value) {
      const round = rounds.get(metric) ?? rounding(metrics[metric]?.resolution ?? 1);
      rounds.set(metric, round);
      const key = `${metric}\u0000${instance}`;
      const one = series.get(key) ?? { metric, instance, times: [], values: [] };
      series.set(key, one);
      one.times.push(time);
      one.values.push(round(value));
    },
    columns: () =>
      [...series.values()].map(({ metric, instance, times, values }) => ({
        ...{ device: id, metric, instance },
        times: Float64Array.from(times),
        values: Float64Array.from(values),
      })),
  };
}

/** The whole multiples of a step within from ≤ time < to, from another instant on at the earliest. */
export function* steps(span: { readonly from: number; readonly to: number }, stepMs: number, since: number) {
  for (let time = Math.ceil(Math.max(span.from, since) / stepMs) * stepMs; time < span.to; time += stepMs) yield time;
}
