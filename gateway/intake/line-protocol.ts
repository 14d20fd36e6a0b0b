import { isUtf8 } from 'node:buffer';
import { type Point, parseLine, splitLines } from '../../devices/line-protocol.ts';
import type { Mapping } from '../../devices/territory.ts';
import { type Dialect, textOf } from './dialect.ts';
import type { Directory } from './directory.ts';

/** Digits behind the milliseconds, by the precision of a request. */
const beyondMs = { ns: 6, us: 3, ms: 0, s: -3 } as const;

/**
 * InfluxDB line protocol, on the topic `api/v2/write/<precision>`. A point with our own tag `device` is a reading of that
 * device: measurement and field are its metric's domain and quantity. Others go where the territory's mappings say;
 * what is left belongs to a device of the address `influx:<tags>`.
 */
export function createLineProtocol(directory: Pick<Directory, 'device' | 'mappings'>): Dialect {
  return {
    id: 'line-protocol',
    payloadNames: true,
    topic: /^api\/v2\/write\/(ns|us|ms|s)$/,
    read({ groups: [precision = 'ns'], payload }, say) {
      if (!isUtf8(payload)) return 'the payload is not UTF-8';
      const lines = splitLines(textOf(payload));
      let first = lines.length === 0 ? 'there is no point in it' : undefined;
      for (const line of lines) {
        const point = parseLine(line);
        const reason = typeof point === 'string' ? point : sayPoint(point, timeOf(point, precision));
        first ??= reason;
      }
      return first;

      function sayPoint(point: Point, at: number | undefined): string | undefined {
        const time = at === undefined ? {} : { time: at };
        const device = directory.device(point.tags.get('device') ?? '');
        if (device !== undefined) return say(device, { ...time, metrics: metricsOf(point) });
        const mapped = directory.mappings(point.measurement).filter((mapping) => fits(mapping, point));
        if (mapped.length === 0) return say(addressOf(point), { ...time, fields: fieldsOf(point) });
        let reason: string | undefined;
        for (const mapping of mapped) {
          const value = point.fields.get(mapping.field);
          const to = directory.device(mapping.device);
          if (value === undefined || to === undefined) continue;
          reason ??= say(to, {
            ...time,
            metrics: { [mapping.metric]: withInstance(value, instanceOf(mapping, point)) },
          });
        }
        return reason;
      }
    },
  };
}

/** Epoch ms; digits are cut, as nanoseconds are more than a number can hold. */
function timeOf({ time }: Point, precision: string): number | undefined {
  if (time === undefined) return undefined;
  const beyond = precision in beyondMs ? beyondMs[precision as keyof typeof beyondMs] : 0; // border: a key just found
  if (beyond < 0) return Number(time) * 1_000;
  return beyond === 0 ? Number(time) : Number(time.slice(0, -beyond) || '0');
}

function metricsOf({ measurement, fields, tags }: Point): Record<string, unknown> {
  const instance = tags.get('instance');
  return Object.fromEntries(
    [...fields].map(([field, value]) => [`${measurement}.${field}`, withInstance(value, instance)]),
  );
}

/** As a type's description finds it: behind `cpu.usage_idle`, by instance where the point has that tag. */
function fieldsOf({ measurement, fields, tags }: Point): Record<string, unknown> {
  const instance = tags.get('instance');
  return {
    [measurement]: Object.fromEntries([...fields].map(([field, value]) => [field, withInstance(value, instance)])),
  };
}

function withInstance(value: unknown, instance: string | undefined): unknown {
  return instance === undefined ? value : { [instance]: value };
}

/** A mapping's `tag` holds, with commas, tags that a point must have (`host=srv1`) and the name of the one that is the instance (`path`). */
function fits({ field, tag }: Mapping, { fields, tags }: Point): boolean {
  if (!fields.has(field)) return false;
  return (tag ?? '').split(',').every((part) => {
    const equals = part.indexOf('=');
    return equals === -1 ? part === '' || tags.has(part) : tags.get(part.slice(0, equals)) === part.slice(equals + 1);
  });
}

function instanceOf({ tag }: Mapping, { tags }: Point): string | undefined {
  const name = tag?.split(',').find((part) => !part.includes('='));
  return name === undefined ? undefined : tags.get(name);
}

/** Telegraf and its like name the machine `host`; else all tags together are what can be told apart. */
function addressOf({ measurement, tags }: Point): string {
  for (const name of ['device', 'host']) {
    const value = tags.get(name);
    if (value !== undefined) return `influx:${name}=${value}`;
  }
  const named = [...tags].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`);
  return `influx:${[measurement, ...named].join(',')}`;
}
