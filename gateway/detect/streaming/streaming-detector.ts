import { type ProfileDay, usualDay, usualDayNumbers } from './usual-day.ts';

/** What a reading looks like against everything before it. */
export interface Judged {
  /** where the value was expected, NaN while nothing is known */
  readonly low: number;
  readonly high: number;
  /** 0 … 1: how much of this reading's surprise lies beyond the greatest before it */
  readonly score: number;
}

/** One setting for all series; docs/detection.md says what each is worth. Memories count readings. */
const setting = {
  learning: 200,
  /** so many readings make an hour of a kind of day known */
  known: 20,
  longMemory: 3_000,
  burst: 0.1,
  restless: 0.025,
  level: 0.02,
  /** by which the greatest surprise shrinks at each reading, so that one disaster does not hide all that come later */
  forget: 1e-5,
  rest: 24,
  again: 2.5,
};

/** three standard deviations of a normal series, from its mean absolute deviation */
const wide = 3 * Math.sqrt(Math.PI / 2);

/** Where each number of the memory stands. */
const place = {
  ...{ count: 0, begun: 1, before: 2, mean: 3, spread: 4, deviation: 5, restless: 6, usuallyRestless: 7, shortMean: 8 },
  ...{ resting: 9, told: 10, greatest: 11 },
};
const surprises = 4;
const usualAt = place.greatest + surprises;
const numbers = usualAt + usualDayNumbers;

/**
 * The general detector of one series of any kind: reads a value, says what was expected and how surprising it is, learns from
 * it, and never looks ahead. Surprise is measured in four ways (distance from the usual at this hour, a burst of deviation,
 * restlessness, a shift of level), each against the greatest it ever was: a record is news, and by how much it beats the old one
 * is the score. What was told is not told again at once. Its whole state is a hundred numbers.
 */
export function createStreamingDetector(kept?: readonly number[]) {
  const memory = new Float64Array(numbers);
  if (kept?.length === numbers) memory.set(kept);
  const usual = usualDay(memory, usualAt);
  const now = new Float64Array(surprises);

  const get = (at: number) => memory[at] ?? 0;
  const follow = (at: number, value: number, gain: number) => {
    memory[at] = get(at) + gain * (value - get(at));
  };

  /** `clock` is what the local clock shows, as ms since 1970 without a zone. */
  function read(clock: number, day: ProfileDay, value: number): Judged {
    const count = get(place.count);
    if (count === 0) {
      memory[place.begun] = clock;
      memory[place.before] = value;
      memory[place.mean] = value;
      memory[place.shortMean] = value;
    }
    const known = usual.at(clock, day, clock - get(place.begun));
    const range = expected(known, count);
    measure(value, known.count >= setting.known ? value - known.mean : 0, count);
    usual.learn(clock, day, value);
    memory[place.count] = count + 1;
    return { ...range, score: score(count) };
  }

  /** Three deviations around the usual at this hour, or around the long mean while that is little known. */
  function expected(
    known: { mean: number; deviation: number; count: number },
    count: number,
  ): { low: number; high: number } {
    if (count === 0) return { low: Number.NaN, high: Number.NaN };
    const isKnown = known.count >= setting.known;
    const middle = isKnown ? known.mean : get(place.mean);
    const half = wide * (isKnown ? known.deviation : get(place.spread));
    return { low: middle - half, high: middle + half };
  }

  function measure(value: number, unusual: number, count: number): void {
    const long = Math.max(1 / (count + 1), 1 / setting.longMemory);
    const step = Math.abs(value - get(place.before));
    const apart = Math.abs(value - get(place.mean));
    memory[place.before] = value;
    follow(place.mean, value, long);
    follow(place.shortMean, value, setting.level);
    follow(place.spread, apart, long);
    follow(place.deviation, apart, setting.burst);
    follow(place.restless, step, setting.restless);
    follow(place.usuallyRestless, step, long);
    now[0] = Math.abs(unusual);
    now[1] = get(place.deviation);
    now[2] = Math.abs(get(place.restless) - get(place.usuallyRestless));
    now[3] = Math.abs(get(place.shortMean) - get(place.mean));
  }

  /** By how much the boldest surprise beats its record; 0 while that is still learned, or was told just now. */
  function score(count: number): number {
    // below this, differences are dust of the arithmetic
    const dust = 1e-9 * Math.abs(get(place.mean));
    let boldest = 0;
    for (let one = 0; one < surprises; one++) {
      const surprise = now[one] ?? 0;
      const greatest = get(place.greatest + one);
      if (surprise <= greatest) {
        memory[place.greatest + one] = greatest * (1 - setting.forget);
        continue;
      }
      memory[place.greatest + one] = surprise;
      if (surprise > dust) boldest = Math.max(boldest, Math.log(surprise / greatest));
    }
    const resting = get(place.resting);
    if (resting > 0) memory[place.resting] = resting - 1;
    if (count <= setting.learning || boldest === 0) return 0;
    if (resting > 0 && boldest <= setting.again * get(place.told)) return 0;
    memory[place.resting] = setting.rest;
    memory[place.told] = Math.min(boldest, 1e9);
    return 1 - Math.exp(-boldest);
  }

  return { read, state: (): number[] => [...memory] };
}
