import { join } from 'node:path';
import type { Series } from '../../domain/series.ts';
import type { Store } from '../../domain/store.ts';
import { createLane } from '../lane.ts';
import { createBuckets } from './buckets.ts';
import { createConnection } from './connection.ts';
import { createInfluxHttp } from './http.ts';
import { createIdentities } from './identities.ts';
import type { InfluxPlace } from './influx-url.ts';
import { createMovedDevices } from './moved.ts';
import { createReader } from './reader.ts';
import { createInfluxThinning } from './thinning.ts';
import { createWriteClient } from './write-client.ts';
import { createWriter, type RefusedReading } from './writer.ts';

export interface InfluxOptions {
  readonly place: InfluxPlace;
  /** of an InfluxDB 2 or 3; read for each request, so that a new one counts at once */
  readonly token?: () => string | undefined;
  /** beside the user of the place */
  readonly password?: () => string | undefined;
  /** the journal's series, by id */
  readonly series: () => readonly Series[];
  /** where the position is kept: beside the readings' journal, since re-writing what is written changes nothing here */
  readonly cursor: { read(): number; move(seq: number): void };
  /** what the engine refuses for good; kept before the cursor moves on */
  readonly refuse: (refused: readonly RefusedReading[]) => void;
  /** holds what an interrupted thinning needs to go on */
  readonly folder: string;
  /** a request that takes longer failed, ms */
  readonly timeoutMs?: number;
}

/**
 * The store in an InfluxDB 1, 2 or 3 that belongs to the users, under measurement = the metric's domain, field = the
 * quantity, tags = organisation, site, device, type and instance. It opens at once: whether the engine is there shows
 * with the first call, whose trouble is a `DeliveryError` of one line.
 */
export function createInfluxStore(options: InfluxOptions): Store {
  const { place, series, cursor } = options;
  const http = createInfluxHttp({
    url: place.url,
    authorization: () => authorizationOf(options),
    timeoutMs: options.timeoutMs ?? 30_000,
  });
  const connection = createConnection(http, place);
  const identities = createIdentities(series);
  const moved = createMovedDevices(connection, identities, series);
  const reader = createReader(connection);
  const writer = createWriter({ connection, http, gzip: place.gzip, series, identities, moved });
  const write = createLane();
  const thinning = createInfluxThinning({
    file: join(options.folder, 'thinning.json'),
    connection,
    base: ({ device, metric, instance }, before) =>
      reader.curve({ device, metric, instance, from: before, to: before, base: true }),
    send: (lines) => connection.use((engine) => createWriteClient(http, engine, place.gzip)(Buffer.from(lines))),
    write,
  });

  const put = async (readings: Parameters<Store['import']>[0]): Promise<void> => {
    await thinning.finish();
    thinning.note(readings);
    const refused = await writer.write(readings);
    if (refused.length > 0) options.refuse(refused);
  };

  return {
    append: (seq, readings) =>
      write(async () => {
        if (seq <= cursor.read()) return;
        await put(readings);
        cursor.move(seq);
      }),
    // the engine is asked for as well: its trouble is to be known while nothing arrives
    position: () => connection.use(async () => cursor.read()),
    import: (readings) => write(() => put(readings)),
    curve: reader.curve,
    buckets: createBuckets(connection, reader.curve),
    latest: reader.latest,
    instances: reader.instances,
    erase: (device) =>
      write(async () => {
        await thinning.finish();
        await connection.use((engine) => engine.remove({ device }));
        moved.forget();
      }),
    expire: (devices, before) =>
      write(async () => {
        // what cannot be done is said where such an engine is chosen, not every night
        if (await connection.use(async ({ limit }) => limit !== undefined)) return;
        await thinning.finish();
        for (const device of devices) {
          await connection.use((engine) => engine.remove({ device, range: { from: 0, to: before } }));
        }
      }),
    thin: (asked) => thinning.thin(asked),
    compact: async () => {}, // the engine's own business
    count: reader.count,
    close: () => write(async () => {}),
  };
}

function authorizationOf({ place, token, password }: InfluxOptions): string | undefined {
  const secret = token?.();
  if (secret !== undefined) return `Token ${secret}`;
  if (place.user === undefined) return undefined;
  const word = password?.() ?? place.password ?? '';
  return `Basic ${Buffer.from(`${place.user}:${word}`).toString('base64')}`;
}
