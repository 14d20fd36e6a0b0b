import type { LatestReading } from './store.ts';

/** The newest reading of every series, in memory, and the road to the screens. */
export interface Live {
  latest(device: string): LatestReading[];
  /**
   * When the device's newest reading was taken, undefined if it never spoke. `device.up` is what others say of it (a last
   * will, a bridge) and counts only where it is all there is.
   */
  lastSeen(device: string): number | undefined;
  /** Calls back at most ten times a second with the newest reading of each series that changed since. */
  follow(changed: (readings: readonly LatestReading[]) => void): Disposable;
}
