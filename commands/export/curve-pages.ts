import type { Curve } from '../../gateway/domain/reading.ts';
import type { NamedSeries, ReadingOperations } from '../local/operations/reading-operations.ts';

/** Some readings of one series, in the order of time. */
export interface CurvePage {
  readonly series: NamedSeries;
  readonly curve: Curve;
}

const rowsAtOnce = 50_000;

/** All readings of these series with `from` ≤ time < `to`, one series after the other, a page at a time. */
export async function* curvePages(
  readings: Pick<ReadingOperations, 'curve'>,
  of: { readonly series: readonly NamedSeries[]; readonly from: number; readonly to: number },
): AsyncGenerator<CurvePage> {
  for (const series of of.series) {
    let from = of.from;
    for (;;) {
      const curve = await readings.curve({ ...series, from, to: of.to, limit: rowsAtOnce });
      if (curve.times.length > 0) yield { series, curve };
      const last = curve.times.at(-1);
      if (last === undefined || curve.times.length < rowsAtOnce) break;
      from = last + 1; // times are whole milliseconds
    }
  }
}
