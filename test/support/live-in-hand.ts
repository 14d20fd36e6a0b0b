import type { Live } from '../../gateway/domain/live.ts';
import type { LatestReading } from '../../gateway/domain/store.ts';

/** The newest readings, told to the followers when the test says so. */
export function createLiveInHand(): Live & { push(...readings: LatestReading[]): void } {
  const newest = new Map<string, Map<string, LatestReading>>();
  const followers = new Set<(readings: readonly LatestReading[]) => void>();
  return {
    push(...readings) {
      for (const reading of readings) {
        const own = newest.get(reading.device) ?? new Map<string, LatestReading>();
        newest.set(reading.device, own.set(`${reading.metric}/${reading.instance}`, reading));
      }
      for (const follower of followers) follower(readings);
    },
    latest: (device) => [...(newest.get(device)?.values() ?? [])],
    lastSeen: (device) => {
      const times = [...(newest.get(device)?.values() ?? [])].map(({ time }) => time);
      return times.length === 0 ? undefined : Math.max(...times);
    },
    follow(changed) {
      followers.add(changed);
      return {
        [Symbol.dispose]: () => {
          followers.delete(changed);
        },
      };
    },
  };
}
