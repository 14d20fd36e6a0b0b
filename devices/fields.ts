import { type Codec, codecs } from './codecs/codecs.ts';
import type { DeviceType, From, MetricSource } from './device-type.ts';
import { keepFirst, quote, type Take } from './message.ts';
import type { Metric } from './metric.ts';
import { isRecord } from './record.ts';
import type { Coefficients } from './territory.ts';

/** What a device said, as it came: keys of JSON, or the names that a frame's decoder gave. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Hands what a device said to `take`, metric by metric, as its type describes; a value that can't be taken does not keep
 * the others back. Nothing there, or null, is no value. Answers how many were found, taken or not, and the first reason.
 */
export type ReadFields = (fields: Fields, time: number | undefined, take: Take) => Found;

/** How many values were found, taken or not, and the first reason why one was not. */
export interface Found {
  readonly found: number;
  readonly reason: string | undefined;
}

/** Where a metric, or one instance of it, stands. */
interface Source {
  readonly metric: string;
  readonly instance: string;
  /** the first whose terms are all there counts */
  readonly sums: readonly (readonly Term[])[];
  readonly decode: Codec;
  /** undefined where the device has not said it */
  readonly factor: number | undefined;
  readonly unit: string;
}

interface Term {
  readonly sign: 1 | -1;
  readonly key: string;
  readonly path: readonly string[];
}

/** Prepares what a type's description says, and the device's coefficients, once, so that each message only walks its paths. */
export function createFieldReader(type: Pick<DeviceType, 'metrics'>, coefficients: Coefficients = {}): ReadFields {
  const sources = Object.values(type.metrics).flatMap((metric) => sourcesOf(metric, coefficients));

  return function readFields(fields, time, take) {
    let found = 0;
    let reason: string | undefined;
    const tell = ({ metric, factor, unit }: Source, instance: string, value: number | undefined, raw: unknown) => {
      found++;
      if (value === undefined) reason = keepFirst(reason, `${metric} cannot be ${quote(raw)}`);
      else if (factor === undefined) reason = keepFirst(reason, `${metric}: ${withoutCoefficient(unit)}`);
      else reason = keepFirst(reason, take(metric, instance, factor === 1 ? value : dusted(value * factor), time));
    };
    for (const source of sources) {
      const { instance, sums, decode } = source;
      const terms = sums.find((sum) => sum.every((term) => valueAt(fields, term) != null));
      const [only] = terms ?? [];
      if (terms === undefined || only === undefined) continue;
      const raw = valueAt(fields, only);
      if (terms.length > 1 || only.sign < 0) tell(source, instance, sumOf(terms, fields, decode), raw);
      else if (!isRecord(raw)) tell(source, instance, decode(raw), raw);
      else for (const [name, value] of Object.entries(raw)) tell(source, name, decode(value), value);
    }
    return { found, reason };
  };
}

function sourcesOf(metric: Metric & MetricSource, coefficients: Coefficients): Source[] {
  const { id, unit, from = id, instances, decode = 'number', times } = metric;
  const source = (instance: string, place: From): Source => ({
    metric: id,
    instance,
    sums: sumsOf(place),
    decode: codecs[decode],
    factor: times === undefined ? 1 : coefficients[times],
    unit,
  });
  if (instances === undefined) return [source('', from)];
  return Object.entries(instances).map(([instance, place]) => source(instance, place));
}

function sumsOf(from: From): Term[][] {
  const sums = typeof from === 'object' && 'first' in from ? from.first : [from];
  return sums.map((sum) => (typeof sum === 'string' ? [sum] : sum).map(termOf));
}

function termOf(written: string): Term {
  const key = written.replace(/^-/, '');
  return { sign: written === key ? 1 : -1, key, path: key.split('.') };
}

/** What stands under a key that is written so, else behind the path; never what an object inherits. */
function valueAt(fields: Fields, { key, path }: Term): unknown {
  if (Object.hasOwn(fields, key)) return fields[key];
  let at: unknown = fields;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}

function sumOf(terms: readonly Term[], fields: Fields, decode: Codec): number | undefined {
  let sum = 0;
  for (const term of terms) {
    const value = decode(valueAt(fields, term));
    if (value === undefined) return undefined;
    sum += term.sign * value;
  }
  return dusted(sum);
}

/** Without the dust that adding and multiplying binary fractions leaves behind. */
function dusted(value: number): number {
  return Number(value.toPrecision(15));
}

function withoutCoefficient(unit: string): string {
  return `say in the device's coefficients.pulse how many ${unit} one pulse is, or one unit that the device itself counts in`;
}
