import type { Series } from '../../../gateway/domain/series.ts';
import type { Store } from '../../../gateway/domain/store.ts';
import { openEmbeddedStore } from '../../../gateway/store/embedded/embedded-store.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 15);
const series: Series = { organisation: 'o', site: 's', device: 'd', type: 't', metric: 'air.co2', instance: '' };
export const seriesOf = (): Series => series;
/** a time of the clock at which every month is due */
export const compactionsDone = Date.UTC(2026, 11, 1);

/** What the rounds up to this one have appended: hours of two months, of which every round replaces some and adds some. */
export function expected(rounds: number): [number, number][] {
  const kept = new Map<number, number>();
  for (let round = 1; round <= rounds; round++) for (const [time, value] of rowsOf(round)) kept.set(time, value);
  return [...kept].sort(([a], [b]) => a - b);
}

export async function whole(store: Store): Promise<[number, number][]> {
  const { times, values } = await store.curve({ ...series, from: 0, to: 4e12 });
  return Array.from(times, (time, i) => [time, values[i] ?? 0]);
}

function rowsOf(round: number): [number, number][] {
  return Array.from({ length: 900 }, (_, i) => [start + (i + 40 * (round - 1)) * hour, round * 10_000 + i + 0.1]);
}

/** Run as a program: appends a round, then compacts and kills itself at the second hearing of a step, so that one month is through and one is not. */
if (import.meta.main) {
  const [folder = '', step, round = '1'] = process.argv.slice(2);
  let heard = 0;
  // space is given back once, behind all months
  const last = step === 'shrinking' ? 1 : 2;
  const store = await openEmbeddedStore({
    folder,
    seriesOf,
    step: (name) => {
      if (name === step && ++heard === last) process.kill(process.pid, 'SIGKILL');
    },
  });
  const rows = rowsOf(Number(round));
  await store.append(Number(round), {
    series: new Int32Array(rows.length),
    times: Float64Array.from(rows, ([time]) => time),
    values: Float64Array.from(rows, ([, value]) => value),
  });
  await store.compact(compactionsDone);
  await store.compact(compactionsDone * 2);
}
