import { type Codec, codecs } from '../../devices/codecs/codecs.ts';
import type { DeviceType, From } from '../../devices/device-type.ts';
import type { Rate, SnmpReading, SnmpTable } from '../../devices/snmp.ts';

export const sysUpTime = '1.3.6.1.2.1.1.3.0';

/** What to ask a device of one type, and how its metrics follow from the answers. */
export interface Plan {
  readonly type: string;
  readonly scalars: readonly string[];
  readonly tables: readonly PlannedTable[];
  /** metrics that stand alone */
  readonly metrics: readonly PlannedMetric[];
}

export interface PlannedTable {
  readonly id: string;
  readonly columns: readonly string[];
  readonly name: readonly string[];
  readonly only: readonly { readonly column: string; readonly values: ReadonlySet<string> }[];
  readonly keep: RegExp | undefined;
  readonly except: RegExp | undefined;
  readonly metrics: readonly PlannedMetric[];
}

export interface PlannedMetric {
  readonly id: string;
  /** of a metric that stands alone; '' where it has none */
  readonly instance: string;
  readonly from: readonly Sum[];
  readonly of: readonly Sum[] | undefined;
  readonly decode: Codec;
  readonly states: ReadonlyMap<string, number | null> | undefined;
  readonly absent: ReadonlySet<string>;
  readonly rate: Rate | undefined;
  readonly fold: SnmpReading['fold'];
  readonly sensor: SnmpReading['sensor'];
  readonly daysUntil: boolean;
  readonly range: readonly [number, number] | undefined;
  readonly resolution: number;
}

export type Sum = readonly Term[];
export interface Term {
  readonly sign: 1 | -1;
  readonly oid: string;
}

/** Prepares a description; throws on one that names a table it has not, as a bug of the catalogue. */
export function planOf(type: DeviceType): Plan {
  const { source } = type;
  if (source.kind !== 'snmp') throw new Error(`devices/types/${type.id}: is not asked over SNMP`);
  const known = source.tables ?? {};
  const alone: PlannedMetric[] = [];
  const inTable = new Map<string, PlannedMetric[]>(Object.keys(known).map((id) => [id, []]));
  for (const metric of Object.values(type.metrics)) {
    for (const [instance, from] of Object.entries(metric.instances ?? {})) {
      alone.push(plannedMetric(metric, from, instance));
    }
    if (metric.from === undefined) continue; // `device.up` follows from being answered
    const place = metric.table === undefined ? alone : inTable.get(metric.table);
    if (place === undefined)
      throw new Error(`devices/types/${type.id}: metric "${metric.id}" names no table of it, "${metric.table}"`);
    place.push(plannedMetric(metric, metric.from));
  }
  return {
    type: type.id,
    scalars: unique([sysUpTime, ...alone.flatMap(placesOf)]),
    tables: Object.entries(known).map(([id, table]) => plannedTable(id, table, inTable.get(id) ?? [])),
    metrics: alone,
  };
}

function plannedTable(id: string, table: SnmpTable, metrics: PlannedMetric[]): PlannedTable {
  const name = table.name ?? [];
  const only = Object.entries(table.only ?? {}).map(([column, values]) => ({
    column,
    values: new Set(values.map(String)),
  }));
  return {
    id,
    columns: unique([...name, ...only.map(({ column }) => column), ...metrics.flatMap(placesOf)]),
    name,
    only,
    keep: table.keep === undefined ? undefined : new RegExp(table.keep, 'u'),
    except: table.except === undefined ? undefined : new RegExp(table.except, 'u'),
    metrics,
  };
}

function plannedMetric(metric: DeviceType['metrics'][string], from: From, instance = ''): PlannedMetric {
  return {
    id: metric.id,
    instance,
    from: sumsOf(from),
    of: metric.of === undefined ? undefined : sumsOf(metric.of),
    decode: codecs[metric.decode ?? 'number'],
    states: metric.states === undefined ? undefined : new Map(Object.entries(metric.states)),
    absent: new Set((metric.absent ?? []).map(String)),
    rate: metric.rate,
    fold: metric.fold,
    sensor: metric.sensor,
    daysUntil: metric.daysUntil === true,
    range: metric.range,
    resolution: metric.resolution,
  };
}

function sumsOf(from: From): Sum[] {
  const sums = typeof from === 'object' && 'first' in from ? from.first : [from];
  return sums.map((sum) => (typeof sum === 'string' ? [sum] : sum).map(termOf));
}

function termOf(written: string): Term {
  return written.startsWith('-') ? { sign: -1, oid: written.slice(1) } : { sign: 1, oid: written };
}

function placesOf({ from, of, rate, sensor }: PlannedMetric): string[] {
  return [
    ...[...from, ...(of ?? [])].flat().map(({ oid }) => oid),
    ...(rate?.discontinuity === undefined ? [] : [rate.discontinuity]),
    ...(rate?.limit === undefined ? [] : [rate.limit.from]),
    ...(sensor === undefined ? [] : [sensor.scale, sensor.precision, sensor.status]),
  ];
}

function unique(oids: readonly string[]): string[] {
  return [...new Set(oids)];
}
