import { troubleOf } from './answers.ts';
import type { Engine } from './engine.ts';
import type { InfluxHttp } from './http.ts';
import type { InfluxPlace } from './influx-url.ts';
import { askInfluxQl, identifier, literal } from './influxql.ts';

/** InfluxDB 1.x: `/write` is the only write path of its older releases, and all of them have it. Makes the database where it is missing. */
export async function engineOne(http: InfluxHttp, place: InfluxPlace, name: string): Promise<Engine> {
  const { database, retentionPolicy: rp } = place;
  const named = { db: database, ...(rp !== undefined && { rp }) };
  // writing nothing tells whether the database is there, and whether this user may write to it
  const probe = await http.send({ method: 'POST', path: '/write', query: { ...named, precision: 'ms' }, body: '' });
  if (probe.status === 404) await askInfluxQl(http, {}, `CREATE DATABASE ${identifier(database)}`, 'change');
  else if (probe.status === 401 || probe.status === 403) throw troubleOf(probe, http.url);

  return {
    name,
    write: { path: '/write', query: { ...named, precision: 'ms' } },
    read: named,
    remove: async ({ device, range }) => {
      const ofDevice = `"device" = ${literal(device)}`;
      const from = range?.measurement === undefined ? '' : ` FROM ${identifier(range.measurement)}`;
      const statement =
        range === undefined
          ? `DROP SERIES WHERE ${ofDevice}`
          : `DELETE${from} WHERE ${ofDevice} AND time >= ${range.from}ms AND time < ${range.to}ms`;
      await askInfluxQl(http, named, statement, 'change');
    },
  };
}
