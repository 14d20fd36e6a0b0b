import { quote } from '../../devices/message.ts';
import type { Learnt } from '../collector.ts';
import { type Counters, grown, secondsBetween } from './growth.ts';
import type { Plan, PlannedMetric, PlannedTable, Sum, Term } from './plan.ts';
import type { Raw } from './raw.ts';
import { sensorValue } from './sensor.ts';

/** What came back of what a plan asks. */
export interface Answers {
  /** epoch ms */
  readonly time: number;
  readonly uptime: number | undefined;
  readonly scalars: ReadonlyMap<string, Raw>;
  /** by the table's id, then the row's index, then the column */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Raw>>>;
}

export interface Read {
  readonly metrics: Learnt['metrics'];
  /** one line each for what was there and could not be understood */
  readonly reasons: readonly string[];
  readonly counters: Counters;
  /** what rows are called, by the table's id and the row's index */
  readonly names: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** A number, nothing to say (not there, not known yet), or why it cannot be understood. */
type Value = number | undefined | { readonly reason: string };

/** One place of values: the scalars, or a row, whose OIDs have its index behind them. */
interface Place {
  readonly index: string;
  get(oid: string): Raw | undefined;
}

/** A device invents rows freely; beyond so many reasons nobody reads on. */
const maxReasons = 5;

/** Turns answers into metrics as the plan says; `before` are the counters of the poll before, where there was one. Pure. */
export function readAnswers(plan: Plan, answers: Answers, before: Counters | undefined): Read {
  const values = new Map<string, Raw>();
  const counters: Counters = { time: answers.time, uptime: answers.uptime, values };
  const seconds = before === undefined ? undefined : secondsBetween(before, counters);
  const reasons: string[] = [];
  const metrics: Record<string, number | Record<string, number>> = {};
  const names = new Map<string, ReadonlyMap<string, string>>();

  const tell = (metric: string, instance: string, value: Value): number | undefined => {
    if (typeof value !== 'object') return value;
    if (reasons.length < maxReasons) reasons.push(`${metric}${instance === '' ? '' : `{${instance}}`} ${value.reason}`);
    return undefined;
  };
  const evaluate = (metric: PlannedMetric, place: Place) =>
    worth(metric, place, { before, values, seconds, now: answers.time });

  const scalars: Place = { index: '', get: (oid) => answers.scalars.get(oid) };
  for (const metric of plan.metrics) {
    const { id, instance } = metric;
    const value = tell(id, instance, evaluate(metric, scalars));
    if (value === undefined) continue;
    const others = metrics[id];
    if (instance === '') metrics[id] = value;
    else metrics[id] = { ...(typeof others === 'object' && others), [instance]: value };
  }
  for (const table of plan.tables) {
    const rows = namedRows(table, answers.tables.get(table.id) ?? new Map());
    const called = instancesOf(rows);
    names.set(table.id, called);
    for (const metric of table.metrics) {
      const found = rows.map(({ name, place }) => ({
        name,
        index: place.index,
        value: tell(metric.id, name || place.index, evaluate(metric, place)),
      }));
      const instances = metric.fold === undefined ? apart(found, called) : folded(found, metric.fold);
      const alone = instances.get('');
      if (alone !== undefined) metrics[metric.id] = alone;
      else if (instances.size > 0) metrics[metric.id] = Object.fromEntries(instances);
    }
  }
  return { metrics, reasons, counters, names };
}

interface Memory {
  readonly before: Counters | undefined;
  readonly values: Map<string, Raw>;
  readonly seconds: number | undefined;
  readonly now: number;
}

const day = 86_400_000;

function worth(metric: PlannedMetric, place: Place, memory: Memory): Value {
  const { rate, sensor } = metric;
  if (rate !== undefined) return rateOf(metric, rate, place, memory);
  const part = sumOf(metric, metric.from, place);
  if (typeof part !== 'number') return part;
  if (sensor !== undefined) {
    const value = sensorValue(part, place.get(sensor.scale), place.get(sensor.precision), place.get(sensor.status));
    return value === undefined ? undefined : within(metric, value);
  }
  if (metric.daysUntil) return within(metric, (part - Math.floor(memory.now / day) * day) / day);
  if (metric.of === undefined) return within(metric, part);
  const whole = sumOf(metric, metric.of, place);
  if (typeof whole !== 'number') return whole;
  return whole === 0 ? undefined : within(metric, (100 * part) / whole);
}

/** The first sum whose places are all there, decoded. */
function sumOf(metric: PlannedMetric, sums: readonly Sum[], place: Place): Value {
  const terms = presentOf(sums, place);
  if (terms === undefined) return undefined;
  let sum = 0;
  for (const { sign, oid } of terms) {
    const raw = place.get(oid);
    if (raw === undefined || metric.absent.has(String(raw))) return undefined;
    const value =
      metric.states === undefined
        ? metric.decode(typeof raw === 'bigint' ? Number(raw) : raw)
        : metric.states.get(String(raw));
    if (value === null) return undefined;
    if (value === undefined) return { reason: `cannot be ${quote(raw)} (${oid})` };
    sum += sign * value;
  }
  return sum;
}

function rateOf(metric: PlannedMetric, rate: NonNullable<PlannedMetric['rate']>, place: Place, memory: Memory): Value {
  const mark = rate.discontinuity;
  const isGoingOn = mark === undefined || hasStayed(mark, place, memory);
  const part = growthOf(metric.from, place, memory);
  const whole = metric.of === undefined ? undefined : growthOf(metric.of, place, memory);
  if (typeof part !== 'number') return part;
  if (!isGoingOn || memory.seconds === undefined) return undefined;
  if (metric.of !== undefined) {
    if (typeof whole !== 'number' || whole === 0) return undefined;
    return within(metric, (100 * part) / whole);
  }
  const value = (rate.times * part) / memory.seconds;
  const top = rate.limit === undefined ? undefined : place.get(rate.limit.from);
  // 0 is what agents say of an interface without a speed of its own
  if (rate.limit !== undefined && typeof top === 'number' && top > 0 && value > top * rate.limit.times)
    return undefined;
  return within(metric, value);
}

/** How much the first sum that is there has grown; counters are remembered by their own OID, so that no two are ever mixed. */
function growthOf(sums: readonly Sum[], place: Place, { before, values }: Memory): Value {
  const terms = presentOf(sums, place);
  if (terms === undefined) return undefined;
  let sum = 0;
  let isKnown = true;
  for (const { sign, oid } of terms) {
    const raw = place.get(oid);
    if (typeof raw !== 'number' && typeof raw !== 'bigint') return { reason: `is no counter: ${quote(raw)} (${oid})` };
    const key = keyOf(oid, place);
    values.set(key, raw);
    const by = grown(before?.values.get(key), raw);
    if (by === undefined) isKnown = false;
    else sum += sign * by;
  }
  return isKnown ? sum : undefined;
}

function hasStayed(mark: string, place: Place, { before, values }: Memory): boolean {
  const now = place.get(mark);
  if (now === undefined) return true;
  const key = keyOf(mark, place);
  values.set(key, now);
  const then = before?.values.get(key);
  return then === undefined || then === now;
}

function presentOf(sums: readonly Sum[], place: Place): readonly Term[] | undefined {
  return sums.find((sum) => sum.every(({ oid }) => place.get(oid) !== undefined));
}

function keyOf(oid: string, { index }: Place): string {
  return index === '' ? oid : `${oid}.${index}`;
}

/** In steps of the metric's resolution; what is physically impossible is no value, with its reason. */
function within({ range, resolution }: PlannedMetric, value: number): Value {
  if (!Number.isFinite(value)) return undefined;
  if (range !== undefined && (value < range[0] || value > range[1])) return { reason: `cannot be ${value}` };
  return Number((Math.round(value / resolution) * resolution).toPrecision(15));
}

interface Found {
  readonly name: string;
  readonly index: string;
  readonly value: number | undefined;
}

/** Rows that count, with their names, in the order of the agent. */
function namedRows(table: PlannedTable, rows: ReadonlyMap<string, ReadonlyMap<string, Raw>>) {
  const named: { name: string; place: Place }[] = [];
  for (const [index, columns] of rows) {
    if (!table.only.every(({ column, values }) => values.has(String(columns.get(column))))) continue;
    const written = table.name.map((column) => columns.get(column)).find((name) => name !== undefined && name !== '');
    const name = table.name.length === 0 ? '' : instanceOf(table.keep?.exec(String(written))?.[1] ?? written ?? index);
    if (table.except?.test(name)) continue;
    named.push({ name, place: { index, get: (oid) => columns.get(oid) } });
  }
  return named;
}

/** What the intake takes as an instance: printable, 128 characters at most. */
function instanceOf(name: Raw): string {
  return String(name).replace(/\p{C}/gu, ' ').trim().slice(0, 110);
}

/** What each row is called, by its index: a name that stands twice keeps the index behind it, no name is the index. */
function instancesOf(rows: readonly { readonly name: string; readonly place: Place }[]): Map<string, string> {
  const times = new Map<string, number>();
  for (const { name } of rows) times.set(name, (times.get(name) ?? 0) + 1);
  return new Map(
    rows.map(({ name, place: { index } }) => {
      const isAmbiguous = name === '' || (times.get(name) ?? 0) > 1;
      return [index, isAmbiguous ? `${name} ${index}`.trim() : name];
    }),
  );
}

function apart(found: readonly Found[], names: ReadonlyMap<string, string>): Map<string, number> {
  const instances = new Map<string, number>();
  for (const { index, value } of found) if (value !== undefined) instances.set(names.get(index) ?? '', value);
  return instances;
}

function folded(found: readonly Found[], how: NonNullable<PlannedMetric['fold']>): Map<string, number> {
  const groups = new Map<string, number[]>();
  for (const { name, value } of found) {
    if (value === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value]);
    else group.push(value);
  }
  return new Map([...groups].map(([name, group]) => [name, foldOf(group, how)]));
}

function foldOf(group: readonly number[], how: NonNullable<PlannedMetric['fold']>): number {
  if (how === 'min') return Math.min(...group);
  if (how === 'max') return Math.max(...group);
  const sum = group.reduce((total, value) => total + value, 0);
  return how === 'sum' ? sum : Number((sum / group.length).toPrecision(12));
}
