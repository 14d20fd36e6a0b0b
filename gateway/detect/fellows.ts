const hourMs = 3_600_000;
/** hours of each that are remembered: readings of one site come in nearly their order */
const hoursKept = 3;
/** with one other nobody knows which of the two is apart */
const leastOthers = 2;
/** hours that the usual place of one among the others is the mean of; one that is apart moves it by so much an hour at most */
const placeHours = 500;
const mostMoved = 1;

/** What a series' readings tell those around it; its state is plain JSON. */
export interface Teller {
  /** nothing was ever heard of what it remembers for long; not there where it remembers hours only */
  readonly isBlank?: () => boolean;
  hear(time: number, value: number): void;
  state(): readonly (number | null)[];
  restore(kept: readonly (number | null)[]): void;
}

/** One of several series of a site that show the same metric. */
export interface Fellow extends Teller {
  /**
   * The median of what the others showed in the hour that begins then (epoch ms), each freed of its usual place among them,
   * so that it is the same whoever is the middle one; NaN where fewer than two are known.
   */
  others(hour: number): number;
}

/** The series of one metric of a site, each heard by the hour. */
export function createFellows(): { join(): Fellow } {
  /** of each: what it showed in an hour of the epoch less its usual place, NaN where it is not known */
  const shown: ((hour: number) => number)[] = [];

  function othersOf(self: number, hour: number): number {
    const known = shown
      .map((of, one) => (one === self ? Number.NaN : of(hour)))
      .filter((one) => !Number.isNaN(one))
      .sort((a, b) => a - b);
    if (known.length < leastOthers) return Number.NaN;
    const middle = known.length >> 1;
    return known.length % 2 === 1 ? (known[middle] ?? 0) : ((known[middle - 1] ?? 0) + (known[middle] ?? 0)) / 2;
  }

  return {
    join() {
      const self = shown.length;
      // of each kept hour: which it is, the sum of its readings and how many; then the usual place and of how many hours it is
      const kept = new Float64Array(3 * hoursKept + 2).fill(Number.NaN);
      const [place, placed] = [3 * hoursKept, 3 * hoursKept + 1];
      const own = (hour: number) => {
        const at = 3 * (hour % hoursKept);
        return kept[at] === hour ? (kept[at + 1] ?? 0) / (kept[at + 2] ?? 1) - (kept[place] || 0) : Number.NaN;
      };
      shown.push(own);

      function learnPlace(hour: number): void {
        const off = own(hour) - othersOf(self, hour);
        if (Number.isNaN(off)) return;
        const hours = Math.min(placeHours, (kept[placed] || 0) + 1);
        const moved = hours < placeHours / 10 ? off : Math.max(-mostMoved, Math.min(mostMoved, off));
        kept[place] = (kept[place] || 0) + moved / hours;
        kept[placed] = hours;
      }

      return {
        hear(time, value) {
          const hour = Math.floor(time / hourMs);
          const at = 3 * (hour % hoursKept);
          if ((kept[at] ?? 0) > hour) return;
          if (kept[at] !== hour) {
            // by now the others have told the hour before the one that ends
            learnPlace(hour - 2);
            kept.set([hour, 0, 0], at);
          }
          kept[at + 1] = (kept[at + 1] ?? 0) + value;
          kept[at + 2] = (kept[at + 2] ?? 0) + 1;
        },
        others: (hour) => othersOf(self, Math.floor(hour / hourMs)),
        state: () => [...kept].map((value) => (Number.isNaN(value) ? null : value)),
        restore(numbers) {
          kept.fill(Number.NaN);
          if (numbers.length === kept.length) kept.set(numbers.map((value) => value ?? Number.NaN));
        },
      };
    },
  };
}
