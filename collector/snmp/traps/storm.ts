/** How many notifications pass in a second. */
export interface StormLimits {
  readonly perSource: number;
  readonly inAll: number;
}

export interface StormOptions {
  readonly limits: StormLimits;
  /** told once when a source begins to send too much; `source` is undefined for all of them together */
  readonly onBegin: (source: string | undefined) => void;
  /** told once when it has been quiet for a minute, with how many were left out */
  readonly onEnd: (source: string | undefined, leftOut: number) => void;
}

/** `now` is a steady clock in ms. */
export interface Storm {
  passes(source: string, now: number): boolean;
  /** to be called now and then, so that ends are told */
  look(now: number): void;
  leftOut(): number;
}

const quietMs = 60_000;
/** Storms told of apart; those of further sources are told of as one. */
const toldAtMost = 100;

/** Lets so many notifications pass and counts the rest, so that a storm costs neither the journal nor the log anything. */
export function createStorm({ limits, onBegin, onEnd }: StormOptions): Storm {
  let second = -1;
  let inAll = 0;
  // never more sources than notifications that passed in one second
  const bySource = new Map<string, number>();
  const raging = new Map<string | undefined, { leftOut: number; last: number }>();
  let total = 0;

  function leaveOut(source: string | undefined, now: number): false {
    total++;
    const known = raging.has(source) || raging.size < toldAtMost ? source : undefined;
    const storm = raging.get(known);
    if (storm === undefined) {
      raging.set(known, { leftOut: 1, last: now });
      onBegin(known);
    } else {
      storm.leftOut++;
      storm.last = now;
    }
    return false;
  }

  return {
    passes(source, now) {
      if (Math.floor(now / 1_000) !== second) {
        second = Math.floor(now / 1_000);
        inAll = 0;
        bySource.clear();
      }
      const count = bySource.get(source) ?? 0;
      if (count >= limits.perSource) return leaveOut(source, now);
      if (inAll >= limits.inAll) return leaveOut(undefined, now);
      inAll++;
      bySource.set(source, count + 1);
      return true;
    },
    look(now) {
      for (const [source, { leftOut, last }] of raging) {
        if (now - last < quietMs) continue;
        raging.delete(source);
        onEnd(source, leftOut);
      }
    },
    leftOut: () => total,
  };
}
