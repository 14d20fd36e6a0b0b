import type { DuckDBConnection } from '@duckdb/node-api';
import type { Curve } from '../../domain/reading.ts';
import type { Store } from '../../domain/store.ts';
import { cut } from '../curves.ts';
import { createLane, type Lane } from '../lane.ts';
import { createThinningZones } from '../thinning-zones.ts';
import { isDue, type Pending, readPending } from './compaction.ts';
import { type Database, transaction } from './database.ts';
import { type Month, monthOf } from './months.ts';
import { loadNewest, type Newest } from './newest.ts';
import type { Part, Parts } from './parts.ts';
import { type RewriteStep, type Rewriting, rewriteMonth, type Workshop } from './rewrite.ts';
import type { SeriesNames } from './series-names.ts';
import { shrink } from './shrink.ts';
import { thinMonth, thinnable } from './thin-month.ts';
import type { Writer } from './writer.ts';

/** What the maintenance of a store works with. */
export interface MaintenanceParts {
  readonly database: Database;
  readonly connection: DuckDBConnection;
  readonly write: Lane;
  /** copies of the store */
  readonly copy: Lane;
  readonly parts: Parts;
  readonly names: SeriesNames;
  readonly newest: Newest;
  readonly writer: Writer;
  readonly step: (name: RewriteStep) => void | Promise<void>;
}

/** Everything that rewrites months, one at a time, while appends and reads go on. */
export type Maintenance = Pick<Store, 'compact' | 'erase' | 'expire' | 'thin' | 'close'>;

/** Opens the connections that rewriting needs. */
export async function createMaintenance(given: MaintenanceParts): Promise<Maintenance> {
  const { database, connection, write, copy, parts, names, newest, writer, step } = given;
  const alone = createLane();
  const [recent, part, target] = [await database.connect(), await database.connect(), await database.connect()];
  const shop: Workshop = { recent, part, target, writer: connection, write, parts, names, step };
  const rewrite = (rewriting: Omit<Rewriting, 'batch'>): Promise<void> =>
    rewriteMonth(shop, { ...rewriting, batch: writer.batch() });

  const isNamed = (series: number): boolean => names.name(series) !== undefined;
  const namelessMonths = (): Month[] =>
    parts.all().flatMap(({ month, spans }) => (spans.keys().every(isNamed) ? [] : [month]));

  const compactMonths = async (now: number, due: (pending: Pending) => boolean): Promise<void> => {
    const pending = await write(() => readPending(connection, now));
    const months = new Set([...pending.filter(due).map((one) => one.month), ...namelessMonths()]);
    for (const month of months) await rewrite({ month, now, thinned: 0 });
    if (months.size > 0) await giveBack();
  };

  // DuckDB refuses a checkpoint while a copy's end cleans up behind what was written meanwhile; appends go on until it is over
  const giveBack = (): Promise<void> =>
    copy(() =>
      write(async () => {
        await step('shrinking');
        await shrink(connection);
      }),
    );

  return {
    compact: (now) => alone(() => compactMonths(now, (pending) => isDue(pending, parts, now))),
    erase: (device) =>
      alone(async () => {
        await write(async () => {
          const gone = names.ofDevice(device);
          if (gone.length === 0) return;
          await transaction(connection, async () => {
            await connection.run(`DELETE FROM recent WHERE series IN (${gone.join(', ')})`);
            await names.erase(device);
          });
          await names.load();
        });
        for (const month of namelessMonths()) {
          await rewrite({ month, now: parts.get(month)?.written ?? 0, thinned: 0 });
        }
        await write(() => loadNewest(newest, parts, connection));
        await giveBack();
      }),
    expire: (devices, before) =>
      alone(async () => {
        const old = new Set(devices.flatMap((device) => names.ofDevice(device)));
        if (old.size === 0) return;
        const own = [...old].join(', ');
        await write(() => connection.run(`DELETE FROM recent WHERE series IN (${own}) AND time < ${before}`));
        const holdsOld = ({ spans }: Part) =>
          spans.entries().some(([series, { first }]) => old.has(series) && first < before);
        for (const { month, written } of parts.all().filter(holdsOld)) {
          const keep = (series: number, curve: Curve) =>
            old.has(series) ? cut(curve, { from: before, to: Number.POSITIVE_INFINITY }) : curve;
          await rewrite({ month, now: written, thinned: 0, keep });
        }
        await write(() => loadNewest(newest, parts, connection));
        await giveBack();
      }),
    thin: (thinning) =>
      alone(async () => {
        const zones = createThinningZones(thinning);
        await compactMonths(thinning.before, ({ month }) => month <= monthOf(thinning.before));
        for (const month of thinnable(parts, thinning.before, zones)) {
          await rewrite(await thinMonth({ connection: part, parts, names, zones }, month, thinning));
        }
        await write(() => loadNewest(newest, parts, connection));
      }),
    close: () =>
      alone(async () => {
        for (const own of [recent, part, target]) own.closeSync();
      }),
  };
}
