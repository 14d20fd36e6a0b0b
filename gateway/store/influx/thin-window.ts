import type { Zone } from '../../../devices/calendar/local-time.ts';
import type { MetricKind } from '../../../devices/metric.ts';
import { thinned } from '../../calculate/thinning.ts';
import type { Curve } from '../../domain/reading.ts';
import type { Series } from '../../domain/series.ts';
import { cut, firstAtOrAfter, merged } from '../curves.ts';
import { createGrowingCurve, type GrowingCurve } from '../growing-curve.ts';
import type { Connection } from './connection.ts';
import { identifier, literal } from './influxql.ts';
import { createLineBytes } from './line-bytes.ts';
import { createLineWriter, metricOf, textOfTag } from './line-protocol.ts';

/** Whole local days of one measurement of one device, epoch ms. */
export interface ThinWindow {
  readonly device: string;
  readonly measurement: string;
  readonly from: number;
  readonly to: number;
}

/** How a window is thinned: its lines in place of all that stands there. */
export interface ThinPlan extends ThinWindow {
  readonly lines: string;
}

/** Reads a window and thins it; undefined where nothing is to be done. `base` gives the last reading of a series before the window. */
export async function planThinning(
  parts: {
    readonly connection: Connection;
    readonly base: (series: Series, before: number) => Promise<Curve>;
    readonly kinds: ReadonlyMap<string, MetricKind>;
    readonly before: number;
    readonly zone: Zone;
  },
  window: ThinWindow,
): Promise<ThinPlan | undefined> {
  const { device, measurement, from, to } = window;
  /** a moved device has a reading under the tags of its time */
  const curves = new Map<string, { series: Series; curve: GrowingCurve }>();
  let rows = 0;
  await parts.connection.read(
    `SELECT * FROM ${identifier(measurement)} WHERE "device" = ${literal(device)} AND time >= ${from}ms AND time < ${to}ms GROUP BY *`,
    ({ tags, columns, values }) => {
      for (const [at, field] of columns.entries()) {
        if (at === 0) continue;
        const tag = (name: string) => textOfTag(tags[name] ?? '');
        const [organisation, site, type, instance] = ['organisation', 'site', 'type', 'instance'].map(tag);
        const metric = metricOf(measurement, field);
        const key = JSON.stringify([organisation, site, type, instance, metric]);
        const known = curves.get(key);
        const series = { organisation, site, type, instance, device, metric } as Series; // border: the five names above
        const curve = known?.curve ?? createGrowingCurve();
        if (known === undefined) curves.set(key, { series, curve });
        for (const row of values) {
          const [time, value] = [row[0], row[at]];
          if (typeof time !== 'number' || typeof value !== 'number') continue;
          curve.add(time, value);
          rows++;
        }
      }
    },
  );

  const kept: { series: Series; time: number; value: number }[] = [];
  for (const members of grouped([...curves.values()])) {
    const [one] = members;
    if (one === undefined) continue;
    const kind = parts.kinds.get(one.series.metric) ?? 'gauge';
    const whole = members.map(({ curve }) => curve.curve()).reduce(merged);
    // against the reading before the window a drop of a counter shows
    const head = kind === 'counter' ? await parts.base(one.series, from) : undefined;
    const thin = cut(thinned(head === undefined ? whole : merged(head, whole), kind, parts.before, parts.zone), window);
    for (const [at, time] of thin.times.entries()) {
      const owner = members.findLast(({ curve }) => hasTime(curve.curve(), time)) ?? one;
      kept.push({ series: owner.series, time, value: thin.values[at] ?? 0 });
    }
  }
  if (kept.length === rows) return undefined;
  const lines = createLineBytes();
  createLineWriter(() => kept.map(({ series }) => series)).lines(
    {
      series: Int32Array.from(kept.keys()),
      times: Float64Array.from(kept, ({ time }) => time),
      values: Float64Array.from(kept, ({ value }) => value),
    },
    kept.keys(),
    lines,
  );
  return { ...window, lines: Buffer.from(lines.take()).toString() };
}

/** Those of one metric and instance together, whatever the other tags. */
function grouped<T extends { readonly series: Series }>(all: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = JSON.stringify([one.series.metric, one.series.instance]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function hasTime({ times }: Curve, time: number): boolean {
  return times[firstAtOrAfter(times, time)] === time;
}
