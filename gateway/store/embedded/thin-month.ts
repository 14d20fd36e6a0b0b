import type { DuckDBConnection } from '@duckdb/node-api';
import { thinned } from '../../calculate/thinning.ts';
import type { Curve } from '../../domain/reading.ts';
import type { Thinning } from '../../domain/store.ts';
import { cut, emptyCurve, merged } from '../curves.ts';
import type { ThinningZones } from '../thinning-zones.ts';
import { createCurveStream } from './curve-stream.ts';
import { quoted } from './database.ts';
import { boundsOf, type Month, monthOf } from './months.ts';
import type { Part, Parts } from './parts.ts';
import { instant, partColumns } from './reader.ts';
import type { Rewriting } from './rewrite.ts';
import type { SeriesNames } from './series-names.ts';

/** What thinning works with. */
export interface ThinningPlace {
  readonly connection: DuckDBConnection;
  readonly parts: Parts;
  readonly names: SeriesNames;
  readonly zones: ThinningZones;
}

/** The months with whole local days to thin that have not been thinned up to there, the oldest first. */
export function thinnable(parts: Parts, before: number, zones: ThinningZones): Month[] {
  const latest = Math.max(...dayStarts(before, zones));
  return parts
    .all()
    .filter((part) => boundsOf(part.month).from < latest && part.thinned < thinnedUpTo(part.month, before, zones))
    .map((part) => part.month);
}

/**
 * How to rewrite a month thinned. Months are UTC and days local: a day that lies in two months is thinned with the
 * readings of both, and each month keeps what falls into it. Doing it month after month, or again, gives the same.
 */
export async function thinMonth(
  place: ThinningPlace,
  month: Month,
  thinning: Thinning,
): Promise<Omit<Rewriting, 'batch'>> {
  const { parts, names, zones } = place;
  const bounds = boundsOf(month);
  const [previous, next] = [parts.get(monthOf(bounds.from - 1)), parts.get(monthOf(bounds.to))];
  const heads = await readAll(
    place.connection,
    parts,
    next,
    bounds.to,
    Math.max(...zones.all.map((zone) => Math.min(zone.nextDay(bounds.to - 1), zone.startOfDay(thinning.before)))),
  );
  const tails = await readAll(
    place.connection,
    parts,
    previous,
    Math.min(...dayStarts(bounds.from, zones)),
    bounds.from,
  );
  const written = parts.get(month)?.written ?? thinning.before;
  return {
    month,
    now: written,
    thinned: thinnedUpTo(month, thinning.before, zones),
    keep: (series, curve) => {
      const { device = '', metric = '' } = names.name(series) ?? {};
      const kind = thinning.kinds.get(metric) ?? 'gauge';
      const tail = tails.get(series) ?? lastBefore(parts, month, series);
      const around = merged(merged(tail, curve), heads.get(series) ?? emptyCurve);
      return cut(thinned(around, kind, thinning.before, zones.of(device)), bounds);
    },
  };
}

/** Up to where every zone's days are thinned. */
function thinnedUpTo(month: Month, before: number, zones: ThinningZones): number {
  return Math.min(...dayStarts(before, zones), boundsOf(month).to);
}

function dayStarts(time: number, zones: ThinningZones): number[] {
  return zones.all.map((zone) => zone.startOfDay(time));
}

/** Every series' readings of a part in [from, to): hours, not days. */
async function readAll(
  connection: DuckDBConnection,
  parts: Parts,
  part: Part | undefined,
  from: number,
  to: number,
): Promise<Map<number, Curve>> {
  const found = new Map<number, Curve>();
  if (part === undefined || from >= to) return found;
  const stream = createCurveStream(
    [
      await connection.stream(
        `SELECT series, ${partColumns} FROM read_parquet(${quoted(parts.pathOf(part.file))})
       WHERE time >= ${instant(from)} AND time < ${instant(to)}`,
      ),
    ].values(),
  );
  for (let series = await stream.next(); series !== undefined; series = await stream.next()) {
    found.set(series, await stream.take());
  }
  return found;
}

/** The last reading of a series in an earlier month: against it a drop shows that lies between two months. */
function lastBefore(parts: Parts, month: Month, series: number): Curve {
  const span = parts
    .all()
    .findLast((part) => part.month < month && part.spans.has(series))
    ?.spans.get(series);
  return span === undefined ? emptyCurve : { times: Float64Array.of(span.last), values: Float64Array.of(span.value) };
}
