const hourMs = 3_600_000;
const dayMs = 86_400_000;
const hoursKept = 72;
/** two years and a month, for comparisons with the year before */
const daysKept = 800;

/** What is known of the outdoor temperature at a place, in °C; times are epoch ms of the readings themselves. */
export interface Outdoor {
  hear(time: number, celsius: number): void;
  /** The mean from one instant to another by whole hours, or by whole UTC days where it is long ago; NaN while less than half is known. */
  mean(from: number, to: number): number;
  /** The mean of a UTC day (in days since 1970-01-01), NaN where less than a quarter of its hours is known. */
  dayMean(day: number): number;
  /** Nothing was ever heard. */
  isBlank(): boolean;
  state(): readonly (number | null)[];
  /** Goes on from a state, from nothing where it is not one. */
  restore(kept: readonly (number | null)[]): void;
}

/**
 * Follows the readings of a weather station: the last three days by the hour, two years by the day. Readings may come in
 * any order within the last three days; what is older counts only for days that were not complete.
 */
export function createOutdoor(): Outdoor {
  // of each kept hour: which it is, the sum of its readings and how many; of each kept day: which, the sum of its hours, how many
  const hours = new Float64Array(3 * hoursKept).fill(Number.NaN);
  const days = new Float64Array(3 * daysKept).fill(Number.NaN);

  /** the place of a period in its ring, begun anew where it held an older one; -1 where it holds a newer one */
  function placeOf(ring: Float64Array, period: number): number {
    const at = 3 * (period % (ring.length / 3));
    if ((ring[at] ?? 0) > period) return -1;
    if (ring[at] !== period) ring.set([period, 0, 0], at);
    return at;
  }

  function meanOf(ring: Float64Array, period: number, least: number): number {
    const at = 3 * (period % (ring.length / 3));
    const count = ring[at + 2] ?? 0;
    return ring[at] === period && count >= least ? (ring[at + 1] ?? 0) / count : Number.NaN;
  }

  function meanBetween(of: (period: number) => number, first: number, end: number): number {
    let [sum, count] = [0, 0];
    for (let period = first; period < end; period++) {
      const one = of(period);
      if (Number.isNaN(one)) continue;
      sum += one;
      count++;
    }
    return count * 2 >= end - first && count > 0 ? sum / count : Number.NaN;
  }

  const hourMean = (hour: number) => meanOf(hours, hour, 1);
  const dayMean = (day: number) => meanOf(days, day, 6);

  return {
    hear(time, celsius) {
      const hour = Math.floor(time / hourMs);
      const at = placeOf(hours, hour);
      const day = placeOf(days, Math.floor(time / dayMs));
      if (at >= 0) {
        // a day is the sum of its hours' means: what this reading changes of its hour changes its day
        const before = hourMean(hour);
        hours[at + 1] = (hours[at + 1] ?? 0) + celsius;
        hours[at + 2] = (hours[at + 2] ?? 0) + 1;
        if (day < 0) return;
        const isNew = Number.isNaN(before);
        days[day + 1] = (days[day + 1] ?? 0) + hourMean(hour) - (isNew ? 0 : before);
        days[day + 2] = (days[day + 2] ?? 0) + (isNew ? 1 : 0);
      } else if (day >= 0 && (days[day + 2] ?? 0) < 24) {
        days[day + 1] = (days[day + 1] ?? 0) + celsius;
        days[day + 2] = (days[day + 2] ?? 0) + 1;
      }
    },
    mean(from, to) {
      const [first, end] = [Math.floor(from / hourMs), Math.ceil(to / hourMs)];
      const near = meanBetween(hourMean, first, end);
      if (!Number.isNaN(near)) return near;
      return meanBetween(
        dayMean,
        Math.floor(from / dayMs),
        Math.max(Math.ceil(to / dayMs), 1 + Math.floor(from / dayMs)),
      );
    },
    dayMean,
    isBlank: () => days.every(Number.isNaN),
    state: () => [...hours, ...days].map((value) => (Number.isNaN(value) ? null : value)),
    restore(kept) {
      const values = Float64Array.from(kept, (value) => value ?? Number.NaN);
      if (values.length !== hours.length + days.length) {
        hours.fill(Number.NaN);
        days.fill(Number.NaN);
        return;
      }
      hours.set(values.subarray(0, hours.length));
      days.set(values.subarray(hours.length));
    },
  };
}
