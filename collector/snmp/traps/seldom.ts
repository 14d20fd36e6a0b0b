/** Things to be told at most once in a span of time, each with how often it happened since. */
export interface Seldom {
  /** how often it happened since it was last told, this time included; undefined where it is not to be told now */
  happened(what: string, now: number): number | undefined;
}

/** Remembers `most` things at once; beyond them nothing new is told until the oldest spans are over. */
export function createSeldom({ spanMs, most }: { spanMs: number; most: number }): Seldom {
  const known = new Map<string, { at: number; count: number }>();
  return {
    happened(what, now) {
      const one = known.get(what);
      if (one !== undefined && now - one.at < spanMs) {
        one.count++;
        return undefined;
      }
      if (one === undefined && known.size >= most) {
        for (const [old, { at }] of known) if (now - at >= spanMs) known.delete(old);
        if (known.size >= most) return undefined;
      }
      known.set(what, { at: now, count: 0 });
      return (one?.count ?? 0) + 1;
    },
  };
}
