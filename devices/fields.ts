import { type Codec, codecs } from './codecs/codecs.ts';
import type { DeviceType, From, MetricSource } from './device-type.ts';
import { keepFirst, show, type Take } from './message.ts';
import { isRecord } from './record.ts';

/** What a device said, as it came: keys of JSON, or the names that a frame's decoder gave. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Hands what a device said to `take`, metric by metric, as its type describes; a value that can't be taken does not keep
 * the others back. Nothing there, or null, is no value. Answers how many were found, taken or not, and the first reason.
 */
export type ReadFields = (
  fields: Fields,
  time: number | undefined,
  take: Take,
) => { readonly found: number; readonly reason: string | undefined };

/** Where a metric, or one instance of it, stands. */
interface Source {
  readonly metric: string;
  readonly instance: string;
  /** the first whose terms are all there counts */
  readonly sums: readonly (readonly Term[])[];
  readonly decode: Codec;
}

interface Term {
  readonly sign: 1 | -1;
  readonly key: string;
  readonly path: readonly string[];
}

/** Prepares what a type's description says once, so that each message only walks its paths. */
export function createFieldReader(type: Pick<DeviceType, 'metrics'>): ReadFields {
  const sources = Object.entries(type.metrics).flatMap(([metric, source]) => sourcesOf(metric, source));

  return function readFields(fields, time, take) {
    let found = 0;
    let reason: string | undefined;
    const tell = (metric: string, instance: string, value: number | undefined, raw: unknown) => {
      found++;
      const said = value === undefined ? `${metric} cannot be ${inWords(raw)}` : take(metric, instance, value, time);
      reason = keepFirst(reason, said);
    };
    for (const { metric, instance, sums, decode } of sources) {
      const terms = sums.find((sum) => sum.every((term) => valueAt(fields, term) != null));
      const [only] = terms ?? [];
      if (terms === undefined || only === undefined) continue;
      const raw = valueAt(fields, only);
      if (terms.length > 1) tell(metric, instance, sumOf(terms, fields, decode), raw);
      else if (!isRecord(raw)) tell(metric, instance, decode(raw), raw);
      else for (const [name, value] of Object.entries(raw)) tell(metric, name, decode(value), value);
    }
    return { found, reason };
  };
}

function sourcesOf(metric: string, { from = metric, instances, decode = 'number' }: MetricSource): Source[] {
  const source = (instance: string, place: From): Source => ({
    metric,
    instance,
    sums: sumsOf(place),
    decode: codecs[decode],
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
  return Number(sum.toPrecision(15)); // the dust that adding binary fractions leaves behind
}

function inWords(raw: unknown): string {
  return show(JSON.stringify(raw) ?? typeof raw);
}
