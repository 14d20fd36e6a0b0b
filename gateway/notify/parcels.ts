import type { Addressee, DueNotice } from '../domain/notice.ts';

/** More than so many alerts due at once for one addressee are one message. */
const apartAtMost = 3;
/** so many messages within so long; what comes beyond waits, and then comes as one */
const pace = { messages: 6, withinMs: 10 * 60_000 };
const addresseesKnown = 10_000;

/** What leaves together: a digest, a storm gathered, else one message an alert; the longest waiting first. */
export function parcelsOf(due: readonly DueNotice[]): { to: Addressee; digest: boolean; notices: DueNotice[] }[] {
  const byAddressee = new Map<string, DueNotice[]>();
  for (const notice of due) {
    const key = `${notice.digest} ${notice.to}`;
    const known = byAddressee.get(key);
    if (known === undefined) byAddressee.set(key, [notice]);
    else known.push(notice);
  }
  return [...byAddressee.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const { to, digest } = first;
    if (digest || some.length > apartAtMost) return [{ to, digest, notices: some }];
    return some.map((notice) => ({ to, digest, notices: [notice] }));
  });
}

/** Remembers how often somebody was told lately, so that a storm fills nobody's pocket. Times are epoch ms. */
export function createPace() {
  const lately = new Map<Addressee, number[]>();
  const recent = (to: Addressee, now: number) =>
    (lately.get(to) ?? []).filter((at) => at > now - pace.withinMs && at <= now);
  return {
    /** `now`, or when the next message may leave. */
    freeAt(to: Addressee, now: number): number {
      const times = recent(to, now);
      return times.length < pace.messages ? now : (times[0] ?? now) + pace.withinMs;
    },
    sent(to: Addressee, now: number): void {
      if (lately.size >= addresseesKnown) lately.clear();
      lately.set(to, [...recent(to, now), now]);
    },
  };
}
