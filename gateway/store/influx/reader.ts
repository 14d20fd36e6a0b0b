import type { Curve } from '../../domain/reading.ts';
import type { CurveQuery, LatestReading, Store } from '../../domain/store.ts';
import { emptyCurve, merged } from '../curves.ts';
import { createGrowingCurve } from '../growing-curve.ts';
import type { Connection } from './connection.ts';
import { identifier, literal, type Piece } from './influxql.ts';
import { metricOf, placeOf, textOfTag } from './line-protocol.ts';
import { asked, furthest, instant } from './question.ts';

/** Reads over InfluxQL; they span the tags that a device had. */
export type Reader = Pick<Store, 'curve' | 'latest' | 'instances' | 'count'>;

const day = 86_400_000;
/** A range of months is asked in parts at once, on which the engine works with several processors. */
const worthSplitting = { fromMs: 90 * day, toMs: 20 * 365 * day };
const partsAtOnce = 4;
/** Devices named in one statement at most; for more, all are read and theirs taken. */
const devicesNamed = 200;
const statementsAtOnce = 20;

export function createReader(connection: Connection): Reader {
  /** A range as the engine has it: `rows` are more than the curve where an instant stands under several tags. */
  async function range(query: CurveQuery, from: number, to: number, limit: number) {
    const grown = createGrowingCurve();
    const most = Number.isFinite(limit) ? ` LIMIT ${limit}` : '';
    const { field, of } = asked(query);
    let rows = 0;
    await connection.read(`SELECT ${field} ${of} AND time >= ${from}ms AND time < ${to}ms${most}`, ({ values }) => {
      rows += values.length;
      for (const [time, value] of values) if (typeof value === 'number') grown.add(Number(time), value);
    });
    return { rows, curve: grown.curve() };
  }

  async function atMost(query: CurveQuery, from: number, to: number, limit: number): Promise<Curve> {
    let found: Curve = emptyCurve;
    while (found.times.length < limit) {
      const wanted = limit - found.times.length;
      const next = await range(query, (found.times.at(-1) ?? from - 1) + 1, to, wanted);
      found = merged(found, next.curve);
      if (next.rows < wanted) break;
    }
    return found;
  }

  async function between(query: CurveQuery, from: number, to: number): Promise<Curve> {
    const limit = query.limit ?? Number.POSITIVE_INFINITY;
    const span = to - from;
    const parts = span > worthSplitting.fromMs && span < worthSplitting.toMs ? partsAtOnce : 1;
    const edges = Array.from({ length: parts + 1 }, (_, at) => from + Math.round((span * at) / parts));
    const found = await Promise.all(edges.slice(1).map((edge, at) => atMost(query, edges[at] ?? from, edge, limit)));
    const whole = found.reduce(merged, emptyCurve);
    return whole.times.length <= limit
      ? whole
      : { times: whole.times.slice(0, limit), values: whole.values.slice(0, limit) };
  }

  async function base(query: CurveQuery, before: number): Promise<Curve> {
    let found: Curve = emptyCurve;
    const { field, of } = asked(query);
    await connection.read(`SELECT last(${field}) ${of} AND time < ${before}ms`, (piece) => {
      for (const [time, value] of numbersOf(piece)) {
        found = { times: Float64Array.of(time), values: Float64Array.of(value) };
      }
    });
    return found;
  }

  /** Every field of every measurement. */
  async function fields(): Promise<{ measurement: string; field: string }[]> {
    const found: { measurement: string; field: string }[] = [];
    await connection.read('SHOW FIELD KEYS', ({ name, values }) => {
      for (const [field] of values) found.push({ measurement: name, field: String(field) });
    });
    return found;
  }

  return {
    curve: async (query) => {
      const [from, to] = [instant(query.from), instant(query.to)];
      const [head, body] = await Promise.all([
        query.base === true ? base(query, from) : emptyCurve,
        from < to ? between(query, from, to) : emptyCurve,
      ]);
      return merged(head, body);
    },
    latest: async (devices) => {
      const wanted = new Set(devices);
      const named = devices.map((device) => `"device" = ${literal(device)}`).join(' OR ');
      const where = devices.length <= devicesNamed ? named : `"device" != ''`;
      const found: LatestReading[] = [];
      const places = devices.length === 0 ? [] : await fields();
      for (let at = 0; at < places.length; at += statementsAtOnce) {
        const some = places.slice(at, at + statementsAtOnce);
        const statements = some.map(
          ({ measurement, field }) =>
            `SELECT last(${identifier(field)}) FROM ${identifier(measurement)} WHERE ${where} GROUP BY "device", "instance"`,
        );
        await connection.read(statements.join('; '), (piece, statement) => {
          const { measurement = '', field = '' } = some[statement] ?? {};
          const [device, instance] = [piece.tags.device ?? '', textOfTag(piece.tags.instance ?? '')];
          if (!wanted.has(device)) return;
          for (const [time, value] of numbersOf(piece)) {
            found.push({ device, metric: metricOf(measurement, field), instance, time, value });
          }
        });
      }
      return found;
    },
    instances: async (device, metric) => {
      const { measurement, field } = placeOf(metric);
      const found: string[] = [];
      await connection.read(
        `SELECT last(${identifier(field)}) FROM ${identifier(measurement)} WHERE "device" = ${literal(device)} GROUP BY "instance"`,
        ({ tags }) => found.push(textOfTag(tags.instance ?? '')),
      );
      return found.sort();
    },
    count: async () => {
      const bySeries = new Map<string, { query: CurveQuery; rows: number; tagSets: number }>();
      await connection.read(
        `SELECT count(*) FROM /.*/ WHERE "device" != '' GROUP BY "device", "instance", "organisation", "site", "type"`,
        ({ name, tags, columns, values }) => {
          const [device, instance] = [tags.device ?? '', textOfTag(tags.instance ?? '')];
          for (const [at, column] of columns.entries()) {
            const rows = Number(values[0]?.[at] ?? 0);
            if (at === 0 || rows === 0) continue;
            const metric = metricOf(name, column.slice('count_'.length));
            const key = JSON.stringify([device, metric, instance]);
            const query = { device, metric, instance, from: -furthest, to: furthest };
            const known = bySeries.get(key) ?? { query, rows: 0, tagSets: 0 };
            bySeries.set(key, { query, rows: known.rows + rows, tagSets: known.tagSets + 1 });
          }
        },
      );
      let count = 0;
      for (const { query, rows, tagSets } of bySeries.values()) {
        // an instant may stand under each of the tags that a moved device had
        count += tagSets === 1 ? rows : (await between(query, query.from, query.to)).times.length;
      }
      return count;
    },
  };
}

/** The rows of a piece whose first two columns are a time and a number. */
function numbersOf({ values }: Piece): [time: number, value: number][] {
  return values.flatMap(([time, value]): [number, number][] =>
    typeof time === 'number' && typeof value === 'number' ? [[time, value]] : [],
  );
}
