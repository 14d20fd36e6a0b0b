import type { Series } from '../domain/series.ts';
import type { Lesson } from './detector-state.ts';
import type { Teller } from './fellows.ts';
import type { createWatches } from './watches.ts';

const dayMs = 86_400_000;
/** this month against last year's wants the weather of both */
const weatherReachDays = 400;

/** What learning from the store must know of the detector; series and watches by their numbers. */
interface Known {
  readonly watches: Pick<ReturnType<typeof createWatches>, 'reachDays' | 'needsFellows' | 'isBlank' | 'unlearn'>;
  readonly tellers: ReadonlyMap<number, Teller>;
  readonly whose: readonly Series[];
  readonly newest: readonly number[];
  watchesOf(number: number): readonly number[];
  fellowsOf(series: Series): readonly number[] | undefined;
}

/** What the stored past of each series is good for, and how it is told once more. */
export function createLessons(known: Known) {
  /** What the history of a series could teach; undefined where nothing would learn from it. */
  function lesson(number: number): Lesson | undefined {
    const weather = weatherOf(number);
    const watching = known.watchesOf(number);
    const reachDays = Math.max(weather === undefined ? 0 : weatherReachDays, ...watching.map(known.watches.reachDays));
    if (reachDays === 0) return undefined;
    const last = known.newest[number] ?? Number.NEGATIVE_INFINITY;
    const own = known.whose[number];
    const beside = own && watching.some(known.watches.needsFellows) ? (known.fellowsOf(own) ?? []) : [];
    return {
      reachMs: reachDays * dayMs,
      ...(beside.length > 1 && { fellows: beside }),
      isWeather: weather !== undefined,
      isBlank: weather?.isBlank?.() === true || watching.some(known.watches.isBlank),
      ...(last > Number.NEGATIVE_INFINITY && { upTo: last }),
    };
  }

  /** Forgets what is usual of a series, to learn it anew from the beginning; alerts stay as they are. */
  function unlearn(number: number): void {
    known.tellers.get(number)?.restore([]);
    for (const watch of known.watchesOf(number)) known.watches.unlearn(watch);
  }

  /** Lets some series tell a past once more to their fellows alone; `end` makes what they tell as it was. */
  function retell(numbers: readonly number[]): {
    hear(number: number, time: number, value: number): void;
    end(): void;
  } {
    const before = numbers.map((number) => [number, known.tellers.get(number)?.state() ?? []] as const);
    for (const number of numbers) known.tellers.get(number)?.restore([]);
    return {
      hear: (number, time, value) => known.tellers.get(number)?.hear(time, value),
      end() {
        for (const [number, state] of before) known.tellers.get(number)?.restore(state);
      },
    };
  }

  /** What a series tells, where its stored past matters to others. */
  function weatherOf(number: number): Teller | undefined {
    const teller = known.tellers.get(number);
    return teller?.isBlank === undefined ? undefined : teller;
  }

  return { lesson, unlearn, retell };
}
