import type { Entry } from '../domain/journal.ts';
import type { Series } from '../domain/series.ts';
import type { LatestReading } from '../domain/store.ts';

/** The newest reading of each series in these entries: what live lacks of the journal's tail at a start. */
export function newestOf(entries: readonly Entry[], series: readonly Series[]): LatestReading[] {
  const newest = new Map<number, LatestReading>();
  for (const { readings } of entries) {
    for (const [row, id] of readings.series.entries()) {
      const [one, time] = [series[id], readings.times[row] ?? 0];
      if (one === undefined || time < (newest.get(id)?.time ?? Number.NEGATIVE_INFINITY)) continue;
      const { device, metric, instance } = one;
      newest.set(id, { device, metric, instance, time, value: readings.values[row] ?? 0 });
    }
  }
  return [...newest.values()];
}
