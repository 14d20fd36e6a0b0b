const hourMs = 3_600_000;
/** hours of each that are remembered: readings of one site come in nearly their order */
const hoursKept = 3;
/** with one other nobody knows which of the two is apart */
const leastOthers = 2;

/** What a series' readings tell those around it; its state is plain JSON. */
export interface Teller {
  /** nothing was ever heard of what it remembers for long; not there where it remembers hours only */
  readonly isBlank?: () => boolean;
  hear(time: number, value: number): void;
  state(): readonly (number | null)[];
  restore(kept: readonly (number | null)[]): void;
  /** nothing is known yet; absent where nobody asks what was long ago */
  isBlank?(): boolean;
}

/** One of several series of a site that show the same metric. */
export interface Fellow extends Teller {
  /** The median of what the others showed in the hour that begins then (epoch ms); NaN where fewer than two are known. */
  others(hour: number): number;
}

/** The series of one metric of a site, each heard by the hour. */
export function createFellows(): { join(): Fellow } {
  /** of each: the mean of an hour, NaN where it is not known */
  const means: ((hour: number) => number)[] = [];
  return {
    join() {
      const self = means.length;
      // of each kept hour: which it is, the sum of its readings and how many
      const hours = new Float64Array(3 * hoursKept).fill(Number.NaN);
      means.push((hour) => {
        const at = 3 * (hour % hoursKept);
        return hours[at] === hour ? (hours[at + 1] ?? 0) / (hours[at + 2] ?? 1) : Number.NaN;
      });
      return {
        hear(time, value) {
          const hour = Math.floor(time / hourMs);
          const at = 3 * (hour % hoursKept);
          if ((hours[at] ?? 0) > hour) return;
          if (hours[at] !== hour) hours.set([hour, 0, 0], at);
          hours[at + 1] = (hours[at + 1] ?? 0) + value;
          hours[at + 2] = (hours[at + 2] ?? 0) + 1;
        },
        others(hour) {
          const known = means
            .flatMap((mean, one) => (one === self ? [] : mean(Math.floor(hour / hourMs))))
            .filter((one) => !Number.isNaN(one))
            .sort((a, b) => a - b);
          if (known.length < leastOthers) return Number.NaN;
          const middle = known.length >> 1;
          return known.length % 2 === 1 ? (known[middle] ?? 0) : ((known[middle - 1] ?? 0) + (known[middle] ?? 0)) / 2;
        },
        state: () => [...hours].map((value) => (Number.isNaN(value) ? null : value)),
        restore(kept) {
          hours.fill(Number.NaN);
          if (kept.length === hours.length) hours.set(kept.map((value) => value ?? Number.NaN));
        },
      };
    },
  };
}
