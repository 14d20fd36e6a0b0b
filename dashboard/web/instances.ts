import type { LatestReading } from '../contract/readings.ts';
import type { DeviceType, Metric, MetricTable } from '../contract/territory.ts';
import { badness } from './states.ts';

/** One thing that a device has several times, with what it measures of it. */
export interface InstanceRow {
  readonly name: string;
  /** the newest of its readings, epoch ms */
  readonly time: number;
  readonly values: ReadonlyMap<string, number>;
}

/** By which column the rows stand, `''` for their names; undefined: what is worst first, then the names. */
export type Order = { readonly by: string; readonly descending: boolean } | undefined;

/** The rows of a table, as the newest readings of a device have them. */
export function rowsOf(table: MetricTable, readings: Iterable<LatestReading>): InstanceRow[] {
  const rows = new Map<string, { name: string; time: number; values: Map<string, number> }>();
  for (const { metric, instance = '', value, time } of readings) {
    if (instance === '' || !table.metrics.includes(metric)) continue;
    const row = rows.get(instance) ?? { name: instance, time: 0, values: new Map<string, number>() };
    row.values.set(metric, value);
    row.time = Math.max(row.time, Date.parse(time));
    rows.set(instance, row);
  }
  return [...rows.values()];
}

/** Sorted; rows that went quiet since `quietBefore` come last, whatever the order, and so do those without the value. */
export function sortedRows(
  rows: readonly InstanceRow[],
  order: Order,
  { metrics, quietBefore, language }: { metrics: readonly Metric[]; quietBefore: number; language: string },
): InstanceRow[] {
  const names = new Intl.Collator(language, { numeric: true });
  const worst = ({ values }: InstanceRow) =>
    Math.max(
      0,
      ...metrics.map((metric) => (metric.kind === 'state' ? badness(metric, values.get(metric.id) ?? 1) : 0)),
    );
  const sign = order?.descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const quiet = Number(a.time < quietBefore) - Number(b.time < quietBefore);
    if (quiet !== 0) return quiet;
    if (order === undefined) return worst(b) - worst(a) || names.compare(a.name, b.name);
    if (order.by === '') return sign * names.compare(a.name, b.name);
    const [left, right] = [a.values.get(order.by), b.values.get(order.by)];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    return sign * (left - right) || names.compare(a.name, b.name);
  });
}

/** The metrics of a type that have a single value: what stands in its tables is not among them. */
export function singleMetrics(type: DeviceType | undefined): Metric[] {
  if (type === undefined) return [];
  const several = new Set(type.tables.flatMap(({ metrics }) => metrics));
  return type.metrics.filter(({ id }) => !several.has(id));
}
