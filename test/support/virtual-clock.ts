import type { Clock } from '../../collector/schedule.ts';

/** Time in the test's hand: `advance` runs what falls due, in order, and lets promises settle in between. */
export function createVirtualClock(start: number): Clock & { advance(ms: number): Promise<void> } {
  let now = start;
  const timers = new Set<{ at: number; run: () => void }>();
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + Math.max(0, ms), run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settled();
        let first: { at: number; run: () => void } | undefined;
        for (const timer of timers) if (timer.at <= end && (first === undefined || timer.at < first.at)) first = timer;
        if (first === undefined) break;
        // what falls due together runs together
        now = first.at;
        for (const timer of [...timers]) {
          if (timer.at > now || !timers.delete(timer)) continue;
          timer.run();
        }
      }
      now = end;
    },
  };
}
